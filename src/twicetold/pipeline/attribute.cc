#include "twicetold/pipeline/attribute.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/text/attribution.h"

namespace twicetold {
namespace {

// A quotation that an occurrence touches, and how many of its matched words stand in it.
struct Touched {
  Span whole;  // indices into Prepared::quotations
  uint64_t words = 0;
};

// How many matched words of `occurrence` begin in `bytes`.
uint64_t MatchedIn(const FoundOccurrence& occurrence, const Prepared& prepared, const Span& bytes) {
  const std::vector<Span>& spans = prepared.words.spans();
  const auto first = [&](uint64_t byte) {
    const auto found =
        std::lower_bound(spans.begin(), spans.end(), byte,
                         [](const Span& span, uint64_t value) { return span.begin < value; });
    return static_cast<uint64_t>(found - spans.begin());
  };
  const Span words{first(bytes.begin), first(bytes.end)};
  uint64_t matched = 0;
  for (const Span& run : occurrence.matched) matched += Intersection(run, words).size();
  return matched;
}

std::vector<Touched> TouchedBy(const FoundOccurrence& occurrence, const Document& document,
                               const Prepared& prepared) {
  std::vector<Touched> touched;
  const std::vector<Span>& quotations = prepared.quotations;
  const auto first = std::lower_bound(
      quotations.begin(), quotations.end(), occurrence.in_text.begin,
      [](const Span& quotation, uint64_t value) { return quotation.end <= value; });
  for (auto q = static_cast<uint64_t>(first - quotations.begin());
       q < quotations.size() && quotations[q].begin < occurrence.in_text.end; ++q) {
    if (touched.empty() || touched.back().whole.end <= q) {
      touched.push_back(Touched{WholeQuotation(document.text, prepared, q), 0});
    }
    touched.back().words += MatchedIn(occurrence, prepared, quotations[q]);
  }
  return touched;
}

}  // namespace

Attribution Attribute(const FoundOccurrence& occurrence, const Document& document,
                      const Prepared& prepared) {
  std::vector<Touched> touched = TouchedBy(occurrence, document, prepared);
  uint64_t quoted = 0;
  for (const Touched& quotation : touched) quoted += quotation.words;
  if (2 * quoted < occurrence.matched_words) return {};
  std::stable_sort(touched.begin(), touched.end(),
                   [](const Touched& x, const Touched& y) { return x.words > y.words; });
  for (const Touched& quotation : touched) {
    if (quotation.words < touched.front().words) break;
    const std::optional<Span> found = FindAttribution(document.text, prepared, quotation.whole);
    if (!found) continue;
    const Span source = document.to_source.ToSource(*found);
    return Attribution{
        document.text.substr(found->begin, found->size()),
        Place{document.positions.At(source.begin), document.positions.At(source.end)}};
  }
  return {};
}

}  // namespace twicetold
