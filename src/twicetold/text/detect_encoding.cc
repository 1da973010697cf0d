// A byte order mark is believed. Without one, zero bytes that stand at even or at odd offsets only
// are the high bytes of UTF-16; any other zero byte means that the bytes are no text. What remains
// is UTF-8, or, when most of what is not ASCII is broken as UTF-8, Windows-1252.
//
// Limits: UTF-16 without a mark and without a single character below U+0100 (not even a space or
// a line end) is not recognised, nor is any legacy encoding but Windows-1252. Text in such an
// encoding is read as Windows-1252, reported as guessed, and can be converted beforehand.

#include "twicetold/text/detect_encoding.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

constexpr size_t kSampleBytes = size_t{1} << 16;
constexpr char kWayOut[] = "; if it is text all the same, name its encoding with --encoding";

// True for the control characters that no text has. C1 controls are left alone: as bytes of
// Windows-1252 they are letters and quotes.
constexpr bool IsBinaryControl(char32_t c) {
  return (c < 0x20 && !(c >= '\t' && c <= '\r')) || c == 0x7F;
}

struct Utf8Count {
  uint64_t valid_bytes = 0;   // of characters that are not ASCII
  uint64_t broken_bytes = 0;  // of ill-formed sequences
};

Utf8Count CountUtf8(std::string_view bytes) {
  Utf8Count count;
  for (size_t i = 0; i < bytes.size();) {
    const Utf8Character c = ReadUtf8(bytes, i);
    if (c.length > 1 && c.valid) count.valid_bytes += c.length;
    if (!c.valid) count.broken_bytes += c.length;
    i += c.length;
  }
  return count;
}

// True when `sample`, read as UTF-16, has hardly any unit that text does not have.
bool ReadsAsUtf16(std::string_view sample, bool little_endian) {
  uint64_t bad = 0;
  bool after_high = false;
  for (size_t i = 0; i + 1 < sample.size(); i += 2) {
    const uint32_t first = static_cast<unsigned char>(sample[i]);
    const uint32_t second = static_cast<unsigned char>(sample[i + 1]);
    const uint32_t unit = little_endian ? first | (second << 8) : (first << 8) | second;
    const bool is_low = (unit & 0xFC00) == 0xDC00;
    if (is_low != after_high || IsBinaryControl(unit) || unit >= 0xFFFE) ++bad;
    after_high = (unit & 0xFC00) == 0xD800;
  }
  return bad * 100 <= sample.size() / 2;
}

// The byte order of UTF-16 without a mark, if `sample` is that.
std::optional<Encoding> Utf16WithoutMark(std::string_view sample) {
  uint64_t zeros[2] = {0, 0};  // at even and at odd offsets
  uint64_t controls = 0;       // besides zeros
  for (size_t i = 0; i < sample.size(); ++i) {
    if (sample[i] == '\0') {
      ++zeros[i % 2];
    } else if (IsBinaryControl(static_cast<unsigned char>(sample[i]))) {
      ++controls;
    }
  }
  const bool little_endian = zeros[1] > zeros[0];
  const uint64_t high = std::max(zeros[0], zeros[1]);
  const uint64_t low = std::min(zeros[0], zeros[1]);  // such as U+0100; rare in any text
  if (high == 0 || low * 8 > high || !ReadsAsUtf16(sample, little_endian)) return std::nullopt;
  // Text with Latin letters has zeros in plenty. Where only its spaces have them, the other bytes
  // must make no sense by themselves: ASCII with a stray zero byte is not UTF-16.
  const uint64_t senseless = controls + CountUtf8(sample).broken_bytes;
  if (high * 8 < sample.size() && senseless * 10 < sample.size() - high - low) return std::nullopt;
  return little_endian ? Encoding::kUtf16LittleEndian : Encoding::kUtf16BigEndian;
}

