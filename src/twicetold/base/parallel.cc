#include "twicetold/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "absl/functional/function_ref.h"

namespace twicetold {

void ParallelFor(size_t count, int threads, absl::FunctionRef<void(size_t)> work) {
  const size_t workers = std::min(count, static_cast<size_t>(std::max(threads, 1)));
  std::atomic<size_t> next = 0;
  const auto run = [&] {
    for (size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) work(i);
  };
  std::vector<std::jthread> others;
  for (size_t w = 1; w < workers; ++w) others.emplace_back(run);
  run();
}

int AvailableThreads() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace twicetold
