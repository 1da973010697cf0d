#ifndef TWICETOLD_TEXT_CODE_POINT_H_
#define TWICETOLD_TEXT_CODE_POINT_H_

// The characters around a place in a text: stepping forward and back inside a span.
//
// For code that asks what stands beside a mark or at a line's ends. Ill-formed bytes (Decode lets
// none through) are U+FFFD; every step makes progress and stays inside the span.

#include <cstdint>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/text/utf8.h"

namespace twicetold {

struct CodePoint {
  char32_t value;
  uint64_t begin;  // bytes of the text
  uint64_t end;
};

// The code point at byte `at` of `text`, which must be in `range`.
constexpr CodePoint CodePointAt(std::string_view text, Span range, uint64_t at) {
  const Utf8Character character = ReadUtf8(text.substr(0, range.end), at);
  return {character.code_point, at, at + character.length};
}

// The code point that ends at byte `at` of `text`, which must be in `range` and not its begin.
constexpr CodePoint CodePointBefore(std::string_view text, Span range, uint64_t at) {
  uint64_t begin = at - 1;
  while (begin > range.begin && at - begin < 4 &&
         (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
    --begin;
  }
  const CodePoint point = CodePointAt(text, range, begin);
  return point.end == at ? point : CodePoint{kReplacementCharacter, at - 1, at};
}

// Unicode's White_Space property, a list that is stable by policy.
constexpr bool IsWhiteSpace(char32_t c) {
  if (c < 0x80) return c == U' ' || (c >= U'\t' && c <= U'\r');
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// `span` of `text` without white space at its ends.
constexpr Span Trim(std::string_view text, Span span) {
  while (!span.empty()) {
    const CodePoint first = CodePointAt(text, span, span.begin);
    if (!IsWhiteSpace(first.value)) break;
    span.begin = first.end;
  }
  while (!span.empty()) {
    const CodePoint last = CodePointBefore(text, span, span.end);
    if (!IsWhiteSpace(last.value)) break;
    span.end = last.begin;
  }
  return span;
}

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_CODE_POINT_H_
