#include "twicetold/lsh/bucket.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/base/parallel.h"
#include "twicetold/lsh/band_keys.h"
#include "twicetold/lsh/candidate_lists.h"
#include "twicetold/lsh/key_join.h"

namespace twicetold {

BucketResult JoinBuckets(std::span<const uint16_t> signatures, size_t signature_size,
                         const BandPlan& plan, const BucketOptions& options, int threads) {
  assert(size_t{plan.bands} * plan.rows <= signature_size);
  constexpr size_t kItemsAtOnce = 4096;
  const size_t count = signature_size == 0 ? 0 : signatures.size() / signature_size;
  const size_t stride = BandStride(count);
  std::unique_ptr<uint64_t[]> keys =
      std::make_unique_for_overwrite<uint64_t[]>(stride * plan.bands);
  ParallelFor((count + kItemsAtOnce - 1) / kItemsAtOnce, threads, [&](size_t part) {
    const size_t end = std::min(count, (part + 1) * kItemsAtOnce);
    for (size_t item = part * kItemsAtOnce; item < end; ++item) {
      MakeBandKeys(signatures.subspan(item * signature_size, signature_size), plan,
                   keys.get() + item, stride);
    }
  });
  std::vector<Buckets> bands = JoinBands(keys.get(), count, stride, plan.bands, threads);
  keys.reset();

  const CandidateLists lists(std::move(bands), count, options);
  BucketResult result;
  result.hot_buckets = lists.hot_buckets();
  // A bucket of one is one, too.
  result.largest_bucket = std::max<uint64_t>(lists.largest_bucket(), count > 0 ? 1 : 0);
  std::vector<uint32_t> earlier;
  for (size_t place = 0; place < lists.items().size(); ++place) {
    lists.EarlierThan(place, earlier);
    for (const uint32_t a : earlier) result.candidates.push_back({a, lists.items()[place]});
  }
  std::sort(result.candidates.begin(), result.candidates.end());
  return result;
}

uint32_t EqualBands(std::span<const uint16_t> a, std::span<const uint16_t> b,
                    const BandPlan& plan) {
  uint32_t equal = 0;
  for (size_t band = 0; band < plan.bands; ++band) {
    const std::span<const uint16_t> rows_of_a = a.subspan(band * plan.rows, plan.rows);
    const std::span<const uint16_t> rows_of_b = b.subspan(band * plan.rows, plan.rows);
    if (std::equal(rows_of_a.begin(), rows_of_a.end(), rows_of_b.begin())) ++equal;
  }
  return equal;
}

}  // namespace twicetold
