#include "twicetold/lsh/candidate_lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
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

TEST(CandidateListsTest, Nothing) {
  const CandidateLists lists({}, 0, {});
  EXPECT_THAT(lists.items(), IsEmpty());
  EXPECT_EQ(lists.largest_bucket(), 0U);
}

}  // namespace
}  // namespace twicetold
