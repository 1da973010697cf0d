// A state machine over three facts about each character: general category (is it part of a word at
// all), script (does it write spaces), and Grapheme_Cluster_Break (does it stay with what is before
// it). Of the rules of UAX #29 only GB9, GB9a and GB9b can apply between letters, digits and marks
// of the scripts that are cut by clusters (the others are about Hangul, emoji, flags, line ends and
// the conjuncts of some Indic scripts), so no break iterator is needed, and words do not change
// when a newer ICU brings newer rules.
//
// What the definition in words.h leaves open:
// - Every kind of number (category N) is a digit. "2,000" is two words, and so are "don't" and
//   "snake_case": what stands between is no letter, digit or mark.
// - U+30FC, the prolonged sound mark, is of script Common. Directly after a character of a
//   spaceless script it is a spaceless word of its own, as UAX #29 makes it a cluster of its own.

#include "twicetold/text/word_cutter.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <cstdint>
#include <string_view>

#include "twicetold/base/span.h"

namespace twicetold {
namespace {

// Below it stand no marks, no spaceless scripts and nothing that joins what follows.
constexpr char32_t kFirstMark = 0x300;

UGraphemeClusterBreak ClusterBreak(char32_t c) {
  return static_cast<UGraphemeClusterBreak>(
      u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_GRAPHEME_CLUSTER_BREAK));
}

}  // namespace

Weight WeightOf(char32_t character) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(character), &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Weight::kCharacter;
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return Weight::kSyllable;
    default:
      return Weight::kWord;
  }
}

bool JoinsWordBefore(char32_t character) {
  const UGraphemeClusterBreak cluster_break = ClusterBreak(character);
  return cluster_break == U_GCB_EXTEND || cluster_break == U_GCB_SPACING_MARK;
}

bool JoinsWordAfter(char32_t character) { return ClusterBreak(character) == U_GCB_PREPEND; }

void WordCutter::Add(char32_t character, std::string_view bytes, Span source) {
  const uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(character));
  const bool is_mark = (category & U_GC_M_MASK) != 0;
  const bool is_base = (category & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
  const bool has_open_word = state_ != State::kNone;
  // A mark after a separator belongs to the separator (GB9).
  if (!is_base && (!is_mark || !has_open_word)) {
    Close();
    return;
  }
  bool joins = after_prepend_;  // GB9b
  bool prepends = false;
  Weight weight = Weight::kWord;
  if (character >= kFirstMark) {
    if (JoinsWordBefore(character)) joins = has_open_word;
    prepends = JoinsWordAfter(character);
    weight = WeightOf(character);
    if (character == kProlongedSoundMark && state_ == State::kSpaceless) {
      weight = Weight::kCharacter;
    }
  }
  const bool spaceless = weight != Weight::kWord;
  if (!joins && (spaceless || state_ != State::kWord)) {
    Close();
    state_ = spaceless ? State::kSpaceless : State::kWord;
    weight_ = weight;
    span_.begin = source.begin;
  }
  folded_.append(bytes);
  span_.end = source.end;
  after_prepend_ = prepends;
}

void WordCutter::Close() {
  if (state_ == State::kNone) return;
  sink_.Add(HashWord(folded_, keys_), span_, folded_, weight_);
  folded_.clear();
  state_ = State::kNone;
  after_prepend_ = false;
}

}  // namespace twicetold
