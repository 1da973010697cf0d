// Whatever the encoding, the work is the same: read a character, say what bytes it came from,
// write it as UTF-8. One assembler does the writing, the map, the positions and the line ends; the
// decoders only read. Runs of ASCII, which are the bulk of most texts, go in one piece.
//
// A byte order mark is no part of the text but it is a character of the source: positions count
// it, as a program does that opens the file as UTF-8 and does not strip it. The first line's
// columns are then one higher.

#include "twicetold/text/decode.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "twicetold/base/status.h"
#include "twicetold/text/detect_encoding.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

struct NamedEncoding {
  Encoding encoding;
  const char* name;
  const char* other_name;
};

constexpr NamedEncoding kEncodings[] = {
    {Encoding::kDetect, "detect", "auto"},
    {Encoding::kUtf8, "utf-8", "utf8"},
    {Encoding::kUtf16LittleEndian, "utf-16le", "utf16le"},
    {Encoding::kUtf16BigEndian, "utf-16be", "utf16be"},
    {Encoding::kWindows1252, "windows-1252", "cp1252"},
    {Encoding::kLatin1, "latin-1", "iso-8859-1"},
};

// Windows-1252 from 0x80 to 0x9F; outside it is Latin-1. The five bytes that Microsoft's table
// leaves undefined stand for C1 controls, as in the WHATWG Encoding Standard.
constexpr char16_t kWindows1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

constexpr bool IsPlainAscii(char c) {
  return static_cast<unsigned char>(c) < 0x80 && c != '\r' && c != '\n';
}

// The end of the run of ASCII other than line ends that begins at `begin`.
size_t PlainAsciiEnd(std::string_view bytes, size_t begin) {
  while (begin < bytes.size() && IsPlainAscii(bytes[begin])) ++begin;
  return begin;
}

class Assembler {
 public:
  explicit Assembler(DecodedText* decoded) : decoded_(*decoded) {}

  // A byte order mark: bytes of the source that are not in the text.
  void Skip(Span source) {
    if (source.empty()) return;
    decoded_.positions.AppendCodePoint(0xFEFF, static_cast<uint32_t>(source.size()));
  }

  // `bytes`, ASCII without line ends, which stand at `source_begin`.
  void AddAscii(std::string_view bytes, uint64_t source_begin) {
    if (bytes.empty()) return;
    EndLineAfterCarriageReturn();
    decoded_.positions.AppendAscii(bytes.size());
    decoded_.text.append(bytes);
    decoded_.to_source.AppendCopy(source_begin, bytes.size());
  }

  // The character whose bytes are `source`.
  void Add(char32_t code_point, Span source) {
    decoded_.positions.AppendCodePoint(code_point, static_cast<uint32_t>(source.size()));
    if (code_point == '\n' && !carriage_return_.empty()) {
      carriage_return_.end = source.end;
      EndLineAfterCarriageReturn();
      return;
    }
    EndLineAfterCarriageReturn();
    if (code_point == '\r') {
      carriage_return_ = source;
      return;
    }
    const uint32_t size = AppendUtf8(code_point, &decoded_.text);
    decoded_.to_source.AppendReplacement(source, size);
  }

  // A valid character of UTF-8, not ASCII, that stands at `source_begin`.
  void AddUtf8(char32_t code_point, std::string_view bytes, uint64_t source_begin) {
    EndLineAfterCarriageReturn();
    decoded_.positions.AppendCodePoint(code_point, static_cast<uint32_t>(bytes.size()));
    decoded_.text.append(bytes);
    decoded_.to_source.AppendCopy(source_begin, bytes.size());
  }

  // An ill-formed sequence.
  void AddBroken(Span source) {
    Add(kReplacementCharacter, source);
    ++decoded_.repaired;
  }

  // To be called at the end.
  void Finish() { EndLineAfterCarriageReturn(); }

 private:
  // A carriage return waits here until it is known whether a line feed follows.
  void EndLineAfterCarriageReturn() {
    if (carriage_return_.empty()) return;
    decoded_.text.push_back('\n');
    decoded_.to_source.AppendReplacement(carriage_return_, 1);
    carriage_return_ = Span{};
  }

  DecodedText& decoded_;
  Span carriage_return_;
};

