#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/speed/row.h"
#include "bench/speed/stages.h"
#include "tests/reference/bucket_reference.h"
#include "twicetold/base/random.h"
#include "twicetold/lsh/band_plan.h"
#include "twicetold/lsh/bucket.h"

namespace twicetold::bench {
namespace {

// `count` signatures, of which one in forty is in part like another: in the first bands.
std::vector<uint16_t> MakeSignatures(size_t count, size_t size) {
  Random random(1);
  std::vector<uint16_t> digests(count * size);
  for (size_t i = 0; i + 3 < digests.size(); i += 4) {
    const uint64_t number = random.Next();
    for (size_t part = 0; part < 4; ++part) {
      digests[i + part] = static_cast<uint16_t>(number >> (16 * part));
    }
  }
  for (size_t copy = 0; copy < count / 40; ++copy) {
    const auto place = [&] {
      return digests.begin() + static_cast<std::ptrdiff_t>(random.Below(count) * size);
    };
    std::copy_n(place(), 1 + random.Below(size), place());
  }
  return digests;
}

bool IsAsBySorting(const BandPlan& plan, size_t size) {
  const std::vector<uint16_t> signatures = MakeSignatures(50'000, size);
  const BucketResult found = JoinBuckets(signatures, size, plan, {});
  const BucketResult wanted = reference::JoinBucketsBySorting(signatures, size, plan, {});
  return found.candidates == wanted.candidates && found.hot_buckets == wanted.hot_buckets &&
         found.largest_bucket == wanted.largest_bucket;
}

// A record is a band of a signature.
void AddBucketJoin(size_t count, const BandPlan& plan, size_t size, int threads) {
  const std::string name = "bucket_join/" + std::to_string(count) + "/bands-" +
                           std::to_string(plan.bands) + "/threads-" + std::to_string(threads);
  AddRow(name, [=](benchmark::State& state) {
    Require(IsAsBySorting(plan, size), "a bucket join");
    const std::vector<uint16_t> signatures = MakeSignatures(count, size);
    for (auto _ : state) {
      benchmark::DoNotOptimize(JoinBuckets(signatures, size, plan, {}, threads).candidates.data());
    }
    Count(state, count * plan.bands * plan.rows * sizeof(uint16_t), count * plan.bands);
  });
}

}  // namespace

void RegisterJoins() {
  const BandPlan whole{.bands = 18, .rows = 7};
  for (const size_t count : {100'000U, 1'000'000U}) {
    for (const int threads : {1, 2}) AddBucketJoin(count, whole, 128, threads);
  }
  AddBucketJoin(10'000'000, {.bands = 1, .rows = 7}, 7, 1);
}

}  // namespace twicetold::bench