// " (the bytes begin like ...)" for kinds of file that people take for text.
std::string BeginsLike(std::string_view bytes) {
  struct Kind {
    std::string_view begin;
    const char* name;
  };
  constexpr Kind kKinds[] = {
      {"%PDF-", "a PDF file"},
      {"PK\x03\x04", "a ZIP archive, such as .docx or .odt"},
      {"\xD0\xCF\x11\xE0", "an old office file, such as .doc"},
      {"\x1F\x8B", "a gzip file"},
      {"\xFD"
       "7zXZ",
       "an xz file"},
      {"\x28\xB5\x2F\xFD", "a zstd file"},
  };
  for (const Kind& kind : kKinds) {
    if (bytes.substr(0, kind.begin.size()) == kind.begin) {
      return absl::StrCat(" (the bytes begin like ", kind.name, ")");
    }
  }
  return "";
}

// OK when `bytes`, which are not UTF-16, look like text.
absl::Status CheckIsText(std::string_view bytes) {
  if (const size_t zero = bytes.find('\0'); zero != std::string_view::npos) {
    return absl::InvalidArgumentError(absl::StrCat("not text: a NUL byte at byte ", zero,
                                                   " that UTF-16 does not explain",
                                                   BeginsLike(bytes), kWayOut));
  }
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  size_t controls = 0;
  size_t first = 0;
  for (size_t i = 0; i < sample.size(); ++i) {
    if (!IsBinaryControl(static_cast<unsigned char>(sample[i]))) continue;
    if (controls++ == 0) first = i;
  }
  if (controls * 10 <= sample.size()) return absl::OkStatus();
  const auto control = static_cast<unsigned char>(sample[first]);
  return absl::InvalidArgumentError(absl::StrCat(
      "not text: ", controls, " of the first ", sample.size(),
      " bytes are control characters, the first (0x", absl::Hex(control, absl::kZeroPad2),
      ") at byte ", first, BeginsLike(bytes), kWayOut));
}

}  // namespace

size_t ByteOrderMarkSize(std::string_view bytes, Encoding encoding) {
  std::string_view mark;
  if (encoding == Encoding::kUtf8) mark = "\xEF\xBB\xBF";
  if (encoding == Encoding::kUtf16LittleEndian) mark = "\xFF\xFE";
  if (encoding == Encoding::kUtf16BigEndian) mark = "\xFE\xFF";
  return bytes.substr(0, mark.size()) == mark ? mark.size() : 0;
}

absl::StatusOr<DetectedEncoding> DetectEncoding(std::string_view bytes) {
  constexpr std::string_view kUtf32Marks[] = {{"\xFF\xFE\0\0", 4}, {"\0\0\xFE\xFF", 4}};
  for (const std::string_view mark : kUtf32Marks) {
    if (bytes.substr(0, mark.size()) == mark) {
      return absl::InvalidArgumentError(
          "the byte order mark at byte 0 is that of UTF-32, which is not read; convert the text "
          "to UTF-8, or name another encoding with --encoding");
    }
  }
  for (const Encoding utf16 : {Encoding::kUtf16LittleEndian, Encoding::kUtf16BigEndian}) {
    if (ByteOrderMarkSize(bytes, utf16) > 0) return DetectedEncoding{utf16, false};
  }
  if (const std::optional<Encoding> utf16 = Utf16WithoutMark(bytes.substr(0, kSampleBytes))) {
    return DetectedEncoding{*utf16, true};
  }
  if (absl::Status status = CheckIsText(bytes); !status.ok()) return status;
  if (ByteOrderMarkSize(bytes, Encoding::kUtf8) > 0) {
    return DetectedEncoding{Encoding::kUtf8, false};
  }
  const Utf8Count count = CountUtf8(bytes);
  if (count.broken_bytes > count.valid_bytes) {
    return DetectedEncoding{Encoding::kWindows1252, true};
  }
  return DetectedEncoding{Encoding::kUtf8, false};
}

}  // namespace twicetold
