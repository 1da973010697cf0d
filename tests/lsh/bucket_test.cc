#include "twicetold/lsh/bucket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "tests/reference/bucket_reference.h"
#include "tests/reference/pairs_reference.h"
#include "twicetold/base/random.h"
#include "twicetold/lsh/band_plan.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Digests = std::vector<uint16_t>;

// Digests out of few values, so that bands agree often and bands agree in part often.
Digests RandomSignatures(size_t count, size_t size, uint64_t values, Random& random) {
  Digests signatures(count * size);
  for (uint16_t& digest : signatures) digest = static_cast<uint16_t>(random.Below(values) * 0x4001);
  return signatures;
}

TEST(EqualBandsTest, CountsWholeBandsOnly) {
  const Digests a = {1, 2, 3, 4, 5, 6, 7};
  const Digests b = {1, 2, 3, 9, 5, 6, 8};
  EXPECT_EQ(EqualBands(a, b, {3, 2}), 2U);
  EXPECT_EQ(EqualBands(a, b, {2, 3}), 1U);
  EXPECT_EQ(EqualBands(a, a, {3, 2}), 3U);
  EXPECT_EQ(EqualBands(a, b, {1, 7}), 0U);
}

TEST(JoinBucketsTest, SmallExample) {
  const Digests signatures = {1, 2, 3, 4, 0,   //
                              1, 2, 9, 9, 0,   //
                              7, 7, 9, 9, 0,   //
                              5, 5, 5, 5, 0};  // the fifth digest is in no band
  const BucketResult result = JoinBuckets(signatures, 5, {2, 2}, {});
  EXPECT_THAT(result.candidates, ElementsAre(Candidate{0, 1}, Candidate{1, 2}));
  EXPECT_EQ(result.hot_buckets, 0U);
  EXPECT_EQ(result.largest_bucket, 2U);
}

TEST(JoinBucketsTest, NothingAndOneGiveNothing) {
  EXPECT_THAT(JoinBuckets({}, 4, {2, 2}, {}).candidates, IsEmpty());
  EXPECT_EQ(JoinBuckets({}, 4, {2, 2}, {}).largest_bucket, 0U);
  EXPECT_THAT(JoinBuckets(Digests{1, 2, 3, 4}, 4, {2, 2}, {}).candidates, IsEmpty());
  EXPECT_EQ(JoinBuckets(Digests{1, 2, 3, 4}, 4, {2, 2}, {}).largest_bucket, 1U);
}

TEST(JoinBucketsTest, EqualsAllPairsWhenNoBucketIsHot) {
  Random random(1);
  const BucketOptions options = {.bucket_limit = 1000};
  for (const BandPlan plan : {BandPlan{4, 1}, BandPlan{4, 2}, BandPlan{3, 4}, BandPlan{3, 5},
                              BandPlan{2, 7}, BandPlan{1, 12}}) {
    for (const uint64_t values : {2U, 3U, 6U, 60U}) {
      const Digests signatures = RandomSignatures(200, 15, values, random);
      const BucketResult result = JoinBuckets(signatures, 15, plan, options);
      EXPECT_EQ(result.candidates, reference::AllCandidates(signatures, 15, plan))
          << plan.bands << "x" << plan.rows << " of " << values;
      EXPECT_EQ(result.hot_buckets, 0U);
    }
  }
}

TEST(JoinBucketsTest, EqualsTheJoinBySortingForAnyNumberOfThreads) {
  Random random(4);
  const BucketOptions options = {.bucket_limit = 20, .hot_representatives = 3};
  for (const size_t count : {2U, 100U, 9000U, 40000U}) {
    // Alike in few digests, in many, and in all.
    for (const uint64_t values : {2U, 30U, 65536U, 1U}) {
      Digests signatures = RandomSignatures(count, 12, values, random);
      for (size_t copy = 0; copy < count / 20; ++copy) {
        const auto from = static_cast<std::ptrdiff_t>(random.Below(count) * 12);
        const auto to = static_cast<std::ptrdiff_t>(random.Below(count) * 12);
        std::copy_n(signatures.begin() + from, random.Below(12), signatures.begin() + to);
      }
      const BandPlan plan = {3, 4};
      const BucketResult expected = reference::JoinBucketsBySorting(signatures, 12, plan, options);
      for (const int threads : {1, 2, 5}) {
        const BucketResult result = JoinBuckets(signatures, 12, plan, options, threads);
        ASSERT_TRUE(result.candidates == expected.candidates) << count << " of " << values;
        EXPECT_EQ(result.hot_buckets, expected.hot_buckets);
        EXPECT_EQ(result.largest_bucket, expected.largest_bucket);
      }
    }
  }
}

