#ifndef TWICETOLD_MATCH_FORM_LETTER_H_
#define TWICETOLD_MATCH_FORM_LETTER_H_

// Form letters: one text with other names and numbers in it, so another piece of news.
//
// An agency that tells every town of its grant sends near copies that are not copies. A release of
// two offices is a near copy, too, and differs in names as well: whose comes first, who is to be
// called, how titles are written. What tells them apart is where the other words stand and whether
// they are new. A slot is a place inside both texts where, between equal words, few words take the
// place of few others, and each side has a name or number that the other text does not have
// anywhere. Two texts are a form letter when they have a slot, and what stands in slots prevails: a
// single slot must have as many words as all that differs otherwise, several at least half as many.
//
// What differs is one of:
//   edge      before the first equal word or after the last one: heads, contacts
//   spelling  the same letters, otherwise cut into words ("North west"): no difference at all
//   slot      see above
//   neutral   names and numbers in the place of others, none new: "Fire Department", "Fire Rescue"
//   other     everything else: words put in, left out, or put otherwise
// Edges, spelling and neutral words count neither way. A number that is near the head or foot (the
// first or last tenth of the words, twelve at most) makes no slot, since datelines and telephone
// numbers are there; neither does an abbreviation of what it replaces ("Sens.", "Senators"), nor a
// number that differs in no digit ("21st", "21").
//
// Limits: those of text/word_kind.h. A dateline far inside a text looks like a slot, and so does a
// name that one side misspells. Texts of what is nearly nothing but edges are never form letters.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "twicetold/match/difference.h"

namespace twicetold {

enum class StretchKind : uint8_t { kEdge, kSpelling, kSlot, kNeutral, kOther };
std::string_view StretchKindName(StretchKind kind);  // "edge", "spelling", ...

// What makes a slot. Without one of them, its words are words like others.
struct SlotKinds {
  bool numbers = false;
  bool names = false;
  bool any() const { return numbers || names; }
  friend bool operator==(const SlotKinds&, const SlotKinds&) = default;
};

struct JudgedStretch {
  DifferingWords words;
  StretchKind kind = StretchKind::kOther;
};

struct FormLetterVerdict {
  std::vector<JudgedStretch> stretches;
  uint64_t slots = 0;
  uint64_t slot_words = 0;   // of both sides
  uint64_t other_words = 0;  // likewise
  // False: the work came to its limit (FindDifferences). Then it is never a form letter.
  bool complete = true;

  bool is_form_letter() const {
    return complete && slots > 0 && slot_words * (slots > 1 ? 2 : 1) >= other_words;
  }
};

// Meant for texts that are alike for the greater part. Thread-safe.
FormLetterVerdict JudgeFormLetter(const WordedText& a, const WordedText& b, const SlotKinds& kinds);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_FORM_LETTER_H_
