#include "twicetold/lsh/key_join.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Lists = std::vector<std::vector<uint32_t>>;

// The obvious way: sort.
Lists JoinBySorting(const std::vector<uint64_t>& keys) {
  std::vector<std::pair<uint64_t, uint32_t>> records;
  for (uint32_t item = 0; item < keys.size(); ++item) records.emplace_back(keys[item], item);
  std::sort(records.begin(), records.end());
  Lists lists;
  for (size_t begin = 0, end = 0; begin < records.size(); begin = end) {
    while (end < records.size() && records[end].first == records[begin].first) ++end;
    if (end - begin < 2) continue;
    lists.emplace_back();
    for (size_t i = begin; i < end; ++i) lists.back().push_back(records[i].second);
  }
  std::sort(lists.begin(), lists.end());
  return lists;
}

Lists InOrder(const Buckets& buckets) {
  Lists lists;
  for (size_t b = 0; b < buckets.size(); ++b) {
    lists.emplace_back(buckets[b].begin(), buckets[b].end());
  }
  return lists;
}

Lists Sorted(const Buckets& buckets) {
  Lists lists = InOrder(buckets);
  std::sort(lists.begin(), lists.end());
  return lists;
}

std::vector<uint64_t> RandomKeys(size_t count, size_t copies, Random& random) {
  std::vector<uint64_t> keys(count);
  for (uint64_t& key : keys) key = random.Next();
  for (size_t i = 0; i < copies; ++i) keys[random.Below(count)] = keys[random.Below(count)];
  return keys;
}

TEST(KeyJoinTest, SmallExample) {
  const std::vector<uint64_t> keys = {7, ~uint64_t{0}, 9, 7, 1, ~uint64_t{0}, 7};
  EXPECT_THAT(Sorted(KeyJoin().Join(keys)), ElementsAre(ElementsAre(0, 3, 6), ElementsAre(1, 5)));
}

TEST(KeyJoinTest, NothingAndOneShareNothing) {
  EXPECT_THAT(InOrder(KeyJoin().Join({}, 2)), IsEmpty());
  EXPECT_THAT(InOrder(KeyJoin().Join(std::vector<uint64_t>{5}, 2)), IsEmpty());
}

// From all alone to all alike; sizes around those of partitions and of what threads share.
TEST(KeyJoinTest, EqualsASortForAnyNumberOfThreads) {
  Random random(1);
  KeyJoin join;
  for (const size_t count : {2U, 63U, 8191U, 8192U, 70001U, 140000U}) {
    for (const size_t copies : {size_t{0}, count / 40, count, 8 * count}) {
      const std::vector<uint64_t> keys = RandomKeys(count, copies, random);
      const Lists expected = JoinBySorting(keys);
      const Lists one = InOrder(join.Join(keys, 1));
      Lists sorted = one;
      std::sort(sorted.begin(), sorted.end());
      ASSERT_TRUE(sorted == expected) << count << " with " << copies;
      for (const int threads : {2, 3, 8}) {
        ASSERT_TRUE(InOrder(join.Join(keys, threads)) == one) << count << " on " << threads;
      }
    }
  }
}

// So many that records go past the caches.
TEST(KeyJoinTest, EqualsASortForManyItems) {
  Random random(2);
  const std::vector<uint64_t> keys = RandomKeys(700'000, 20'000, random);
  const Lists expected = JoinBySorting(keys);
  for (const int threads : {1, 3}) EXPECT_TRUE(Sorted(KeyJoin().Join(keys, threads)) == expected);
}

TEST(KeyJoinTest, SameOnEveryTarget) {
  Random random(3);
  const std::vector<uint64_t> keys = RandomKeys(550'000, 50'000, random);
  const Lists best = InOrder(KeyJoin().Join(keys));
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    EXPECT_TRUE(InOrder(KeyJoin().Join(keys)) == best) << target;
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

// Records hold a part of a key only: the rest must have its say. And keys that crowd into one
// partition, or share all the bits that sieves look at, are no trouble.
TEST(KeyJoinTest, ComparesWholeKeys) {
  Random random(4);
  for (const uint64_t same : {~uint64_t{0} << 20, ~uint64_t{0} >> 20, ~uint64_t{0} << 52}) {
    const uint64_t fixed = random.Next() & same;
    std::vector<uint64_t> keys(60'000);
    for (uint64_t& key : keys) key = fixed | (random.Below(40'000) * 0x100040001 & ~same);
    ASSERT_TRUE(Sorted(KeyJoin().Join(keys, 2)) == JoinBySorting(keys)) << same;
  }
}

TEST(KeyJoinTest, AllAlike) {
  const std::vector<uint64_t> keys(1'000'000, 42);
  const Buckets buckets = KeyJoin().Join(keys, 2);
  ASSERT_EQ(buckets.size(), 1U);
  ASSERT_EQ(buckets[0].size(), keys.size());
  EXPECT_TRUE(std::is_sorted(buckets[0].begin(), buckets[0].end()));
}

TEST(JoinBandsTest, EachBandAsAlone) {
  Random random(5);
  constexpr size_t kCount = 40'000;
  constexpr size_t kStride = kCount + 8;
  const std::vector<uint64_t> keys = RandomKeys(kStride * 5, kStride * 2, random);
  for (const size_t bands : {0U, 1U, 3U, 5U}) {
    for (const int threads : {1, 2, 3, 8}) {
      const std::vector<Buckets> joined = JoinBands(keys.data(), kCount, kStride, bands, threads);
      ASSERT_EQ(joined.size(), bands);
      for (size_t band = 0; band < bands; ++band) {
        const std::span<const uint64_t> of_band(keys.data() + band * kStride, kCount);
        EXPECT_TRUE(InOrder(joined[band]) == InOrder(KeyJoin().Join(of_band))) << threads;
      }
    }
  }
}

}  // namespace
}  // namespace twicetold
