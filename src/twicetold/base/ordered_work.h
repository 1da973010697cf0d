#ifndef TWICETOLD_BASE_ORDERED_WORK_H_
#define TWICETOLD_BASE_ORDERED_WORK_H_

// A stream of items worked on by several threads, the results taken in the order of the items.
//
// Each thread pulls an item, works on it, and hands the result on; whoever finishes the result that
// is due takes it and all that wait behind it. A ring of slots bounds what is under way, so memory
// does not grow when one item takes long. What comes out depends on nothing but what went in.

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twicetold {

template <typename Item, typename Result>
class OrderedWork {
 public:
  struct Steps {
    // Fills `item`, whose memory is that of an earlier one; false at the end. Called by one thread
    // at a time.
    absl::FunctionRef<absl::StatusOr<bool>(Item&)> pull;
    // From item to result, likewise used again. `worker` is below the number of threads. Called by
    // several threads, never by two with the same worker.
    absl::FunctionRef<absl::Status(int worker, Item&, Result&)> work;
    // Called by one thread at a time, in the order of the items.
    absl::FunctionRef<absl::Status(Item&, Result&)> take;
  };

  // Runs until the items end or a step fails; gives the first failure, in the order of the items:
  // results before it are taken, none after it. `threads` below 1 counts as 1.
  static absl::Status Run(int threads, const Steps& steps) {
    OrderedWork work(threads < 1 ? 1 : threads, steps);
    return work.RunAll();
  }

 private:
  enum class State : uint8_t { kFree, kWorking, kDone };
  struct Slot {
    State state = State::kFree;
    Item item;
    Result result;
    absl::Status status;
  };

  OrderedWork(int threads, const Steps& steps)
      : threads_(threads), steps_(steps), slots_(2 * static_cast<size_t>(threads)) {}

  absl::Status RunAll() {
    {
      std::vector<std::jthread> others;
      for (int worker = 1; worker < threads_; ++worker) {
        others.emplace_back([this, worker] { RunWorker(worker); });
      }
      RunWorker(0);
    }
    return status_;
  }

  void RunWorker(int worker) {
    while (Slot* const slot = Pull()) {
      if (slot->status.ok()) slot->status = steps_.work(worker, slot->item, slot->result);
      Finish(*slot);
    }
  }

  // The next item in its slot, or one that stands for the failure to pull it; null at the end.
  Slot* Pull() {
    const std::lock_guard one_at_a_time(pulling_);
    if (ended_) return nullptr;
    Slot& slot = slots_[pulled_ % slots_.size()];
    {
      std::unique_lock lock(mutex_);
      freed_.wait(lock, [&] { return slot.state == State::kFree || stopped_; });
      if (stopped_) return nullptr;
    }
    const absl::StatusOr<bool> there_is = steps_.pull(slot.item);
    if (!there_is.ok() || !*there_is) ended_ = true;
    if (there_is.ok() && !*there_is) return nullptr;
    slot.status = there_is.status();
    const std::lock_guard lock(mutex_);
    slot.state = State::kWorking;
    ++pulled_;
    return &slot;
  }

  // Marks the slot done, and takes what is due unless another thread is at it.
  void Finish(Slot& slot) {
    std::unique_lock lock(mutex_);
    slot.state = State::kDone;
    if (taking_) return;
    taking_ = true;
    while (!stopped_) {
      Slot& due = slots_[taken_ % slots_.size()];
      if (due.state != State::kDone) break;
      lock.unlock();
      absl::Status status = due.status.ok() ? steps_.take(due.item, due.result) : due.status;
      lock.lock();
      due.state = State::kFree;
      due.status = absl::OkStatus();
      ++taken_;
      if (!status.ok()) {
        status_ = std::move(status);
        stopped_ = true;
      }
      freed_.notify_all();
    }
    taking_ = false;
  }

  const int threads_;
  const Steps& steps_;
  std::vector<Slot> slots_;

  std::mutex pulling_;  // taken before mutex_
  uint64_t pulled_ = 0;
  bool ended_ = false;

  std::mutex mutex_;  // of what follows, and of the slots' states
  std::condition_variable freed_;
  uint64_t taken_ = 0;
  bool taking_ = false;
  bool stopped_ = false;
  absl::Status status_;
};

}  // namespace twicetold

#endif  // TWICETOLD_BASE_ORDERED_WORK_H_
