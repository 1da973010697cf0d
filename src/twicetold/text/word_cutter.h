#ifndef TWICETOLD_TEXT_WORD_CUTTER_H_
#define TWICETOLD_TEXT_WORD_CUTTER_H_

// Cuts folded characters, handed over one at a time, into words. Part of IcuWords (icu_words.h).

#include <cstdint>
#include <string>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/text/word_hash.h"
#include "twicetold/text/words.h"

namespace twicetold {

constexpr char32_t kProlongedSoundMark = 0x30FC;

// What a cluster that begins with `character` weighs: less than a word in the scripts that write no
// spaces.
Weight WeightOf(char32_t character);

// Whether `character` stays with the letter, digit or mark before it (UAX #29, GB9 and GB9a), or
// with the one after it (GB9b).
bool JoinsWordBefore(char32_t character);
bool JoinsWordAfter(char32_t character);

// Where words go, in order.
class WordSink {
 public:
  virtual ~WordSink() = default;
  virtual void Add(uint64_t hash, Span span, std::string_view folded, Weight weight) = 0;
};

class WordCutter {
 public:
  // Words go to `sink`, which must outlive this; `seed` enters their hashes.
  WordCutter(uint64_t seed, WordSink& sink) : keys_(seed), sink_(sink) {}

  // The next folded character, whose UTF-8 form is `bytes` and which stands for `source`.
  // Neither begins nor ends of `source` may go back from one call to the next.
  void Add(char32_t character, std::string_view bytes, Span source);

  // Ends the open word, if there is one. To be called at the end of the text.
  void Close();

 private:
  enum class State { kNone, kWord, kSpaceless };

  struct Facts {
    bool is_base = false;
    bool is_mark = false;
    bool joins_before = false;
    bool joins_after = false;
    Weight weight = Weight::kWord;
  };
  static Facts FactsOf(char32_t character);

  const WordHashKeys keys_;
  WordSink& sink_;
  State state_ = State::kNone;
  Weight weight_ = Weight::kWord;  // of the open word
  bool after_prepend_ = false;
  std::string folded_;  // of the open word
  Span span_;
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_CUTTER_H_
