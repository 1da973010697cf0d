#include "twicetold/io/write_behind.h"

#include <fcntl.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace twicetold {
namespace {

#ifdef SYNC_FILE_RANGE_WRITE

constexpr unsigned kBegin = SYNC_FILE_RANGE_WRITE;
constexpr unsigned kWait =
    SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;

int Sync(int descriptor, uint64_t begin, uint64_t size, unsigned what) {
  const int result =
      sync_file_range(descriptor, static_cast<off64_t>(begin), static_cast<off64_t>(size), what);
  if (result == 0) return 0;
  // A file system that can't do it, or a wait cut short: the file is none the worse.
  const bool lost = errno == EIO || errno == ENOSPC || errno == EDQUOT;
  return lost ? errno : 0;
}

#endif

}  // namespace

int WriteBehind::Wrote(size_t bytes) {
  written_ += bytes;
#ifdef SYNC_FILE_RANGE_WRITE
  if (written_ - begun_ < kStretch) return 0;
  if (const int error = Sync(descriptor_, begun_, written_ - begun_, kBegin); error != 0) {
    return error;
  }
  begun_ = written_;
  while (written_ - released_ >= kHeld + kStretch) {
    if (const int error = Sync(descriptor_, released_, kStretch, kWait); error != 0) return error;
    // A hint: nothing follows from its refusal.
    posix_fadvise(descriptor_, static_cast<off_t>(released_), static_cast<off_t>(kStretch),
                  POSIX_FADV_DONTNEED);
    released_ += kStretch;
  }
#endif
  return 0;
}

}  // namespace twicetold
