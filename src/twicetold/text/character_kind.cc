// A character is looked at alone, which is right only where text before it cannot change what it
// folds to: where there is a normalization boundary before it (UAX #15, section 9). Text after it
// can still (a mark that composes with it), but then that mark is kOther, and takes what is before
// it along to ICU. Marks that only may have to change places have no such boundary, but are in
// place already when their classes do not fall, as the marks of Thai and of the Indic scripts are.

#include "twicetold/text/character_kind.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/unorm2.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "twicetold/text/utf8.h"
#include "twicetold/text/word_cutter.h"

namespace twicetold {
namespace {

bool IsBase(UChar32 c) { return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0; }
bool IsMark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }

// Of no word, whatever stands before it: a word before ends with its first character.
bool Separates(const icu::UnicodeString& folded) {
  if (folded.isEmpty() || IsMark(folded.char32At(0))) return false;
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    if (IsBase(folded.char32At(i))) return false;
  }
  return true;
}

CharacterKind KindOfMark(UChar32 c, Weight weight) {
  if (JoinsWordBefore(static_cast<char32_t>(c))) return CharacterKind::kMark;
  const bool begins_word = weight != Weight::kWord && !JoinsWordAfter(static_cast<char32_t>(c));
  return begins_word ? CharacterKind::kSpacelessMark : CharacterKind::kOther;
}

// All of `folded` must be of one kind.
CharacterKind KindOfBases(const icu::UnicodeString& folded, Weight weight) {
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    const auto character = static_cast<char32_t>(c);
    if (!IsBase(c) || JoinsWordBefore(character) || JoinsWordAfter(character) ||
        WeightOf(character) != weight) {
      return CharacterKind::kOther;
    }
  }
  if (weight == Weight::kWord) return CharacterKind::kLetter;
  const bool single = folded.moveIndex32(0, 1) == folded.length();
  return single ? CharacterKind::kSpaceless : CharacterKind::kOther;
}

struct Character {
  CharacterKind kind = CharacterKind::kOther;
  uint8_t combining_class = 0;
  Weight weight = Weight::kWord;
  std::string folded;
  bool changes = false;
};

Character Describe(char32_t code_point, const icu::Normalizer2& folding) {
  UErrorCode error = U_ZERO_ERROR;
  const auto c = static_cast<UChar32>(code_point);
  if (code_point < 0x80 || U_IS_SURROGATE(code_point)) return {};
  // Whether it could compose with what is before it, however many marks stand between.
  if (u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) == UNORM_MAYBE) return {};
  const icu::UnicodeString folded = folding.normalize(icu::UnicodeString(c), error);
  if (U_FAILURE(error)) return {};

  std::string bytes;
  folded.toUTF8String(bytes);
  std::string own;
  AppendUtf8(code_point, &own);
  Character character;
  if (Separates(folded)) {
    character.kind = CharacterKind::kSeparator;
    bytes = own;
  } else if (bytes.size() != own.size()) {
    return {};
  } else {
    const UChar32 first = folded.char32At(0);
    character.weight = WeightOf(static_cast<char32_t>(first));
    if (folded == icu::UnicodeString(static_cast<UChar32>(kProlongedSoundMark))) {
      character.kind = CharacterKind::kSoundMark;
    } else if (IsMark(first)) {
      if (bytes != own) return {};
      character.kind = KindOfMark(first, character.weight);
      character.combining_class = u_getCombiningClass(first);
    } else {
      character.kind = KindOfBases(folded, character.weight);
    }
  }
  const bool sorted = character.kind == CharacterKind::kMark;
  if (character.kind == CharacterKind::kOther || (!sorted && !folding.hasBoundaryBefore(c))) {
    return {};
  }
  character.changes = bytes != own;
  character.folded = std::move(bytes);
  return character;
}

}  // namespace

constinit std::array<std::atomic<const CharacterPage*>, 0x110000 / 256> character_pages{};

const CharacterPage& MakeCharacterPage(size_t page) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  if (U_FAILURE(error)) std::abort();  // ICU was installed without its data
  auto made = std::make_unique<CharacterPage>();
  for (size_t i = 0; i < 256; ++i) {
    const auto code_point = static_cast<char32_t>(page * 256 + i);
    const Character character = Describe(code_point, *folding);
    made->kinds[i] = static_cast<uint8_t>(character.kind);
    if (folding->hasBoundaryBefore(static_cast<UChar32>(code_point))) {
      made->kinds[i] |= kBoundaryBit;
    }
    if (character.changes) made->kinds[i] |= kChangesBit;
    if (character.combining_class > 0) made->kinds[i] |= kSortedBit;
    made->combining_classes[i] = character.combining_class;
    made->weights[i] = character.weight;
    for (size_t byte = character.folded.size(); byte-- > 0;) {
      made->folded[i] = made->folded[i] << 8 | static_cast<unsigned char>(character.folded[byte]);
    }
  }
  const CharacterPage* there = nullptr;
  // Of threads that made the same page, one wins; the others throw theirs away.
  if (character_pages[page].compare_exchange_strong(there, made.get(), std::memory_order_acq_rel)) {
    return *made.release();
  }
  return *there;
}

}  // namespace twicetold
