#ifndef TWICETOLD_IO_UNFINISHED_FILES_H_
#define TWICETOLD_IO_UNFINISHED_FILES_H_

// The temporary files there are right now, in a form that a signal handler can read.
//
// A program that is interrupted should leave no half-written file behind, but a library has no
// business installing signal handlers. So the program owns one of these, hands it to whatever makes
// temporary files (io/output_file.h), and its handler, if it has one, calls RemoveAll(). The paths
// lie in fixed memory behind atomic marks: nothing is allocated, locked or freed under a handler.
//
// A file is entered before it is made and struck out after it is gone, so the handler may try to
// remove what is not there, which does no harm, but never misses one that is.

#include <array>
#include <atomic>
#include <cstddef>
#include <string>

namespace twicetold {

class UnfinishedFiles {
 public:
  static constexpr size_t kMost = 16;

  // Enters a path; gives its slot, or kMost when all are taken or the path is too long for any
  // system. Thread-safe.
  size_t Enter(const std::string& path);

  // From now on, Enter also appends each path and a line end to `descriptor` (-1: no more), in one
  // write; for whoever must clean up after a death that no handler sees. Not while another thread
  // enters a file.
  void NoteIn(int descriptor) { notes_ = descriptor; }

  void StrikeOut(size_t slot);  // kMost is ignored

  // Removes every file entered. Async-signal-safe; leaves errno as it was.
  void RemoveAll() const;

 private:
  enum State : int { kFree, kBeingWritten, kEntered };
  struct Slot {
    std::atomic<int> state = kFree;
    std::array<char, 4096> path{};
  };
  static_assert(std::atomic<int>::is_always_lock_free, "a signal handler can take no lock");

  std::array<Slot, kMost> slots_;
  int notes_ = -1;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_UNFINISHED_FILES_H_
