#include "twicetold/match/keep_first.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "tests/reference/pairs_reference.h"
#include "twicetold/base/random.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/match/overlap.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Set = std::vector<uint64_t>;
using Sets = std::vector<Set>;

// What every pair says: the clusters of their representatives.
std::vector<uint32_t> ByAllPairs(const Sets& sets, uint64_t tenths) {
  std::vector<uint32_t> representatives(sets.size());
  std::iota(representatives.begin(), representatives.end(), 0U);
  const std::vector<uint32_t> preference = representatives;
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  for (const VerifiedPair& pair : reference::AllPairs(sets, tenths, 10)) {
    pairs.emplace_back(pair.a, pair.b);
  }
  for (const Cluster& cluster :
       ClusterByRepresentative(static_cast<uint32_t>(sets.size()), preference, pairs)) {
    for (const uint32_t member : cluster.members) representatives[member] = cluster.representative;
  }
  return representatives;
}

// A chain of copies, each with some elements changed, left out or added, some not at all.
Sets Chains(size_t count, uint64_t vocabulary, Random& random) {
  const auto element = [&] { return vocabulary == 0 ? random.Next() : random.Below(vocabulary); };
  Sets sets;
  while (sets.size() < count) {
    Set set;
    if (!sets.empty() && random.Below(5) > 0) {
      set = sets[sets.size() - 1 - random.Below(std::min<uint64_t>(sets.size(), 20))];
      const uint64_t changed = random.Below(4) * 6;  // of 100
      for (uint64_t& old : set) old = random.Below(100) < changed ? element() : old;
      if (random.Below(3) == 0) set.resize(set.size() - random.Below(set.size() / 3 + 1));
    } else {
      for (uint64_t i = random.Below(90); i > 0; --i) set.push_back(element());
    }
    sets.push_back(DistinctShingles(set));
  }
  return sets;
}

TEST(KeepFirstTest, EqualsTheClustersOfAllPairs) {
  Random random(4);
  for (const uint64_t vocabulary : {0U, 60U, 400U}) {
    const Sets sets = Chains(350, vocabulary, random);
    for (uint64_t tenths = 1; tenths <= 10; ++tenths) {
      const std::vector<uint32_t> expected = ByAllPairs(sets, tenths);
      for (const int threads : {1, 3}) {
        EXPECT_EQ(KeepFirst(sets, static_cast<double>(tenths) / 10.0, threads), expected)
            << tenths << " tenths, " << vocabulary;
      }
    }
  }
}

TEST(KeepFirstTest, NothingAndEmptySetsAreKept) {
  EXPECT_THAT(KeepFirst({}, 0.8), IsEmpty());
  EXPECT_THAT(KeepFirst(Sets{{}, {}, {5}, {}, {5}}, 1e-300), ElementsAre(0, 1, 2, 3, 2));
}

// 0 and 1 are alike, 1 and 2 too, 0 and 2 are not: 2 is kept, since 1 is not there to join.
TEST(KeepFirstTest, DoesNotChain) {
  const Sets sets = {{1, 2, 3, 4, 5}, {2, 3, 4, 5, 6}, {3, 4, 5, 6, 7}, {4, 5, 6, 7, 8}};
  EXPECT_THAT(KeepFirst(sets, 0.6), ElementsAre(0, 0, 2, 2));
}

// The first kept one, though the last is equal.
TEST(KeepFirstTest, TheFirstThatReachesTheThresholdNotTheNearest) {
  const Sets sets = {
      {1, 2, 3, 4, 5, 6}, {4, 5, 6, 7, 8, 9}, {2, 3, 4, 5, 6, 7}, {2, 3, 4, 5, 6, 7}};
  EXPECT_THAT(KeepFirst(sets, 0.5), ElementsAre(0, 1, 0, 0));
}

// A hundred thousand equal ones, and as many that differ from the first by one element each: their
// pairs would be ten thousand million.
TEST(KeepFirstTest, HugeFamiliesTakeLinearTime) {
  constexpr uint32_t kCopies = 100'000;
  Random random(5);
  Set first(20);
  for (uint64_t& element : first) element = random.Next();
  first = DistinctShingles(first);
  Sets sets(kCopies, first);
  for (uint32_t i = 0; i < kCopies; ++i) {
    Set near = first;
    near[random.Below(near.size())] = random.Next();
    sets.push_back(DistinctShingles(near));
  }
  EXPECT_EQ(KeepFirst(sets, 0.8, 2), std::vector<uint32_t>(2 * size_t{kCopies}, 0U));
}

}  // namespace
}  // namespace twicetold
