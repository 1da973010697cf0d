#include "twicetold/io/unfinished_files.h"

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>

namespace twicetold {

size_t UnfinishedFiles::Enter(const std::string& path) {
  for (size_t i = 0; i < kMost; ++i) {
    Slot& slot = slots_[i];
    if (path.size() >= slot.path.size()) return kMost;
    int free = kFree;
    if (!slot.state.compare_exchange_strong(free, kBeingWritten)) continue;
    path.copy(slot.path.data(), path.size());
    slot.path[path.size()] = '\0';
    slot.state.store(kEntered);
    if (notes_ >= 0) {
      // Noting it down is a courtesy: a full disk shows when the file itself is written.
      const std::string line = path + "\n";
      [[maybe_unused]] const ssize_t count = write(notes_, line.data(), line.size());
    }
    return i;
  }
  return kMost;
}

void UnfinishedFiles::StrikeOut(size_t slot) {
  if (slot < kMost) slots_[slot].state.store(kFree);
}

void UnfinishedFiles::RemoveAll() const {
  const int before = errno;
  for (const Slot& slot : slots_) {
    if (slot.state.load() == kEntered) unlink(slot.path.data());
  }
  errno = before;
}

}  // namespace twicetold
