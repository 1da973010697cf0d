#ifndef TWICETOLD_TEXT_CHARACTER_KIND_H_
#define TWICETOLD_TEXT_CHARACTER_KIND_H_

// What a character is to the tokeniser, looked up instead of asked of ICU each time.
//
// Most characters of most scripts fold by themselves, to as many bytes as they have: then a text
// can be folded in place and words found without ICU. This says which do, to what, and how they
// join; all others are kOther and go through ICU (words.cc). The table is asked of ICU in pages of
// 256 characters, when one is first met, so that a short text does not wait for a table of all.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "twicetold/text/words.h"

namespace twicetold {

// A kind is made of bits, because vectors ask 64 characters for one of them at a time
// (character_block.h); the bits beside it say more of the one character.
constexpr uint8_t kKnownBit = 0x40;      // set for all but kOther
constexpr uint8_t kBaseBit = 0x01;       // part of a word, whatever is before it
constexpr uint8_t kMarkBit = 0x02;       // part of a word after one, else a separator
constexpr uint8_t kSpacelessBit = 0x04;  // begins a word of a script that writes no spaces
constexpr uint8_t kSoundMarkBit = 0x08;  // part of a spaceless word's row, after one
constexpr uint8_t kSortedBit = 0x10;     // beside the kind: a mark with a combining class
constexpr uint8_t kChangesBit = 0x20;    // beside the kind: folds to another character
constexpr uint8_t kBoundaryBit = 0x80;   // beside the kind: folds apart from what is before it
constexpr uint8_t kKindBits = 0xFF ^ (kSortedBit | kChangesBit | kBoundaryBit);

enum class CharacterKind : uint8_t {
  kOther = 0,                      // anything below does not hold
  kSeparator = kKnownBit,          // folds to what is part of no word
  kLetter = kKnownBit | kBaseBit,  // letter or digit of a script that writes spaces
  // Mark that joins the word before it, composes with nothing before it, and stays where it is
  // unless a mark of a higher class precedes; without a word a separator.
  kMark = kKnownBit | kMarkBit,
  kSpaceless = kKnownBit | kBaseBit | kSpacelessBit,  // begins a spaceless word
  // Likewise directly after a word; without one a separator.
  kSpacelessMark = kKnownBit | kMarkBit | kSpacelessBit,
  // U+30FC and what folds to it: after a spaceless word one of its own, else a letter.
  kSoundMark = kKnownBit | kBaseBit | kSoundMarkBit,
};

// What is known of 256 characters. Kinds stand apart: they are asked for with every character, and
// those of a whole script should stay in the nearest cache.
struct CharacterPage {
  // The kind, and the bits beside it.
  alignas(64) std::array<uint8_t, 256> kinds{};
  // Of a mark its combining class: marks are sorted by it (UAX #15, section 1.3).
  std::array<uint8_t, 256> combining_classes{};
  // What a word that begins with it weighs.
  std::array<Weight, 256> weights{};
  // Its folded form, as many bytes as its UTF-8 has, the first one lowest.
  std::array<uint32_t, 256> folded{};
};

// Pages that have been made; they live as long as the program. Not for use: see PageOf.
extern std::array<std::atomic<const CharacterPage*>, 0x110000 / 256> character_pages;
const CharacterPage& MakeCharacterPage(size_t page);

// The page of `code_point`, at most U+10FFFF; its place there is code_point % 256. Nothing but
// kOther is given for ASCII, which needs no table, and for what is no character. Thread-safe.
inline const CharacterPage& PageOf(char32_t code_point) {
  const size_t number = code_point / 256;
  const CharacterPage* const page = character_pages[number].load(std::memory_order_acquire);
  return page != nullptr ? *page : MakeCharacterPage(number);
}

inline CharacterKind KindOf(char32_t code_point) {
  return static_cast<CharacterKind>(PageOf(code_point).kinds[code_point % 256] & kKindBits);
}

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_CHARACTER_KIND_H_
