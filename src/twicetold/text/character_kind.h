#ifndef TWICETOLD_TEXT_CHARACTER_KIND_H_
#define TWICETOLD_TEXT_CHARACTER_KIND_H_

// What a character is to the tokeniser, looked up instead of asked of ICU each time.
//
// Most characters of most scripts fold by themselves, to as many bytes as they have: then a text
// can be folded in place and words found without ICU. This says which do, to what, and how they
// join; all others are kOther and go through ICU (words.cc). The table is asked of ICU in pages of
// 256 characters, when one is first met, so that a short text does not wait for a table of all.

#include <cstdint>

#include "twicetold/text/words.h"

namespace twicetold {

enum class CharacterKind : uint8_t {
  kOther,          // anything below does not hold
  kSeparator,      // folds to what is part of no word
  kLetter,         // letter or digit of a script that writes spaces
  kMark,           // mark that joins the word before it; without one a separator
  kSpaceless,      // begins a word of a script that writes no spaces
  kSpacelessMark,  // likewise directly after a word; without one a separator
  kSoundMark,      // U+30FC: after a spaceless word one of its own, else a letter
};

struct Character {
  // Its folded form, as many bytes as its UTF-8 has, the first one lowest (for a separator: its
  // own).
  uint32_t folded = 0;
  CharacterKind kind = CharacterKind::kOther;
  Weight weight = Weight::kWord;  // of a word that it begins
};

// The character `code_point`, at most U+10FFFF. Nothing but kOther is given for ASCII, which needs
// no table, and for what is no character. Thread-safe.
const Character& CharacterOf(char32_t code_point);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_CHARACTER_KIND_H_
