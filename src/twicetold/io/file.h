#ifndef TWICETOLD_IO_FILE_H_
#define TWICETOLD_IO_FILE_H_

// The bytes of a file or of standard input, whole or line by line; decompressed, if they are
// compressed (io/compression.h).

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/io/compression.h"

namespace twicetold {

// An open file. A failed read is an error, never an early end; so is a compressed stream that is
// cut off or damaged. Not thread-safe, but for ReadAt.
class File {
 public:
  // Opens `path` for reading. NotFound, PermissionDenied and the like, with the way out.
  static absl::StatusOr<File> Open(const std::string& path);
  static File StandardInput();

  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  ~File();

  // Reads up to `size` bytes (above 0) into `buffer`; gives how many, 0 at the end. DataLoss also
  // for a file that is called .gz or .zst and does not begin as one.
  absl::StatusOr<size_t> Read(char* buffer, size_t size);

  // All bytes to the end; ResourceExhausted above `limit`.
  absl::StatusOr<std::string> ReadAll(uint64_t limit);

  // Exactly `size` bytes from `offset` on, as they stand in the file; DataLoss when it has fewer.
  // For files that are not compressed and no pipe. Thread-safe.
  absl::Status ReadAt(uint64_t offset, char* buffer, size_t size) const;

  // Known once something was read.
  Compression compression() const { return compression_; }

  // What tells one state of a regular file from another; nullopt for a pipe and the like.
  struct State {
    uint64_t size = 0;
    int64_t changed_ns = 0;
    bool operator==(const State&) const = default;
  };
  std::optional<State> state() const;

 private:
  File(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}

  absl::StatusOr<size_t> ReadStored(char* buffer, size_t size);
  absl::Status Begin();

  int descriptor_;
  bool owned_;
  bool begun_ = false;
  Compression named_ = Compression::kNone;        // what the name promises
  Compression compression_ = Compression::kNone;  // what the bytes are
  std::string begin_;                             // read to know the compression, not yet given
  std::unique_ptr<Decompressor> decompressor_;
};

// Cuts a file into lines, holding one at a time; of a line above the limit, pieces.
class FileLines {
 public:
  struct Piece {
    std::string_view bytes;  // valid until the next call; the last piece has the line end
    bool first = true;
    bool last = true;
  };

  // A line above `limit` bytes, its end included, comes in pieces.
  FileLines(File file, uint64_t limit) : file_(std::move(file)), limit_(limit) {}

  // The next piece; nullopt at the end.
  absl::StatusOr<std::optional<Piece>> Next();

 private:
  absl::Status Fill();

  File file_;
  uint64_t limit_;
  std::string buffer_;
  size_t begin_ = 0;      // of what was not yet given
  bool ended_ = false;    // the file has no more bytes
  bool in_line_ = false;  // pieces of a line were given, but not its last
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_FILE_H_
