#ifndef TWICETOLD_IO_COMPRESSION_H_
#define TWICETOLD_IO_COMPRESSION_H_

// Compressed bytes to plain ones and back: one file a format (gzip.cc, zstd.cc), one shape for all.
//
// What is read is known by its first bytes, for names lie; what is written goes by the name, for
// there is nothing else yet. A compressed file is a row of parts (gzip: members, zstd: frames), and
// all of them are read. One that is cut off, damaged, or followed by what is no part is an error:
// taken for the end it would silently lose the rest.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

namespace twicetold {

enum class Compression { kNone, kGzip, kZstd };

std::string_view CompressionName(Compression compression);  // "none", "gzip", "zstd"

// As many first bytes as it takes to know the compression.
inline constexpr size_t kCompressionMagic = 4;
Compression CompressionOfBytes(std::string_view first_bytes);

// What the extension says: .gz, .zst, in any case.
Compression CompressionOfPath(std::string_view path);
// The path less such an extension: "a.jsonl" for "a.jsonl.gz".
std::string_view WithoutCompression(std::string_view path);

// Not thread-safe.
class Decompressor {
 public:
  // Gives up to `size` (above 0) compressed bytes; 0 at their end.
  using Source = absl::FunctionRef<absl::StatusOr<size_t>(char* buffer, size_t size)>;

  virtual ~Decompressor() = default;

  // Up to `size` (above 0) plain bytes; 0 at the end. DataLoss, with the way out, for a broken
  // stream; ResourceExhausted for one that asks for too much memory; what `source` returns.
  virtual absl::StatusOr<size_t> Read(Source source, char* buffer, size_t size) = 0;
};

// Not thread-safe.
class Compressor {
 public:
  // Takes compressed bytes; false when it can't.
  using Sink = absl::FunctionRef<bool(std::string_view bytes)>;

  virtual ~Compressor() = default;

  // Compresses `bytes`; false when it fails or the sink does. May hold bytes back until Finish.
  virtual bool Write(std::string_view bytes, Sink sink) = 0;
  // Ends the stream.
  virtual bool Finish(Sink sink) = 0;
};

// `begin` is what was read of the stream already. Null for kNone. ResourceExhausted without memory.
absl::StatusOr<std::unique_ptr<Decompressor>> MakeDecompressor(Compression compression,
                                                               std::string begin);
// At the level that each format's own tool takes by default. Null for kNone.
absl::StatusOr<std::unique_ptr<Compressor>> MakeCompressor(Compression compression);

// The formats, for MakeDecompressor and MakeCompressor; null without memory.
std::unique_ptr<Decompressor> MakeGzipDecompressor(std::string begin);
std::unique_ptr<Compressor> MakeGzipCompressor();
std::unique_ptr<Decompressor> MakeZstdDecompressor(std::string begin);
std::unique_ptr<Compressor> MakeZstdCompressor();

}  // namespace twicetold

#endif  // TWICETOLD_IO_COMPRESSION_H_
