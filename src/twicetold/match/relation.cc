#include "twicetold/match/relation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

// A passage between two documents.
struct Link {
  uint32_t a;
  uint32_t b;
  uint32_t passage;
};

// Positions that lie in any of `spans`.
uint64_t CountDistinct(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end());
  uint64_t count = 0;
  uint64_t end = 0;
  for (const Span& span : spans) {
    if (span.end <= end) continue;
    count += span.end - std::max(span.begin, end);
    end = span.end;
  }
  return count;
}

}  // namespace

std::vector<Relation> Relate(std::span<const Alignment> passages, const WordSequence& words) {
  std::vector<Link> links;
  for (uint32_t p = 0; p < passages.size(); ++p) {
    const ExactRun& run = passages[p].runs.front();
    const auto a = static_cast<uint32_t>(words.DocumentOf(run.a));
    const auto b = static_cast<uint32_t>(words.DocumentOf(run.b));
    if (a != b) links.push_back(Link{a, b, p});
  }
  std::sort(links.begin(), links.end(), [](const Link& x, const Link& y) {
    return std::tie(x.a, x.b, x.passage) < std::tie(y.a, y.b, y.passage);
  });
  std::vector<Relation> relations;
  std::vector<Span> of_a;
  std::vector<Span> of_b;
  for (size_t begin = 0; begin < links.size();) {
    Relation relation{links[begin].a, links[begin].b};
    of_a.clear();
    of_b.clear();
    size_t end = begin;
    for (; end < links.size() && links[end].a == relation.a && links[end].b == relation.b; ++end) {
      const Alignment& passage = passages[links[end].passage];
      relation.longest = std::max(relation.longest, passage.matched_words());
      for (const ExactRun& run : passage.runs) {
        of_a.push_back(Span{run.a, uint64_t{run.a} + run.size});
        of_b.push_back(Span{run.b, uint64_t{run.b} + run.size});
      }
    }
    relation.shared_a = CountDistinct(of_a);
    relation.shared_b = CountDistinct(of_b);
    relations.push_back(relation);
    begin = end;
  }
  return relations;
}

}  // namespace twicetold
