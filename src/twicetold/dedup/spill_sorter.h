#ifndef TWICETOLD_DEDUP_SPILL_SORTER_H_
#define TWICETOLD_DEDUP_SPILL_SORTER_H_

// Values as they come; at last sorted. What memory does not hold is put down in sorted runs, which
// are merged when the values are asked for.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <queue>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

// Of equal values, kEachOnce keeps one.
enum class Equals { kKept, kEachOnce };

// Not thread-safe. `Value` is ordered, and plain (SpillFile).
template <typename Value, Equals equals>
class SpillSorter {
 public:
  // Runs go to the files "NAME0", "NAME1", ... of `stage`. Up to `memory` bytes are held (a
  // megabyte's worth of values at least).
  SpillSorter(const WorkDir& work, std::string_view stage, std::string_view name, uint64_t memory)
      : work_(work),
        stage_(stage),
        name_(name),
        most_(std::max<uint64_t>(memory / sizeof(Value) * kHeldOfThree / 3, kLeastHeld)) {}

  absl::Status Add(const Value& value) {
    held_.push_back(value);
    if (held_.size() < next_look_) return absl::OkStatus();
    if (equals == Equals::kEachOnce) {
      Sort();
      // Equal values may have made room enough.
      next_look_ = std::min<uint64_t>(most_, 2 * held_.size() + kLeastHeld);
      if (held_.size() < most_ / 2) return absl::OkStatus();
    } else if (held_.size() < most_) {
      next_look_ = most_;
      return absl::OkStatus();
    }
    return PutDown();
  }

  // Visits all values in order, and forgets them; runs give their disk space back.
  absl::Status Drain(absl::FunctionRef<absl::Status(const Value&)> visit) {
    if (runs_ == 0) {
      Sort();
      for (const Value& value : held_) TWICETOLD_RETURN_IF_ERROR(visit(value));
      held_ = {};
      sorted_ = 0;
      return absl::OkStatus();
    }
    TWICETOLD_RETURN_IF_ERROR(PutDown());
    held_ = {};
    TWICETOLD_RETURN_IF_ERROR(Merge(visit));
    for (size_t run = 0; run < runs_; ++run) {
      std::remove(work_.PathOf(stage_, RunName(run)).c_str());
    }
    runs_ = 0;
    return absl::OkStatus();
  }

 private:
  static constexpr uint64_t kLeastHeld = (uint64_t{1} << 20) / sizeof(Value);
  // Merging what was sorted before with the rest takes half as much again.
  static constexpr uint64_t kHeldOfThree = equals == Equals::kEachOnce ? 2 : 3;

  std::string RunName(size_t run) const { return Concat({name_, std::to_string(run)}); }

  // What was sorted before is merged with the rest, not sorted again.
  void Sort() {
    const auto rest = held_.begin() + static_cast<std::ptrdiff_t>(sorted_);
    std::sort(rest, held_.end());
    std::inplace_merge(held_.begin(), rest, held_.end());
    if (equals == Equals::kEachOnce) {
      held_.erase(std::unique(held_.begin(), held_.end()), held_.end());
    }
    sorted_ = held_.size();
  }

  absl::Status PutDown() {
    Sort();
    TWICETOLD_ASSIGN_OR_RETURN(SpillWriter run, work_.Create(stage_, RunName(runs_)));
    TWICETOLD_RETURN_IF_ERROR(run.AppendValues(std::span<const Value>(held_)));
    TWICETOLD_RETURN_IF_ERROR(run.Finish().status());
    ++runs_;
    held_.clear();
    sorted_ = 0;
    next_look_ = std::min(most_, kLeastHeld);
    return absl::OkStatus();
  }

  absl::Status Merge(absl::FunctionRef<absl::Status(const Value&)> visit) const {
    std::vector<SpillReader> files;
    for (size_t run = 0; run < runs_; ++run) {
      TWICETOLD_ASSIGN_OR_RETURN(SpillReader file, work_.Open(stage_, RunName(run)));
      files.push_back(std::move(file));
    }
    std::vector<SpillStream<Value>> streams(files.begin(), files.end());
    using Head = std::pair<Value, size_t>;  // the least value left of a run, and the run
    std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
    const auto advance = [&](size_t run) -> absl::Status {
      TWICETOLD_ASSIGN_OR_RETURN(const Value* const next, streams[run].Next());
      if (next != nullptr) heads.emplace(*next, run);
      return absl::OkStatus();
    };
    for (size_t run = 0; run < runs_; ++run) TWICETOLD_RETURN_IF_ERROR(advance(run));
    bool begun = false;
    Value last{};
    while (!heads.empty()) {
      const auto [value, run] = heads.top();
      heads.pop();
      TWICETOLD_RETURN_IF_ERROR(advance(run));
      if (equals == Equals::kEachOnce && begun && value == last) continue;
      begun = true;
      last = value;
      TWICETOLD_RETURN_IF_ERROR(visit(value));
    }
    return absl::OkStatus();
  }

  const WorkDir& work_;
  const std::string stage_;
  const std::string name_;
  const uint64_t most_;
  uint64_t next_look_ = kLeastHeld;
  std::vector<Value> held_;
  size_t sorted_ = 0;  // of these, from the first on
  size_t runs_ = 0;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_SPILL_SORTER_H_
