#include "bench/speed/floors.h"

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "bench/speed/row.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/parallel.h"

namespace twicetold::bench {
namespace {

constexpr size_t kBuffer = size_t{128} << 20;
constexpr size_t kHugePages = size_t{4} << 20;  // two, to begin at one

// Memory in huge pages where the system grants them, written once.
class Buffer {
 public:
  Buffer()
      : memory_(mmap(nullptr, kBuffer + kHugePages, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
    Require(memory_ != MAP_FAILED, "memory to read");
    size_t space = kBuffer + kHugePages;
    void* aligned = memory_;
    std::align(kHugePages / 2, kBuffer, aligned, space);
#ifdef MADV_HUGEPAGE
    madvise(aligned, kBuffer, MADV_HUGEPAGE);
#endif
    bytes_ = static_cast<char*>(aligned);
    std::memset(bytes_, 1, kBuffer);
  }
  ~Buffer() { munmap(memory_, kBuffer + kHugePages); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  char* bytes() { return bytes_; }
  const uint64_t* numbers() const { return reinterpret_cast<const uint64_t*>(bytes_); }

 private:
  void* memory_;
  char* bytes_;
};

Buffer& Shared() {
  static Buffer buffer;
  return buffer;
}

void MemoryRead(benchmark::State& state) {
  const uint64_t* const numbers = Shared().numbers();
  Require(SumOf(numbers, kSumStep) == kSumStep * 0x0101010101010101U, "a sum");
  for (auto _ : state) benchmark::DoNotOptimize(SumOf(numbers, kBuffer / 8));
  Count(state, kBuffer, kBuffer / 8);
}

void Memcpy(benchmark::State& state) {
  static Buffer to;
  for (auto _ : state) {
    std::memcpy(to.bytes(), Shared().bytes(), kBuffer);
    benchmark::ClobberMemory();
  }
  Count(state, kBuffer, kBuffer / 8);
}

void Xxh3(benchmark::State& state) {
  const std::string_view bytes(Shared().bytes(), kBuffer);
  for (auto _ : state) benchmark::DoNotOptimize(Hash64(bytes));
  Count(state, kBuffer, 1);
}

// read() of a file that the system has in memory, 256 KiB at a time.
void CachedRead(benchmark::State& state) {
  std::FILE* const file = std::tmpfile();
  Require(file != nullptr && std::fwrite(Shared().bytes(), 1, kBuffer, file) == kBuffer &&
              std::fflush(file) == 0,
          "a file to read");
  std::vector<char> chunk(size_t{256} << 10);
  for (auto _ : state) {
    size_t bytes = 0;
    for (off_t at = 0; at < static_cast<off_t>(kBuffer); at += static_cast<off_t>(chunk.size())) {
      bytes += static_cast<size_t>(
          std::max<ssize_t>(0, pread(fileno(file), chunk.data(), chunk.size(), at)));
    }
    Require(bytes == kBuffer, "the length of a file");
  }
  std::fclose(file);
  Count(state, kBuffer, kBuffer / chunk.size());
}

// As many products at once as keep the multiplier busy: no chain of them waits for another.
uint64_t MixInRegisters() {
  constexpr size_t kRounds = 200'000;
  uint64_t numbers[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  for (size_t round = 0; round < kRounds; ++round) {
    for (uint64_t& number : numbers) number = MixRound(number);
  }
  return numbers[0];
}

}  // namespace

double SecondsOf(absl::FunctionRef<void()> work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double SecondsInRegisters(int threads) {
  return SecondsOf([threads] {
    ParallelFor(static_cast<size_t>(threads), threads,
                [](size_t /*thread*/) { benchmark::DoNotOptimize(MixInRegisters()); });
  });
}

double MemoryReadRate() {
  const uint64_t* const numbers = Shared().numbers();
  std::array<double, 5> rates;
  for (double& rate : rates) {
    rate = static_cast<double>(kBuffer) /
           SecondsOf([&] { benchmark::DoNotOptimize(SumOf(numbers, kBuffer / 8)); });
  }
  std::sort(rates.begin(), rates.end());
  return rates[rates.size() / 2];
}

void RegisterFloors() {
  AddRow("floor/memory_read", MemoryRead);
  AddRow("floor/memcpy", Memcpy);
  AddRow("floor/xxh3", Xxh3);
  AddRow("floor/cached_read", CachedRead);
}

}  // namespace twicetold::bench
