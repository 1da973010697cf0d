#ifndef TWICETOLD_TEXT_ICU_WORDS_H_
#define TWICETOLD_TEXT_ICU_WORDS_H_

// Words of any text at all, the slow way of the tokeniser: what word_chunk.h leaves over.
//
// ICU folds a block and lists the edits it made, so each folded character is known to stand for
// certain source bytes; a WordCutter cuts the folded characters into words. A block may end
// anywhere the folding of the two sides does not touch (a normalization boundary, UAX #15, section
// 9), also inside a word: the cutter keeps the open word from block to block, so nothing is ever
// folded twice and a single word of any length takes linear time.
//
// Limit: more than kMaxUnbrokenBytes without a normalization boundary (hundreds of combining marks
// on one letter; the Stream-Safe Text Format of UAX #15 allows 30) are folded in pieces of that
// size, since reordering marks takes time quadratic in their number. Marks are then not
// reordered across pieces. Where pieces begin depends on nothing but the sequence itself.

#include <unicode/edits.h>
#include <unicode/normalizer2.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/text/word_cutter.h"

namespace twicetold {

class IcuWords {
 public:
  // Words go to `sink`, which must outlive this.
  IcuWords(uint64_t seed, WordSink& sink) : cutter_(seed, sink) {}

  // Words of `text` from `begin`, a normalization boundary outside any word, to where another such
  // place is found or to the end. Returns it: beyond `begin`, unless that is the end.
  size_t Split(std::string_view text, size_t begin);

 private:
  struct End {
    size_t place;
    bool between_words;  // no word is open there
  };
  static End BlockEnd(const icu::Normalizer2& folding, std::string_view text, size_t begin);
  void SplitBlock(const icu::Normalizer2& folding, std::string_view text, Span block);
  void AddFolded(std::string_view folded, Span source, bool changed);

  WordCutter cutter_;
  icu::Edits edits_;
  std::string folded_block_;
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_ICU_WORDS_H_
