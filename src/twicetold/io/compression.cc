#include "twicetold/io/compression.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/io/ascii.h"

namespace twicetold {
namespace {

constexpr std::string_view kGzipMagic = "\x1F\x8B";
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";
// A skippable frame, with which parallel compressors begin: 0x50 to 0x5F, then these.
constexpr std::string_view kSkippableMagic = "\x2A\x4D\x18";

absl::Status NoMemory() {
  return absl::ResourceExhaustedError(
      "not enough memory to read or write compressed data; close other programs");
}

size_t ExtensionSize(std::string_view path) {
  for (const std::string_view extension : {".gz", ".zst"}) {
    if (path.size() > extension.size() &&
        AsciiLower(path.substr(path.size() - extension.size())) == extension) {
      return extension.size();
    }
  }
  return 0;
}

}  // namespace

std::string_view CompressionName(Compression compression) {
  switch (compression) {
    case Compression::kNone:
      return "none";
    case Compression::kGzip:
      return "gzip";
    case Compression::kZstd:
      return "zstd";
  }
  return "none";
}

Compression CompressionOfBytes(std::string_view first_bytes) {
  if (first_bytes.starts_with(kGzipMagic)) return Compression::kGzip;
  if (first_bytes.starts_with(kZstdMagic)) return Compression::kZstd;
  if (first_bytes.size() >= kCompressionMagic && (first_bytes[0] & '\xF0') == '\x50' &&
      first_bytes.substr(1).starts_with(kSkippableMagic)) {
    return Compression::kZstd;
  }
  return Compression::kNone;
}

Compression CompressionOfPath(std::string_view path) {
  switch (ExtensionSize(path)) {
    case 0:
      return Compression::kNone;
    case 3:
      return Compression::kGzip;
    default:
      return Compression::kZstd;
  }
}

std::string_view WithoutCompression(std::string_view path) {
  return path.substr(0, path.size() - ExtensionSize(path));
}

absl::StatusOr<std::unique_ptr<Decompressor>> MakeDecompressor(Compression compression,
                                                               std::string begin) {
  if (compression == Compression::kNone) return nullptr;
  std::unique_ptr<Decompressor> made = compression == Compression::kGzip
                                           ? MakeGzipDecompressor(std::move(begin))
                                           : MakeZstdDecompressor(std::move(begin));
  if (made == nullptr) return NoMemory();
  return made;
}

absl::StatusOr<std::unique_ptr<Compressor>> MakeCompressor(Compression compression) {
  if (compression == Compression::kNone) return nullptr;
  std::unique_ptr<Compressor> made =
      compression == Compression::kGzip ? MakeGzipCompressor() : MakeZstdCompressor();
  if (made == nullptr) return NoMemory();
  return made;
}

}  // namespace twicetold
