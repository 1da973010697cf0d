#ifndef TWICETOLD_TEXT_WORD_CUTTER_H_
#define TWICETOLD_TEXT_WORD_CUTTER_H_

// Cuts folded characters, handed over one at a time, into words. Part of SplitWords (words.h).

#include <cstdint>
#include <string>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/text/words.h"

namespace twicetold {

class WordCutter {
 public:
  // Words go to `words`, which must outlive this; `seed` enters their hashes.
  WordCutter(uint64_t seed, Words* words) : seed_(seed), words_(words) {}

  bool has_open_word() const { return state_ != State::kNone; }

  // The next folded character, whose UTF-8 form is `bytes` and which stands for `source`.
  // Neither begins nor ends of `source` may go back from one call to the next.
  void Add(char32_t character, std::string_view bytes, Span source);

  // Ends the open word, if there is one. To be called at the end of the text.
  void Close();

 private:
  enum class State { kNone, kWord, kSpaceless };

  const uint64_t seed_;
  Words* const words_;
  State state_ = State::kNone;
  Weight weight_ = Weight::kWord;  // of the open word
  bool after_prepend_ = false;
  std::string folded_;  // of the open word
  Span span_;
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_CUTTER_H_
