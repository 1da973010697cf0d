#ifndef TWICETOLD_BENCH_SPEED_FLOORS_H_
#define TWICETOLD_BENCH_SPEED_FLOORS_H_

// What the machine itself can do: no program over texts is faster than reading them.

#include <cstddef>
#include <cstdint>

#include "absl/functional/function_ref.h"

namespace twicetold::bench {

// Bytes a second that one core reads from memory, just now: the median of five passes over a buffer
// that no cache holds, some thirty milliseconds. Called beside every measurement, so that both see
// the machine in one state.
double MemoryReadRate();

// The sum of `count` numbers, by the widest vectors there are (floor_kernel.cc). `count` must be a
// multiple of kSumStep.
constexpr size_t kSumStep = 512;
uint64_t SumOf(const uint64_t* numbers, size_t count);

// Seconds that the work takes, by the clock on the wall.
double SecondsOf(absl::FunctionRef<void()> work);

// Seconds that `threads` threads take for a loop of some milliseconds each, in registers alone.
// What a second thread gains in it is all that a machine has to give: often not two, where its
// cores are shared with others.
double SecondsInRegisters(int threads);

// Rows of memory read, memcpy, XXH3 and reads of a cached file.
void RegisterFloors();

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_SPEED_FLOORS_H_
