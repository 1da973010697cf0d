#ifndef TWICETOLD_IO_WRITE_BEHIND_H_
#define TWICETOLD_IO_WRITE_BEHIND_H_

// A large file goes to disk while it is written, and its beginning leaves the system's cache.
//
// Left to itself the system keeps every written page until it has a mind to write it, so a file of
// gigabytes takes as much memory, pushes out what other programs had there, and is written at last
// while the program waits in fsync. What costs most is the memory: each page is a new one, which a
// virtual machine may have to fetch from its host (docs/performance.md has figures). So writing
// begins as soon as there is a stretch to write, and what lies kHeld bytes behind is waited for and
// given back, and its pages are the next ones. The last kHeld bytes stay in the cache, and so does
// all of a smaller file.
//
// On systems without sync_file_range nothing is done.

#include <cstddef>
#include <cstdint>

namespace twicetold {

// Not thread-safe.
class WriteBehind {
 public:
  static constexpr uint64_t kStretch = uint64_t{8} << 20;
  static constexpr uint64_t kHeld = uint64_t{32} << 20;

  // For a regular file that is written from its beginning to its end.
  explicit WriteBehind(int descriptor) : descriptor_(descriptor) {}

  // Says that the next `bytes` have been written. Gives the error of the system when pages could
  // not be put on disk, else 0: an error told here is not told by fsync.
  int Wrote(size_t bytes);

 private:
  int descriptor_;
  uint64_t written_ = 0;
  uint64_t begun_ = 0;     // the system has been told to write what lies before it
  uint64_t released_ = 0;  // what lies before it is on disk and not in the cache
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_WRITE_BEHIND_H_
