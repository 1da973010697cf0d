#ifndef TWICETOLD_BENCH_SPEED_ROW_H_
#define TWICETOLD_BENCH_SPEED_ROW_H_

// What all rows of the table have in common: names, the counters, checks before the clock.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace twicetold::bench {

// A benchmark by name: stage/text/bytes/what else. Measured by the clock on the wall.
benchmark::internal::Benchmark* AddRow(const std::string& name,
                                       const std::function<void(benchmark::State&)>& run);

// Adds bytes and items a second to the state, and `of_read`, the speed as a share of what one core
// reads from memory, measured anew. `bytes` and `items` are of one iteration.
void Count(benchmark::State& state, size_t bytes, size_t items);

// Ends the program unless it holds: what a row measures must be right first.
void Require(bool holds, const char* what);

// Runs kernels on one SIMD target for as long as it lives; on the best for "".
class OnTarget {
 public:
  explicit OnTarget(const std::string& target);
  ~OnTarget();
  OnTarget(const OnTarget&) = delete;
  OnTarget& operator=(const OnTarget&) = delete;
};

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_SPEED_ROW_H_
