#ifndef TWICETOLD_BENCH_SUPPORT_IN_CHILD_H_
#define TWICETOLD_BENCH_SUPPORT_IN_CHILD_H_

// Work done in a process of its own, so that its time and memory are its own, and a crash, a lack
// of memory or a hang is one row of a table and not the end of it.
//
// Peak memory is VmHWM of Linux, counted from where the work begins; elsewhere it is not known.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace twicetold::bench {

// What a piece of work says of its own result: nothing, or what is wrong with it.
using Work = std::function<std::string()>;

struct Outcome {
  double seconds = 0;
  std::optional<uint64_t> peak_bytes;  // beyond what was there when the work began
  std::string trouble;                 // empty when it ended with the right answer
};

struct ChildLimits {
  unsigned seconds = 60;
  uint64_t bytes = uint64_t{14} << 30;  // of address space
};

// Calls `prepare` in a child, then measures what it returned. To be called by a process of one
// thread.
Outcome RunInChild(const std::function<Work()>& prepare, const ChildLimits& limits = {});

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_SUPPORT_IN_CHILD_H_
