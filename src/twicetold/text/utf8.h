#ifndef TWICETOLD_TEXT_UTF8_H_
#define TWICETOLD_TEXT_UTF8_H_

// One character of UTF-8 at a time, strictly.
//
// Well-formed is what table 3-7 of the Unicode Standard lists: no overlong forms, no surrogates,
// nothing above U+10FFFF. What is ill-formed is read as U+FFFD, one for each maximal subpart
// (section 3.9): the bytes that begin a well-formed character, as far as they do, or one byte.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace twicetold {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

struct Utf8Character {
  char32_t code_point = kReplacementCharacter;
  uint32_t length = 1;  // bytes, 1 to 4
  bool valid = false;   // false: ill-formed, read as U+FFFD
};

// Whether a byte is the second, third or fourth of a character.
constexpr bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The character of `text` at byte `at`, which must be inside it.
constexpr Utf8Character ReadUtf8(std::string_view text, size_t at) {
  const auto byte = [text, at](size_t i) -> uint32_t {
    return i < text.size() - at ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  const uint32_t first = byte(0);
  if (first < 0x80) return {first, 1, true};
  if (first < 0xC2 || first > 0xF4) return {};
  const uint32_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  // The second byte is what rules out overlong forms, surrogates and too great values.
  const uint32_t second_low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const uint32_t second_high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < second_low || byte(1) > second_high) return {};
  char32_t code_point = ((first & (0x7FU >> length)) << 6) | (byte(1) & 0x3F);
  for (uint32_t i = 2; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {kReplacementCharacter, i, false};
    code_point = (code_point << 6) | (byte(i) & 0x3F);
  }
  return {code_point, length, true};
}

// Adds `code_point`, which must be a Unicode scalar value, to `text`. Returns its length there.
inline uint32_t AppendUtf8(char32_t code_point, std::string* text) {
  const auto trail = [code_point](int shift) {
    return static_cast<char>(0x80 | ((code_point >> shift) & 0x3F));
  };
  if (code_point < 0x80) {
    text->push_back(static_cast<char>(code_point));
    return 1;
  }
  if (code_point < 0x800) {
    text->append({static_cast<char>(0xC0 | (code_point >> 6)), trail(0)});
    return 2;
  }
  if (code_point < 0x10000) {
    text->append({static_cast<char>(0xE0 | (code_point >> 12)), trail(6), trail(0)});
    return 3;
  }
  text->append({static_cast<char>(0xF0 | (code_point >> 18)), trail(12), trail(6), trail(0)});
  return 4;
}

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_UTF8_H_
