#ifndef TWICETOLD_IO_FILE_H_
#define TWICETOLD_IO_FILE_H_

// The bytes of a file or of standard input, whole or line by line.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twicetold {

// An open file. A failed read is an error, never an early end. Not thread-safe.
class File {
 public:
  // Opens `path` for reading. NotFound, PermissionDenied and the like, with the way out.
  static absl::StatusOr<File> Open(const std::string& path);
  static File StandardInput();

  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  ~File();

  // Reads up to `size` bytes (above 0) into `buffer`; gives how many, 0 at the end.
  absl::StatusOr<size_t> Read(char* buffer, size_t size);

  // All bytes to the end; ResourceExhausted above `limit`.
  absl::StatusOr<std::string> ReadAll(uint64_t limit);

 private:
  File(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}

  int descriptor_;
  bool owned_;
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
