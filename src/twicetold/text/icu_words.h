#ifndef TWICETOLD_TEXT_ICU_WORDS_H_
#define TWICETOLD_TEXT_ICU_WORDS_H_

// Words of any text at all, the slow way of the tokeniser: what word_chunk.h leaves over.
//
// Text is folded in segments, each from one normalization boundary (UAX #15, section 9) to the
// next: a letter with its marks, which nothing outside of them can change. Most are one character
// of a known kind (character_kind.h). Any other ICU folds, and lists the edits it made, so each
// folded character is known to stand for certain source bytes; what came of the segments met last
// is kept, for a text has few that are different. A WordCutter cuts the folded characters into
// words; it keeps the open word from segment to segment, so nothing is ever folded twice and a
// single word of any length takes linear time.
//
// Limit: more than kMaxUnbrokenBytes without a normalization boundary (hundreds of combining marks
// on one letter; the Stream-Safe Text Format of UAX #15 allows 30) are folded in pieces of that
// size, since reordering marks takes time quadratic in their number. Marks are then not
// reordered across pieces. Where pieces begin depends on nothing but the sequence itself.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "twicetold/text/word_cutter.h"

namespace twicetold {

class IcuWords {
 public:
  // Words go to `sink`, which must outlive this.
  IcuWords(uint64_t seed, WordSink& sink);
  ~IcuWords();

  // Words of `text` from `begin`, a normalization boundary outside any word, to where another such
  // place is found or to the end. Returns it: beyond `begin`, unless that is the end.
  size_t Split(std::string_view text, size_t begin);

 private:
  class Folder;
  std::unique_ptr<Folder> folder_;  // made when first needed
  const uint64_t seed_;
  WordSink& sink_;
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_ICU_WORDS_H_
