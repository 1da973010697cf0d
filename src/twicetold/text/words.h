#ifndef TWICETOLD_TEXT_WORDS_H_
#define TWICETOLD_TEXT_WORDS_H_

// Words: what two texts are compared by.
//
// Text is folded with NFKC_Casefold (Unicode 15, section 5.18 and UAX #15, #31), which makes
// fullwidth, ligature and case variants alike and drops soft hyphens and zero-width characters.
// A word is a maximal run of letters, digits and combining marks of the folded text; everything
// else separates words and is never compared, so quotes, dashes, ellipses and kinds of space
// cannot make two texts differ. A mark with no letter or digit before it separates too: it belongs
// to the space or sign it stands on (U+00B4 folds to a space and a mark). In scripts that write no
// spaces between words (Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar) every grapheme cluster
// (UAX #29) of such characters is a word of its own, marked spaceless.
//
// The folded text is kept: a finding rests on equal words, not on equal hashes.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold {

class Words {
 public:
  size_t size() const { return hashes_.size(); }
  bool empty() const { return hashes_.empty(); }

  // 64-bit hash of word i's folded bytes, and all of them in order.
  uint64_t hash(size_t i) const { return hashes_[i]; }
  const std::vector<uint64_t>& hashes() const { return hashes_; }

  // Bytes of word i in the text that was split.
  Span span(size_t i) const { return spans_[i]; }
  const std::vector<Span>& spans() const { return spans_; }

  // The folded bytes of word i.
  std::string_view folded(size_t i) const {
    const size_t begin = i == 0 ? 0 : folded_ends_[i - 1];
    return std::string_view(folded_).substr(begin, folded_ends_[i] - begin);
  }

  // True for one grapheme of a script that writes no spaces.
  bool spaceless(size_t i) const { return spaceless_[i] != 0; }

  // Adds a word. `span` must not begin before the previous word's begin.
  void Append(uint64_t hash, Span span, std::string_view folded, bool spaceless);

 private:
  std::vector<uint64_t> hashes_;
  std::vector<Span> spans_;
  std::vector<size_t> folded_ends_;
  std::vector<uint8_t> spaceless_;
  std::string folded_;  // all words, end to end
};

// The words of `text`, which must be valid UTF-8 (Decode gives nothing else; ill-formed bytes
// would be treated as U+FFFD). `seed` enters every hash. Spans are in order (neither begins nor
// ends go back) and disjoint, except that a character which folds to parts of several words (U+00BD
// to "1" and "2") lies in the span of each of them. Dropped characters inside a word belong to its
// span, at its edges they do not.
// Time and memory are linear in the text. Thread-safe.
Words SplitWords(std::string_view text, uint64_t seed);

// The number of words of `words` in [begin, end) as a length threshold counts them, doubled so
// that it is whole: 2 for a word, 1 for a grapheme of a spaceless script (where a word is about
// two characters long).
uint64_t HalfWordUnits(const Words& words, size_t begin, size_t end);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORDS_H_
