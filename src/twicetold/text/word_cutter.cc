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
#include "twicetold/text/character_kind.h"

namespace twicetold {
namespace {

constexpr bool IsAsciiWord(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

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

WordCutter::Facts WordCutter::FactsOf(char32_t character) {
  if (character < 0x80) return {.is_base = IsAsciiWord(character)};
  const CharacterPage& page = PageOf(character);
  const uint8_t kind = page.kinds[character % 256];
  // Of what folds to something else the page tells about that.
  if ((kind & kKnownBit) != 0 && (kind & kChangesBit) == 0) {
    const bool is_mark = (kind & kMarkBit) != 0;
    return {.is_base = (kind & kBaseBit) != 0,
            .is_mark = is_mark,
            .joins_before = is_mark && (kind & kSpacelessBit) == 0,
            .weight = page.weights[character % 256]};
  }
  const uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(character));
  return {.is_base = (category & (U_GC_L_MASK | U_GC_N_MASK)) != 0,
          .is_mark = (category & U_GC_M_MASK) != 0,
          .joins_before = JoinsWordBefore(character),
          .joins_after = JoinsWordAfter(character),
          .weight = WeightOf(character)};
}

void WordCutter::Add(char32_t character, std::string_view bytes, Span source) {
  const Facts facts = FactsOf(character);
  const bool has_open_word = state_ != State::kNone;
  // A mark after a separator belongs to the separator (GB9).
  if (!facts.is_base && (!facts.is_mark || !has_open_word)) {
    Close();
    return;
  }
  const bool joins = facts.joins_before ? has_open_word : after_prepend_;  // GB9, GB9a; GB9b
  Weight weight = facts.weight;
  if (character == kProlongedSoundMark && state_ == State::kSpaceless) {
    weight = Weight::kCharacter;
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
  after_prepend_ = facts.joins_after;
}

void WordCutter::Close() {
  if (state_ == State::kNone) return;
  sink_.Add(HashWord(folded_, keys_), span_, folded_, weight_);
  folded_.clear();
  state_ = State::kNone;
  after_prepend_ = false;
}

}  // namespace twicetold
