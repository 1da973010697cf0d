#ifndef TWICETOLD_IO_OUTPUT_FILE_H_
#define TWICETOLD_IO_OUTPUT_FILE_H_

// A result file that appears whole or not at all.
//
// The bytes go to a temporary file in the folder of the file wanted (a rename is atomic only within
// one file system), which is synced to disk and then renamed into place. Whoever reads the file
// meets the old one or the new one, never a part. Dropped without Commit, nothing is left behind;
// for the death by a signal see io/unfinished_files.h.
//
// A symbolic link is followed and stays. A file that is there keeps its permissions, and its owner
// where the system lets us; other hard links to it keep the old content, and access lists are not
// carried over. What is no regular file (a pipe, a device) can't be renamed into and is written
// directly, as are /dev/stdout, /dev/stderr and /dev/fd/N, whatever they lead to.
//
// A file called .gz or .zst is written compressed (io/compression.h). Large pieces go from the
// caller's memory to the system or the compressor without being copied in between.

#include <memory>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/io/compression.h"
#include "twicetold/io/unfinished_files.h"

namespace twicetold {

// Not thread-safe.
class OutputFile {
 public:
  // Makes ready to write `path`. `unfinished` may be null; the temporary file is entered there and
  // struck out again. NotFound (no such folder), PermissionDenied, FailedPrecondition (a folder)
  // and the like; messages begin with the path.
  static absl::StatusOr<std::unique_ptr<OutputFile>> Create(const std::string& path,
                                                            UnfinishedFiles* unfinished);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Goes bad at the first write that fails; Commit tells why. Of a compressed file, flush() leaves
  // some to Commit.
  std::ostream& stream() { return stream_; }

  // Writes what is buffered and has the file appear. ResourceExhausted for a full disk, quota or
  // size limit. On an error the file is as it was before.
  absl::Status Commit();

 private:
  // Buffers bytes for a descriptor and remembers the first error of the system.
  class Buffer;

  OutputFile(std::string path, int descriptor, std::unique_ptr<Compressor> compressor);
  absl::Status Trouble(int error) const;
  void Discard();

  std::string path_;       // as given, for messages
  std::string target_;     // what is renamed into: links followed
  std::string temporary_;  // empty when written directly
  UnfinishedFiles* unfinished_ = nullptr;
  size_t slot_ = UnfinishedFiles::kMost;
  std::unique_ptr<Buffer> buffer_;
  std::ostream stream_;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_OUTPUT_FILE_H_
