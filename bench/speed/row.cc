#include "bench/speed/row.h"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "bench/speed/floors.h"
#include "twicetold/base/simd.h"

namespace twicetold::bench {

benchmark::internal::Benchmark* AddRow(const std::string& name,
                                       const std::function<void(benchmark::State&)>& run) {
  return benchmark::RegisterBenchmark(name.c_str(), run)->UseRealTime();
}

void Count(benchmark::State& state, size_t bytes, size_t items) {
  const auto rounds = static_cast<size_t>(state.iterations());
  state.SetBytesProcessed(static_cast<int64_t>(rounds * bytes));
  state.SetItemsProcessed(static_cast<int64_t>(rounds * items));
  state.counters["of_read"] = benchmark::Counter(
      static_cast<double>(rounds * bytes) / MemoryReadRate(), benchmark::Counter::kIsRate);
}

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "speed: %s is not what the slow way gives\n", what);
  std::exit(1);
}

OnTarget::OnTarget(const std::string& target) {
  if (!target.empty()) {
    Require(ForceSimdTarget(target).ok() && SimdTarget() == target, "the target");
  }
}

OnTarget::~OnTarget() { Require(ForceSimdTarget("auto").ok(), "the best target"); }

}  // namespace twicetold::bench
