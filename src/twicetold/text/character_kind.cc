// A character is looked at alone, which is right only where text before it cannot change what it
// folds to: where there is a normalization boundary before it (UAX #15, section 9). Text after it
// can still (a mark that composes with it), but then that mark has no such boundary, is kOther, and
// takes what is before it along to ICU.

#include "twicetold/text/character_kind.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>

#include "twicetold/text/utf8.h"
#include "twicetold/text/word_cutter.h"

namespace twicetold {
namespace {

constexpr char32_t kLast = 0x10FFFF;
constexpr char32_t kPageSize = 256;
using Page = std::array<Character, kPageSize>;

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
  return weight == Weight::kWord ? CharacterKind::kOther : CharacterKind::kSpacelessMark;
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

Character Describe(char32_t code_point) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  if (U_FAILURE(error)) std::abort();  // ICU was installed without its data
  const auto c = static_cast<UChar32>(code_point);
  if (code_point < 0x80 || (code_point >= 0xD800 && code_point <= 0xDFFF) || !folding->hasBoundaryBefore(c)) return {};
  const icu::UnicodeString folded = folding->normalize(icu::UnicodeString(c), error);
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
    if (code_point == kProlongedSoundMark) {
      character.kind = CharacterKind::kSoundMark;
    } else if (IsMark(first)) {
      if (bytes != own) return {};
      character.kind = KindOfMark(first, character.weight);
    } else {
      character.kind = KindOfBases(folded, character.weight);
    }
  }
  if (character.kind == CharacterKind::kOther) return {};
  for (size_t i = bytes.size(); i-- > 0;) {
    character.folded = character.folded << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return character;
}

// Pages are made once and live as long as the program.
class Table {
 public:
  const Page& PageOf(char32_t code_point) {
    std::atomic<const Page*>& place = pages_[code_point / kPageSize];
    const Page* page = place.load(std::memory_order_acquire);
    return page != nullptr ? *page : MakePage(code_point, place);
  }

 private:
  static const Page& MakePage(char32_t code_point, std::atomic<const Page*>& place) {
    auto made = std::make_unique<Page>();
    const char32_t first = code_point - code_point % kPageSize;
    for (char32_t i = 0; i < kPageSize; ++i) (*made)[i] = Describe(first + i);
    const Page* expected = nullptr;
    // Of threads that made the same page, one wins; the others throw theirs away.
    if (place.compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel)) {
      return *made.release();
    }
    return *expected;
  }

  std::array<std::atomic<const Page*>, (kLast + 1) / kPageSize> pages_{};
};

}  // namespace

const Character& CharacterOf(char32_t code_point) {
  static Table* const table = new Table;  // never destroyed: threads may outlive statics
  return table->PageOf(code_point)[code_point % kPageSize];
}

}  // namespace twicetold
