#ifndef TWICETOLD_BENCH_HOSTILE_CASES_H_
#define TWICETOLD_BENCH_HOSTILE_CASES_H_

// Input that nobody writes and somebody sends, and the right answer to each.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bench/support/in_child.h"

namespace twicetold::bench {

struct HostileCase {
  std::string input;  // what it is made of
  std::string does;   // the function that meets it
  size_t size;        // how much of it, in `unit`
  std::string unit;
  // Makes `size` of it, and the work to be measured.
  std::function<Work(size_t)> prepare;
  // The most memory beyond the input that is bounded, a unit, and on top.
  double most_bytes_a_unit;
};

// One text, through the stages that read it.
std::vector<HostileCase> TextCases();
// Many texts, through FindNearDuplicates.
std::vector<HostileCase> CorpusCases();

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_HOSTILE_CASES_H_