TEST(JoinBucketsTest, OrderOfSignaturesDoesNotMatter) {
  Random random(2);
  const BandPlan plan = {3, 5};
  const Digests signatures = RandomSignatures(150, 15, 2, random);
  std::vector<uint32_t> order(150);
  std::iota(order.begin(), order.end(), uint32_t{0});
  for (size_t i = order.size() - 1; i >= 1; --i) {
    std::swap(order[i], order[random.Below(i + 1)]);
  }
  Digests shuffled;
  for (const uint32_t item : order) {
    const auto begin = signatures.begin() + std::ptrdiff_t{item} * 15;
    shuffled.insert(shuffled.end(), begin, begin + 15);
  }
  std::vector<Candidate> renamed = JoinBuckets(shuffled, 15, plan, {}).candidates;
  for (Candidate& candidate : renamed) {
    const auto [a, b] = std::minmax({order[candidate.a], order[candidate.b]});
    candidate = {a, b};
  }
  std::sort(renamed.begin(), renamed.end());
  EXPECT_EQ(renamed, JoinBuckets(signatures, 15, plan, {}).candidates);
  EXPECT_FALSE(renamed.empty());
}

TEST(JoinBucketsTest, HotBucketIsLinearAndCounted) {
  constexpr uint32_t kCount = 5000;
  const Digests signatures(size_t{kCount} * 8, 7);
  const BucketResult result =
      JoinBuckets(signatures, 8, {4, 2}, {.bucket_limit = 100, .hot_representatives = 3});
  EXPECT_EQ(result.hot_buckets, 4U);
  EXPECT_EQ(result.largest_bucket, kCount);
  // Every member with the first three and with the three directly before it, in each band the same.
  EXPECT_EQ(result.candidates.size(), 0U + 1 + 2 + 3 + 4 + 5 + 6 * (kCount - 6));
  for (const Candidate& candidate : result.candidates) {
    EXPECT_LT(candidate.a, candidate.b);
    EXPECT_TRUE(candidate.a < 3U || candidate.b - candidate.a <= 3U);
  }
}

TEST(JoinBucketsTest, BucketAtTheLimitIsNotHot) {
  const auto join = [](size_t count) {
    return JoinBuckets(Digests(count * 2, 7), 2, {1, 2},
                       {.bucket_limit = 10, .hot_representatives = 1});
  };
  EXPECT_EQ(join(10).hot_buckets, 0U);
  EXPECT_EQ(join(10).candidates.size(), 45U);
  EXPECT_EQ(join(11).hot_buckets, 1U);
  EXPECT_EQ(join(11).candidates.size(), 10U + 9U);  // with the first, and with the one before
}

// One hot bucket must not take from the others.
TEST(JoinBucketsTest, ColdBucketsBesideAHotOneGiveAllTheirPairs) {
  Digests signatures(size_t{50} * 2, 7);
  signatures.insert(signatures.end(), {1, 1, 2, 2, 1, 1, 1, 1});
  const BucketResult result =
      JoinBuckets(signatures, 2, {1, 2}, {.bucket_limit = 10, .hot_representatives = 1});
  EXPECT_EQ(result.hot_buckets, 1U);
  EXPECT_EQ(result.candidates.size(), 49U + 48U + 3U);
  EXPECT_THAT(std::vector<Candidate>(result.candidates.end() - 3, result.candidates.end()),
              ElementsAre(Candidate{50, 52}, Candidate{50, 53}, Candidate{52, 53}));
}

}  // namespace
}  // namespace twicetold
