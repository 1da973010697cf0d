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

using Keys = std::vector<uint64_t>;
using ShortKeys = std::vector<uint32_t>;

constexpr size_t kNone = 0;

// The obvious way: sort.
template <typename Key>
Lists JoinBySorting(const std::vector<Key>& keys) {
  std::vector<std::pair<Key, uint32_t>> records;
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

Keys RandomKeys(size_t count, size_t copies, Random& random) {
  Keys keys(count);
  for (uint64_t& key : keys) key = random.Next();
  for (size_t i = 0; i < copies; ++i) keys[random.Below(count)] = keys[random.Below(count)];
  return keys;
}

ShortKeys Shorten(const Keys& keys) {
  ShortKeys short_keys;
  for (const uint64_t key : keys) short_keys.push_back(static_cast<uint32_t>(key >> 32));
  return short_keys;
}

TEST(KeyJoinTest, SmallExample) {
  const Keys keys = {7, ~uint64_t{0}, 9, 7, 1, ~uint64_t{0}, 7};
  const ShortKeys short_keys = {7, ~uint32_t{0}, 9, 7, 1, ~uint32_t{0}, 7};
  const auto as_expected = ElementsAre(ElementsAre(0, 3, 6), ElementsAre(1, 5));
  EXPECT_THAT(Sorted(KeyJoin().Join(keys)), as_expected);
  EXPECT_THAT(Sorted(KeyJoin(kNone).Join(keys)), as_expected);
  EXPECT_THAT(Sorted(KeyJoin().Join(short_keys)), as_expected);
}

TEST(KeyJoinTest, NothingAndOneShareNothing) {
  for (const size_t most_undivided : {kNone, kMostUndivided}) {
    EXPECT_THAT(InOrder(KeyJoin(most_undivided).Join(Keys{}, 2)), IsEmpty());
    EXPECT_THAT(InOrder(KeyJoin(most_undivided).Join(Keys{5}, 2)), IsEmpty());
  }
  EXPECT_THAT(InOrder(KeyJoin().Join(ShortKeys{})), IsEmpty());
  EXPECT_THAT(InOrder(KeyJoin().Join(ShortKeys{5})), IsEmpty());
}

// From all alone to all alike; sizes around those of partitions and of cache lines.
TEST(KeyJoinTest, EqualsASortForAnyNumberOfThreads) {
  Random random(1);
  KeyJoin undivided;
  KeyJoin divided(kNone);
  for (const size_t count : {2U, 63U, 8191U, 8192U, 70001U, 140000U}) {
    for (const size_t copies : {size_t{0}, count / 40, count, 8 * count}) {
      const Keys keys = RandomKeys(count, copies, random);
      const Lists expected = JoinBySorting(keys);
      ASSERT_TRUE(Sorted(undivided.Join(keys)) == expected) << count << " with " << copies;
      const Lists one = InOrder(divided.Join(keys, 1));
      Lists sorted = one;
      std::sort(sorted.begin(), sorted.end());
      ASSERT_TRUE(sorted == expected) << count << " with " << copies;
      for (const int threads : {2, 3, 8}) {
        ASSERT_TRUE(InOrder(divided.Join(keys, threads)) == one) << count << " on " << threads;
      }
      const ShortKeys short_keys = Shorten(keys);
      ASSERT_TRUE(Sorted(undivided.Join(short_keys)) == JoinBySorting(short_keys)) << count;
    }
  }
}

// Just as many as are not divided, and one more.
TEST(KeyJoinTest, TwoWaysMeetAtTheLimit) {
  Random random(2);
  constexpr size_t kLimit = 100'000;
  KeyJoin join(kLimit);
  for (const size_t count : {kLimit, kLimit + 1}) {
    const Keys keys = RandomKeys(count, 20'000, random);
    for (const int threads : {1, 3}) {
      EXPECT_TRUE(Sorted(join.Join(keys, threads)) == JoinBySorting(keys)) << count;
    }
  }
}

// So many that slots are fewer a key.
TEST(KeyJoinTest, EqualsASortForManyShortKeys) {
  Random random(7);
  const ShortKeys keys = Shorten(RandomKeys((size_t{1} << 21) + 1000, 20'000, random));
  EXPECT_TRUE(Sorted(KeyJoin().Join(keys)) == JoinBySorting(keys));
}

TEST(KeyJoinTest, SameOnEveryTarget) {
  Random random(3);
  const Keys keys = RandomKeys(200'000, 50'000, random);
  const ShortKeys short_keys = Shorten(keys);
  const Lists undivided = InOrder(KeyJoin().Join(keys));
  const Lists divided = InOrder(KeyJoin(kNone).Join(keys));
  const Lists of_short = InOrder(KeyJoin().Join(short_keys));
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    EXPECT_TRUE(InOrder(KeyJoin().Join(keys)) == undivided) << target;
    EXPECT_TRUE(InOrder(KeyJoin(kNone).Join(keys)) == divided) << target;
    EXPECT_TRUE(InOrder(KeyJoin().Join(short_keys)) == of_short) << target;
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

// Records hold a part of a key only: the rest must have its say. And keys that crowd into one
// partition, or share all the bits that sieves look at, are no trouble.
TEST(KeyJoinTest, ComparesWholeKeys) {
  Random random(4);
  for (const uint64_t same : {~uint64_t{0} << 20, ~uint64_t{0} >> 20, ~uint64_t{0} << 52}) {
    const uint64_t fixed = random.Next() & same;
    Keys keys(60'000);
    for (uint64_t& key : keys) key = fixed | (random.Below(40'000) * 0x100040001 & ~same);
    const Lists expected = JoinBySorting(keys);
    ASSERT_TRUE(Sorted(KeyJoin().Join(keys)) == expected) << same;
    ASSERT_TRUE(Sorted(KeyJoin(kNone).Join(keys, 2)) == expected) << same;
    const ShortKeys short_keys = Shorten(keys);
    ASSERT_TRUE(Sorted(KeyJoin().Join(short_keys)) == JoinBySorting(short_keys)) << same;
  }
}

TEST(KeyJoinTest, AllAlike) {
  const Keys keys(1'000'000, 42);
  for (const size_t most_undivided : {kNone, kMostUndivided}) {
    const Buckets buckets = KeyJoin(most_undivided).Join(keys, 2);
    ASSERT_EQ(buckets.size(), 1U);
    ASSERT_EQ(buckets[0].size(), keys.size());
    EXPECT_TRUE(std::is_sorted(buckets[0].begin(), buckets[0].end()));
  }
}

TEST(JoinBandsTest, EachBandAsAlone) {
  Random random(5);
  constexpr size_t kCount = 40'000;
  constexpr size_t kStride = kCount + 8;
  const Keys keys = RandomKeys(kStride * 5, kStride * 2, random);
  const ShortKeys short_keys = Shorten(keys);
  const auto check = [&](const auto* data, size_t bands, int threads, auto... most_undivided) {
    const std::vector<Buckets> joined =
        JoinBands(data, kCount, kStride, bands, threads, most_undivided...);
    ASSERT_EQ(joined.size(), bands);
    for (size_t band = 0; band < bands; ++band) {
      const std::span of_band(data + band * kStride, kCount);
      EXPECT_TRUE(InOrder(joined[band]) == InOrder(KeyJoin(most_undivided...).Join(of_band)))
          << threads;
    }
  };
  for (const size_t bands : {0U, 1U, 3U, 5U}) {
    for (const int threads : {1, 2, 3, 8}) {
      check(keys.data(), bands, threads);
      check(keys.data(), bands, threads, kNone);
      check(short_keys.data(), bands, threads);
    }
  }
}

}  // namespace
}  // namespace twicetold