void DecodeUtf8(std::string_view bytes, size_t begin, Assembler* assembler) {
  for (size_t i = begin; i < bytes.size();) {
    const size_t end = PlainAsciiEnd(bytes, i);
    assembler->AddAscii(bytes.substr(i, end - i), i);
    i = end;
    if (i == bytes.size()) break;
    const Utf8Character c = ReadUtf8(bytes, i);
    const Span source{i, i + c.length};
    if (!c.valid) {
      assembler->AddBroken(source);
    } else if (c.length == 1) {
      assembler->Add(c.code_point, source);
    } else {
      assembler->AddUtf8(c.code_point, bytes.substr(i, c.length), i);
    }
    i += c.length;
  }
}

void DecodeUtf16(std::string_view bytes, size_t begin, bool little_endian, Assembler* assembler) {
  const auto unit_at = [bytes, little_endian](size_t i) -> char32_t {
    const uint32_t first = static_cast<unsigned char>(bytes[i]);
    const uint32_t second = static_cast<unsigned char>(bytes[i + 1]);
    return little_endian ? first | (second << 8) : (first << 8) | second;
  };
  for (size_t i = begin; i < bytes.size();) {
    if (i + 1 == bytes.size()) {  // half a unit
      assembler->AddBroken(Span{i, i + 1});
      return;
    }
    const char32_t unit = unit_at(i);
    const bool is_surrogate = (unit & 0xF800) == 0xD800;
    if (!is_surrogate) {
      assembler->Add(unit, Span{i, i + 2});
      i += 2;
      continue;
    }
    const char32_t next = i + 3 < bytes.size() ? unit_at(i + 2) : 0;
    if ((unit & 0xFC00) == 0xD800 && (next & 0xFC00) == 0xDC00) {
      assembler->Add(0x10000 + ((unit & 0x3FF) << 10) + (next & 0x3FF), Span{i, i + 4});
      i += 4;
    } else {
      assembler->AddBroken(Span{i, i + 2});
      i += 2;
    }
  }
}

void DecodeSingleBytes(std::string_view bytes, bool windows_1252, Assembler* assembler) {
  for (size_t i = 0; i < bytes.size();) {
    const size_t end = PlainAsciiEnd(bytes, i);
    assembler->AddAscii(bytes.substr(i, end - i), i);
    i = end;
    if (i == bytes.size()) break;
    const unsigned char byte = static_cast<unsigned char>(bytes[i]);
    const bool in_table = windows_1252 && byte >= 0x80 && byte <= 0x9F;
    assembler->Add(in_table ? kWindows1252[byte - 0x80] : byte, Span{i, i + 1});
    ++i;
  }
}

}  // namespace

std::string_view EncodingName(Encoding encoding) {
  for (const NamedEncoding& named : kEncodings) {
    if (named.encoding == encoding) return named.name;
  }
  return "unknown";
}

absl::StatusOr<Encoding> EncodingFromName(std::string_view name) {
  const std::string lower = absl::AsciiStrToLower(std::string(name));
  std::string choices;
  for (const NamedEncoding& named : kEncodings) {
    if (lower == named.name || lower == named.other_name) return named.encoding;
    absl::StrAppend(&choices, choices.empty() ? "" : ", ", named.name);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("no encoding is called \"", std::string(name), "\"; use one of ", choices));
}

absl::StatusOr<DecodedText> Decode(std::string_view bytes, Encoding encoding) {
  DecodedText decoded;
  decoded.encoding = encoding;
  if (encoding == Encoding::kDetect) {
    TWICETOLD_ASSIGN_OR_RETURN(const DetectedEncoding detected, DetectEncoding(bytes));
    decoded.encoding = detected.encoding;
    decoded.guessed = detected.guessed;
  }
  decoded.text.reserve(bytes.size());
  Assembler assembler(&decoded);
  const size_t begin = ByteOrderMarkSize(bytes, decoded.encoding);
  assembler.Skip(Span{0, begin});
  switch (decoded.encoding) {
    case Encoding::kUtf16LittleEndian:
    case Encoding::kUtf16BigEndian:
      DecodeUtf16(bytes, begin, decoded.encoding == Encoding::kUtf16LittleEndian, &assembler);
      break;
    case Encoding::kWindows1252:
    case Encoding::kLatin1:
      DecodeSingleBytes(bytes, decoded.encoding == Encoding::kWindows1252, &assembler);
      break;
    case Encoding::kDetect:  // cannot be: detection has replaced it
    case Encoding::kUtf8:
      DecodeUtf8(bytes, begin, &assembler);
      break;
  }
  assembler.Finish();
  return decoded;
}

}  // namespace twicetold
