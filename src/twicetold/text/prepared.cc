#include "twicetold/text/prepared.h"

// Words, paragraphs and quotations are each found by themselves over the same text; here they
// are laid on one another by walking them side by side, which their order allows.

#include <algorithm>

#include "twicetold/text/quotation.h"
#include "twicetold/text/segment.h"

namespace twicetold {
namespace {

// For each span of `containers` (in order, disjoint), the range of words that begin in it.
std::vector<Span> WordRanges(const Words& words, const std::vector<Span>& containers) {
  std::vector<Span> ranges;
  ranges.reserve(containers.size());
  size_t word = 0;
  for (const Span& container : containers) {
    while (word < words.size() && words.span(word).begin < container.begin) ++word;
    const size_t begin = word;
    while (word < words.size() && words.span(word).begin < container.end) ++word;
    ranges.push_back(Span{begin, word});
  }
  return ranges;
}

}  // namespace

size_t Prepared::ParagraphOfWord(size_t word) const {
  // An empty range ends where it begins, at or before `word`, so it is never the one found.
  const auto found =
      std::upper_bound(paragraph_words.begin(), paragraph_words.end(), word,
                       [](size_t value, const Span& range) { return value < range.end; });
  return static_cast<size_t>(found - paragraph_words.begin());
}

Prepared Prepare(const Document& document, uint64_t seed) {
  Prepared prepared;
  prepared.words = SplitWords(document.text, seed);
  prepared.paragraphs = SplitParagraphs(document.text);
  prepared.quotations = FindQuotations(document.text, prepared.paragraphs);
  prepared.paragraph_words = WordRanges(prepared.words, prepared.paragraphs);
  prepared.quoted.assign(prepared.words.size(), 0);
  for (const Span& range : WordRanges(prepared.words, prepared.quotations)) {
    for (uint64_t word = range.begin; word < range.end; ++word) prepared.quoted[word] = 1;
  }
  return prepared;
}

}  // namespace twicetold
