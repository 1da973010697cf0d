#ifndef TWICETOLD_TEXT_DECODE_H_
#define TWICETOLD_TEXT_DECODE_H_

// Bytes of a file to UTF-8 text, whatever their encoding, with the way back.
//
// UTF-8 is the rule. A byte order mark or the tell-tale zero bytes of UTF-16 switch to UTF-16;
// bytes that clearly are no UTF-8 (more than half of the non-ASCII bytes stand in broken
// sequences) are read as Windows-1252, of which Latin-1's printable part is a subset, and the
// result says so. Everything else that is broken becomes U+FFFD, one for each maximal ill-formed
// subsequence (Unicode 15, section 3.9, "U+FFFD substitution of maximal subparts"; the WHATWG
// Encoding practice), and is counted. CRLF and lone CR become LF, so that a text's findings do not
// depend on its line ends.

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "twicetold/text/offset_map.h"
#include "twicetold/text/position.h"

namespace twicetold {

enum class Encoding { kDetect, kUtf8, kUtf16LittleEndian, kUtf16BigEndian, kWindows1252, kLatin1 };

// "utf-8", "utf-16le", "utf-16be", "windows-1252", "latin-1"; "detect".
std::string_view EncodingName(Encoding encoding);
// The encoding of that name (case does not matter; also "utf8", "cp1252", "iso-8859-1", "auto");
// InvalidArgument otherwise, naming the choices.
absl::StatusOr<Encoding> EncodingFromName(std::string_view name);

struct DecodedText {
  std::string text;                     // valid UTF-8, no byte order mark, lines end in LF
  OffsetMap to_source;                  // text -> bytes
  PositionIndex positions;              // of the bytes; a byte order mark counts as a code point
  Encoding encoding = Encoding::kUtf8;  // what was used; never kDetect
  bool guessed = false;   // no mark and no order: Windows-1252 or UTF-16 was concluded
  uint64_t repaired = 0;  // ill-formed sequences replaced by U+FFFD (lone surrogates included)
};

// Decodes `bytes` as `encoding`. InvalidArgument when the bytes are no text: under kDetect, when
// they hold NUL bytes that UTF-16 does not explain, or more than one control character in ten
// (of the first 64 KiB) that no text has. An empty input is an empty text. Thread-safe.
absl::StatusOr<DecodedText> Decode(std::string_view bytes, Encoding encoding = Encoding::kDetect);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_DECODE_H_
