#include "twicetold/match/common_run.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "twicetold/base/span.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

// Names of the runs of one length in a document, by where they begin.
using Names = std::vector<uint32_t>;
using NamePair = std::pair<uint32_t, uint32_t>;

// The runs of both documents: equal names are equal runs.
struct NamedRuns {
  Names a;
  Names b;
  uint64_t length = 1;  // in words
};

// How many runs reach `shift` words further than those of `names` do.
uint64_t RunCount(const Names& names, uint64_t shift) {
  return names.size() > shift ? names.size() - shift : 0;
}

// Two overlapping runs that begin `shift` apart and, together, cover the longer run at `begin`.
NamePair Cover(const Names& names, uint64_t begin, uint64_t shift) {
  return {names[begin], names[begin + shift]};
}

bool ShareRun(const NamedRuns& runs, uint64_t length) {
  const uint64_t shift = length - runs.length;
  absl::flat_hash_set<NamePair> in_a;
  for (uint64_t i = 0; i < RunCount(runs.a, shift); ++i) in_a.insert(Cover(runs.a, i, shift));
  for (uint64_t i = 0; i < RunCount(runs.b, shift); ++i) {
    if (in_a.contains(Cover(runs.b, i, shift))) return true;
  }
  return false;
}

// Names the runs of twice the length.
NamedRuns Double(const NamedRuns& runs) {
  absl::flat_hash_map<NamePair, uint32_t> names;
  const auto name_all = [&](const Names& halves) {
    Names doubled(RunCount(halves, runs.length));
    for (uint64_t i = 0; i < doubled.size(); ++i) {
      const auto next = static_cast<uint32_t>(names.size());
      doubled[i] = names.try_emplace(Cover(halves, i, runs.length), next).first->second;
    }
    return doubled;
  };
  NamedRuns doubled;
  doubled.a = name_all(runs.a);
  doubled.b = name_all(runs.b);
  doubled.length = 2 * runs.length;
  return doubled;
}

Names WordNames(const WordSequence& words, size_t document) {
  const Span range = words.document_range(document);
  Names names;
  for (uint64_t p = range.begin; p < range.end; ++p) names.push_back(words.id(p));
  return names;
}

}  // namespace

uint64_t LongestCommonRun(const WordSequence& words, size_t a, size_t b) {
  NamedRuns runs{WordNames(words, a), WordNames(words, b), 1};
  if (!ShareRun(runs, 1)) return 0;
  while (ShareRun(runs, 2 * runs.length)) runs = Double(runs);
  uint64_t shared = runs.length;      // a run this long is shared
  uint64_t beyond = 2 * runs.length;  // none this long is
  while (beyond - shared > 1) {
    const uint64_t middle = shared + (beyond - shared) / 2;
    (ShareRun(runs, middle) ? shared : beyond) = middle;
  }
  return shared;
}

}  // namespace twicetold
