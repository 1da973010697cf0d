#ifndef TWICETOLD_IO_ASCII_H_
#define TWICETOLD_IO_ASCII_H_

// Letter case and white space of ASCII, as file names and markup count them; all else is left.
// (Abseil's own take its string_view, see base/concat.h.)

#include <cstddef>
#include <string>
#include <string_view>

namespace twicetold {

constexpr bool IsAsciiSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
constexpr char AsciiLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool IsAsciiLetter(char c) { return AsciiLower(c) >= 'a' && AsciiLower(c) <= 'z'; }

inline std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = AsciiLower(c);
  return lower;
}

// True when `text` begins with `prefix`, which is in lower case, in any case.
constexpr bool StartsWithAnyCase(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (size_t i = 0; i < prefix.size(); ++i) {
    if (AsciiLower(text[i]) != prefix[i]) return false;
  }
  return true;
}

constexpr std::string_view StripTrailingSpace(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace twicetold

#endif  // TWICETOLD_IO_ASCII_H_
