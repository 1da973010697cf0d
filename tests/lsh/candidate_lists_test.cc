#include "twicetold/lsh/candidate_lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/lsh/bucket.h"
#include "twicetold/lsh/key_join.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<uint32_t> Earlier(const CandidateLists& lists, size_t place) {
  std::vector<uint32_t> earlier = {99};  // what was there is gone
  lists.EarlierThan(place, earlier);
  return earlier;
}

TEST(CandidateListsTest, EarlierMembersOfAllBucketsEachOnce) {
  const CandidateLists lists({{{1, 4, 7, 2, 9}, {3, 5}}, {}, {{0, 1, 7}, {3}}}, 10, {});
  EXPECT_THAT(lists.items(), ElementsAre(1, 4, 7, 9));
  EXPECT_THAT(Earlier(lists, 0), ElementsAre(0));
  EXPECT_THAT(Earlier(lists, 1), ElementsAre(1));
  EXPECT_THAT(Earlier(lists, 2), ElementsAre(0, 1, 4));
  EXPECT_THAT(Earlier(lists, 3), ElementsAre(2));
  EXPECT_EQ(lists.hot_buckets(), 0U);
  EXPECT_EQ(lists.largest_bucket(), 3U);
}

TEST(CandidateListsTest, HotBucketsMeetTheirFirstMembersOnly) {
  const Buckets hot = {{10, 11, 12, 13, 14}, {5}};
  const Buckets cold = {{12, 13, 14}, {3}};
  const CandidateLists lists({hot, cold}, 20, {.bucket_limit = 4, .hot_representatives = 2});
  EXPECT_EQ(lists.hot_buckets(), 1U);
  EXPECT_EQ(lists.largest_bucket(), 5U);
  EXPECT_THAT(Earlier(lists, 0), ElementsAre(10));
  EXPECT_THAT(Earlier(lists, 1), ElementsAre(10, 11));
  EXPECT_THAT(Earlier(lists, 3), ElementsAre(10, 11, 12, 13));
}

TEST(CandidateListsTest, BucketByBucketEachPairOnce) {
  const Buckets hot = {{1, 2, 3, 4, 5, 6}, {6}};
  const Buckets first = {{2, 4, 6, 0, 5}, {3, 5}};
  const Buckets second = {{1, 2, 4}, {3}};
  const CandidateLists lists({hot, first, second}, 7,
                             {.bucket_limit = 4, .hot_representatives = 1});
  ASSERT_THAT(lists.items(), ElementsAre(2, 3, 4, 5, 6));
  EXPECT_EQ(lists.hot_buckets(), 1U);
  std::vector<std::vector<uint32_t>> of_buckets;
  lists.ForEachBucket([&](std::span<const uint32_t> bucket) {
    if (lists.IsHot(bucket)) return;
    for (size_t before = 1; before < bucket.size(); ++before) {
      lists.EarlierInBucket(bucket, before, of_buckets.emplace_back());
    }
  });
  // 2-4 in the second bucket was told by the first.
  EXPECT_THAT(of_buckets, ElementsAre(ElementsAre(2), ElementsAre(2, 4), ElementsAre(0),
                                      ElementsAre(1), ElementsAre(1)));
  std::vector<std::vector<uint32_t>> of_hot(lists.items().size());
  for (size_t place = 0; place < of_hot.size(); ++place) {
    lists.EarlierInHotBuckets(place, of_hot[place]);
  }
  // The first and the last member before each, but for 1-2 and 1-4, which buckets told.
  EXPECT_THAT(of_hot, ElementsAre(IsEmpty(), ElementsAre(1, 2), ElementsAre(3), ElementsAre(1, 4),
                                  ElementsAre(1, 5)));
}

TEST(CandidateListsTest, Nothing) {
  const CandidateLists lists({}, 0, {});
  EXPECT_THAT(lists.items(), IsEmpty());
  EXPECT_EQ(lists.largest_bucket(), 0U);
}

}  // namespace
}  // namespace twicetold
