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
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold {

// What a word counts toward a length threshold, in quarters of a word: a grapheme of a script that
// writes no spaces is only a part of one. A word of Chinese or Japanese is about two characters
// long, one of Thai, Lao, Khmer or Burmese about four.
enum class Weight : uint8_t { kWord = 4, kCharacter = 2, kSyllable = 1 };
constexpr uint64_t kQuartersPerWord = 4;

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

  Weight weight(size_t i) const { return weights_[i]; }
  // True for one grapheme of a script that writes no spaces.
  bool spaceless(size_t i) const { return weights_[i] != Weight::kWord; }

  // Adds a word. `span` must not begin before the previous word's begin.
  void Append(uint64_t hash, Span span, std::string_view folded, Weight weight = Weight::kWord);

 private:
  friend class WordSplitter;  // appends many at once

  std::vector<uint64_t> hashes_;
  std::vector<Span> spans_;
  std::vector<size_t> folded_ends_;
  std::vector<Weight> weights_;
  std::string folded_;  // all words, end to end
};

// The words of `text`, which must be valid UTF-8 (Decode gives nothing else; ill-formed bytes
// would be treated as U+FFFD). `seed` enters every hash. Spans are in order (neither begins nor
// ends go back) and disjoint, except that a character which folds to parts of several words (U+00BD
// to "1" and "2") lies in the span of each of them. Dropped characters inside a word belong to its
// span, at its edges they do not.
// Time and memory are linear in the text. Thread-safe.
Words SplitWords(std::string_view text, uint64_t seed);

// The hashes of words alone, many texts one after the other: what bulk work asks for, several times
// as fast as SplitWords. Not thread-safe: one for each thread.
class WordHasher {
 public:
  explicit WordHasher(uint64_t seed);
  ~WordHasher();
  WordHasher(WordHasher&&) noexcept;
  WordHasher& operator=(WordHasher&&) noexcept;

  // SplitWords(text, seed).hashes(), as a view that holds until the next call of any.
  std::span<const uint64_t> Hash(std::string_view text);

  // The same of many texts, end to end. Writes to `ends`, one for each text, where its hashes end.
  std::span<const uint64_t> Hash(std::span<const std::string_view> texts, std::span<size_t> ends);

 private:
  class Tokeniser;
  std::unique_ptr<Tokeniser> tokeniser_;
};

// Words by hash and folded bytes, and nothing else: a third of what Words is, for bulk work that
// must not rest on hashes.
class FoldedWords {
 public:
  size_t size() const { return hashes_.size(); }
  uint64_t hash(size_t i) const { return hashes_[i]; }
  std::span<const uint64_t> hashes() const { return hashes_; }
  std::string_view folded(size_t i) const {
    return std::string_view(folded_).substr(places_[i].begin, places_[i].size);
  }

 private:
  friend class WordFolder;
  struct Place {
    uint32_t begin;
    uint32_t size;
  };

  std::vector<uint64_t> hashes_;
  std::vector<Place> places_;  // in folded_
  std::string folded_;         // with what is between words
};

// Folds many texts one after the other. Not thread-safe: one for each thread.
class WordFolder {
 public:
  explicit WordFolder(uint64_t seed);
  ~WordFolder();
  WordFolder(WordFolder&&) noexcept;
  WordFolder& operator=(WordFolder&&) noexcept;

  // Has `words` be those of SplitWords(text, seed), with the memory of what it held. The text must
  // be below 2^30 bytes.
  void Fold(std::string_view text, FoldedWords& words);

 private:
  class Tokeniser;
  std::unique_ptr<Tokeniser> tokeniser_;
};

// What the words in [begin, end) of `words` weigh together, in quarters of a word.
uint64_t QuarterWords(const Words& words, size_t begin, size_t end);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORDS_H_
