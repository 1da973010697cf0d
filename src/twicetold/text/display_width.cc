#include "twicetold/text/display_width.h"

// The rule of wcwidth as terminals apply it, from Unicode's own properties, with no table of
// ours to go stale. Ambiguous characters (UAX #11, class A) count one, as in every terminal not
// set to an East Asian legacy encoding. A spacing combining mark takes a column of its own; the
// vowels and final consonants of conjoining Hangul do not. Limits: the parts of an emoji sequence
// are counted one by one, since terminals do not agree on joining them.

#include <unicode/uchar.h>

#include <cstdint>

#include "twicetold/text/code_point.h"

namespace twicetold {
namespace {

size_t WidthOf(UChar32 c) {
  if (c < 0x7F) return 1;
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  const int32_t syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;
  const int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (uint64_t at = 0; at < text.size();) {
    const CodePoint point = CodePointAt(text, Span{0, text.size()}, at);
    width += WidthOf(static_cast<UChar32>(point.value));
    at = point.end;
  }
  return width;
}

}  // namespace twicetold
