// RFC 8259, section 7, with a map. A JSON parser unescapes faster but forgets where each
// character came from, and a finding must point into the file.
//
// CR and CRLF, escaped in any way, become LF as they do in a plain file, so that a text's findings
// do not depend on its line ends.

#include "twicetold/io/json_string.h"

#include <optional>

#include "absl/status/status.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

bool IsHighSurrogate(uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool IsLowSurrogate(uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// The value of the "\uXXXX" at json[at].
std::optional<uint32_t> Unit(std::string_view json, size_t at) {
  if (json.size() < at + 6 || json[at] != '\\' || json[at + 1] != 'u') return std::nullopt;
  uint32_t unit = 0;
  for (const char digit : json.substr(at + 2, 4)) {
    uint32_t value = 0;
    if (digit >= '0' && digit <= '9') {
      value = static_cast<uint32_t>(digit - '0');
    } else if (digit >= 'a' && digit <= 'f') {
      value = static_cast<uint32_t>(digit - 'a') + 10;
    } else if (digit >= 'A' && digit <= 'F') {
      value = static_cast<uint32_t>(digit - 'A') + 10;
    } else {
      return std::nullopt;
    }
    unit = unit * 16 + value;
  }
  return unit;
}

struct Escape {
  char32_t code_point = 0;
  size_t size = 0;
  bool repaired = false;
};

// The escape at json[at], a backslash.
std::optional<Escape> ReadEscape(std::string_view json, size_t at) {
  if (at + 1 >= json.size()) return std::nullopt;
  switch (json[at + 1]) {
    case '"':
    case '\\':
    case '/':
      return Escape{static_cast<unsigned char>(json[at + 1]), 2};
    case 'b':
      return Escape{U'\b', 2};
    case 'f':
      return Escape{U'\f', 2};
    case 'n':
      return Escape{U'\n', 2};
    case 'r':
      return Escape{U'\r', 2};
    case 't':
      return Escape{U'\t', 2};
    default:
      break;
  }
  const std::optional<uint32_t> unit = Unit(json, at);
  if (!unit) return std::nullopt;
  if (IsHighSurrogate(*unit)) {
    const std::optional<uint32_t> low = Unit(json, at + 6);
    if (low && IsLowSurrogate(*low)) {
      return Escape{0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00), 12};
    }
  }
  if (IsHighSurrogate(*unit) || IsLowSurrogate(*unit)) {
    return Escape{kReplacementCharacter, 6, true};
  }
  return Escape{*unit, 6};
}

// The first two characters of the escape, whole, for a message.
std::string_view EscapeName(std::string_view json, size_t at) {
  return json.substr(at, at + 1 < json.size() ? 1 + ReadUtf8(json, at + 1).length : 1);
}

}  // namespace

absl::StatusOr<JsonString> ReadJsonString(std::string_view json, size_t begin) {
  JsonString string;
  bool after_cr = false;
  size_t at = begin + 1;
  while (true) {
    const size_t special = json.find_first_of("\"\\", at);
    if (special == std::string_view::npos) {
      return absl::InvalidArgumentError("a string has no closing quotation mark");
    }
    if (special > at) {
      string.text.append(json.substr(at, special - at));
      string.to_source.AppendCopy(at, special - at);
      after_cr = false;
      at = special;
    }
    if (json[at] == '"') break;
    const std::optional<Escape> escape = ReadEscape(json, at);
    if (!escape) {
      return absl::InvalidArgumentError(
          Concat({"a string holds the unknown or cut escape ", EscapeName(json, at)}));
    }
    const bool completes_crlf = after_cr && escape->code_point == '\n';
    after_cr = escape->code_point == '\r';
    if (!completes_crlf) {
      const uint32_t size = AppendUtf8(after_cr ? U'\n' : escape->code_point, &string.text);
      string.to_source.AppendReplacement(Span{at, at + escape->size}, size);
    }
    if (escape->repaired) ++string.repaired;
    at += escape->size;
  }
  string.end = at + 1;
  return string;
}

}  // namespace twicetold
