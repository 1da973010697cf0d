#include "twicetold/match/exhaustive_join.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "tests/reference/pairs_reference.h"
#include "tests/reference/sets_reference.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"
#include "twicetold/match/overlap.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {

// How a failed comparison shows it.
void PrintTo(const VerifiedPair& pair, std::ostream* out) {
  *out << "(" << pair.a << ", " << pair.b << ") shared " << pair.overlap.shared << ", only_a "
       << pair.overlap.only_a << ", only_b " << pair.overlap.only_b;
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Set = std::vector<uint64_t>;
using Sets = std::vector<Set>;
using testing::Range;
using testing::ShingleSets;

TEST(JoinExhaustivelyTest, NothingToJoin) {
  EXPECT_THAT(JoinExhaustively({}, 0.5), IsEmpty());
  EXPECT_THAT(JoinExhaustively(Sets{{}}, 0.5), IsEmpty());
  EXPECT_THAT(JoinExhaustively(Sets{{}, {}, {}}, 0.1), IsEmpty());
  EXPECT_THAT(JoinExhaustively(Sets{{1}, {}, {2}}, 0.1), IsEmpty());
}

TEST(JoinExhaustivelyTest, SingletonsPairWhenEqual) {
  EXPECT_THAT(JoinExhaustively(Sets{{7}, {}, {8}, {7}}, 1.0),
              ElementsAre(VerifiedPair{0, 3, {1, 0, 0}}));
}

TEST(JoinExhaustivelyTest, IdenticalSetsAllPair) {
  for (const size_t size : {1U, 2U, 50U}) {
    const Sets sets(100, Range(10, 10 + size));
    for (const double threshold : {0.1, 0.8, 1.0}) {
      const std::vector<VerifiedPair> pairs = JoinExhaustively(sets, threshold);
      ASSERT_EQ(pairs.size(), 100U * 99U / 2U);
      EXPECT_EQ(pairs.front(), (VerifiedPair{0, 1, {size, 0, 0}}));
      EXPECT_EQ(pairs.back(), (VerifiedPair{98, 99, {size, 0, 0}}));
    }
  }
}

// Every fraction s / u with u up to 60, against the same fraction as the threshold and against
// its neighbours among the doubles' decimals.
TEST(JoinExhaustivelyTest, ResemblanceEqualToTheThresholdIsIncluded) {
  EXPECT_EQ(JoinExhaustively(Sets{Range(0, 4), Range(0, 5)}, 0.8).size(), 1U);
  EXPECT_EQ(JoinExhaustively(Sets{Range(0, 7), Range(0, 10)}, 0.7).size(), 1U);
  EXPECT_EQ(JoinExhaustively(Sets{Range(0, 6), Range(3, 10)}, 0.3).size(), 1U);
  for (uint64_t all = 1; all <= 60; ++all) {
    for (uint64_t shared = 1; shared <= all; ++shared) {
      const uint64_t only_a = (all - shared) / 3;
      const Sets sets = {Range(0, only_a + shared), Range(only_a, all)};
      const double exact = static_cast<double>(shared) / static_cast<double>(all);
      EXPECT_EQ(JoinExhaustively(sets, exact).size(), 1U) << shared << " of " << all;
      if (shared < all) {
        EXPECT_THAT(JoinExhaustively(sets, exact + 1e-9), IsEmpty()) << shared << " of " << all;
      }
      EXPECT_EQ(JoinExhaustively(sets, exact - 1e-9).size(), 1U) << shared << " of " << all;
    }
  }
}

TEST(JoinExhaustivelyTest, EqualsAllPairsOfStrings) {
  Random random(2);
  for (const size_t vocabulary : {3U, 8U, 200U}) {
    for (const size_t n : {1U, 3U}) {
      const std::vector<reference::Text> texts = testing::MakeFamilies(120, vocabulary, random);
      std::vector<std::set<std::string>> string_sets;
      string_sets.reserve(texts.size());
      for (const reference::Text& text : texts) {
        string_sets.push_back(reference::ShingleSet(text, n));
      }
      const Sets sets = ShingleSets(texts, n);
      for (uint64_t tenths = 1; tenths <= 10; ++tenths) {
        const double threshold = static_cast<double>(tenths) / 10.0;
        EXPECT_EQ(JoinExhaustively(sets, threshold), reference::AllPairs(string_sets, tenths, 10))
            << vocabulary << " words, n = " << n << ", threshold " << threshold;
      }
    }
  }
}

// Sizes from 1 to 300, elements shared by nearly all sets, sets contained in others.
TEST(JoinExhaustivelyTest, EqualsAllPairsOfSkewedSets) {
  Random random(3);
  Sets sets;
  for (int i = 0; i < 250; ++i) {
    if (i > 0 && random.Below(2) == 0) {
      Set part = sets[random.Below(sets.size())];
      const uint64_t keep = 50 + random.Below(51);
      std::erase_if(part, [&](uint64_t) { return random.Below(100) >= keep; });
      sets.push_back(part);
      continue;
    }
    Set set;
    const uint64_t size = 1 + random.Below(random.Below(10) == 0 ? 300 : 20);
    while (set.size() < size) {
      const double unit = random.Unit();
      set.push_back(static_cast<uint64_t>(unit * unit * unit * 400));  // low numbers in most sets
    }
    sets.push_back(DistinctShingles(set));
  }
  size_t found = 0;
  for (uint64_t twentieths = 1; twentieths <= 20; ++twentieths) {
    const std::vector<VerifiedPair> pairs =
        JoinExhaustively(sets, static_cast<double>(twentieths) / 20.0);
    EXPECT_EQ(pairs, reference::AllPairs(sets, twentieths, 20)) << twentieths << " / 20";
    found += pairs.size();
  }
  EXPECT_GT(found, 1000U);
}

// Many blocks of sets, in families; copies word by word among them.
Sets Families(size_t count, Random& random) {
  Sets sets;
  while (sets.size() < count) {
    if (!sets.empty() && random.Below(4) > 0) {
      Set copy = sets[random.Below(sets.size())];
      const uint64_t changed = random.Below(3) * 8;  // of 100; none in a third of copies
      for (uint64_t& element : copy)
        element = random.Below(100) < changed ? random.Next() : element;
      sets.push_back(DistinctShingles(copy));
      continue;
    }
    Set set(random.Below(80));
    for (uint64_t& element : set) element = random.Next();
    sets.push_back(DistinctShingles(set));
  }
  return sets;
}

TEST(JoinExhaustivelyTest, TheSameForAnyNumberOfThreadsAndOnEveryTarget) {
  Random random(5);
  const Sets sets = Families(700, random);
  for (const uint64_t tenths : {2U, 5U, 8U}) {
    const double threshold = static_cast<double>(tenths) / 10.0;
    const std::vector<VerifiedPair> expected = reference::AllPairs(sets, tenths, 10);
    EXPECT_GT(expected.size(), 300U);
    for (const int threads : {-1, 0, 1, 2, 3, 8, 2000}) {
      EXPECT_EQ(JoinExhaustively(sets, threshold, threads), expected) << threads << " threads";
    }
    for (const std::string& target : SimdTargets()) {
      ASSERT_TRUE(ForceSimdTarget(target).ok());
      EXPECT_EQ(JoinExhaustively(sets, threshold, 2), expected) << target;
    }
    ASSERT_TRUE(ForceSimdTarget("auto").ok());
  }
}

TEST(JoinExhaustivelyTest, GivesOutEachPairOnceInAnOrderThatThreadsDoNotChange) {
  Random random(6);
  const Sets sets = Families(700, random);
  const auto given = [&](int threads) {
    std::vector<VerifiedPair> pairs;
    JoinExhaustively(sets, 0.6, threads, [&](const VerifiedPair& pair) { pairs.push_back(pair); });
    return pairs;
  };
  std::vector<VerifiedPair> pairs = given(1);
  EXPECT_EQ(given(2), pairs);
  EXPECT_EQ(given(7), pairs);
  std::sort(pairs.begin(), pairs.end());
  EXPECT_EQ(pairs, JoinExhaustively(sets, 0.6));
}

// Nothing that is no hash may be lost: all in one part of the table, of the lists, of the sort.
TEST(JoinExhaustivelyTest, ElementsAlikeInTheirLeadingBits) {
  Random random(7);
  Sets sets = Families(300, random);
  for (Set& set : sets) {
    for (uint64_t& element : set) element >>= 44;
    set = DistinctShingles(set);
  }
  sets.push_back({~uint64_t{0}});
  sets.push_back({0});
  sets.push_back({0});
  sets.push_back({~uint64_t{0}});
  for (const uint64_t tenths : {1U, 5U, 8U, 10U}) {
    EXPECT_EQ(JoinExhaustively(sets, static_cast<double>(tenths) / 10.0, 2),
              reference::AllPairs(sets, tenths, 10));
  }
}

// As small as thresholds get: every two sets that share anything.
TEST(JoinExhaustivelyTest, AnySharedElementAtATinyThreshold) {
  Random random(8);
  Sets sets = Families(150, random);
  sets.push_back(Range(0, 3000));
  sets.push_back(Range(2999, 9000));
  std::vector<VerifiedPair> expected;
  for (const VerifiedPair& pair : reference::AllPairs(sets, 0, 1)) {
    if (pair.overlap.shared > 0) expected.push_back(pair);
  }
  EXPECT_EQ(JoinExhaustively(sets, 1e-300), expected);
}

// All sets share 60 elements and half of 80 others, so that every two have a listed element in
// common, and J is about two thirds: only counting tells which pairs hold.
TEST(JoinExhaustivelyTest, EveryPairACandidate) {
  Random random(9);
  const Set common = Range(0, 60);
  Sets sets;
  for (int i = 0; i < 300; ++i) {
    Set set = common;
    for (uint64_t other = 0; other < 80; ++other) {
      if (random.Below(2) == 0) set.push_back(1000 + other);
    }
    sets.push_back(DistinctShingles(set));
  }
  const std::vector<VerifiedPair> pairs = JoinExhaustively(sets, 0.7);
  EXPECT_EQ(pairs, reference::AllPairs(sets, 7, 10));
  EXPECT_GT(pairs.size(), 1000U);
  EXPECT_LT(pairs.size(), 300U * 299U / 4U);
  EXPECT_EQ(JoinExhaustively(sets, 0.99), reference::AllPairs(sets, 99, 100));
}

// Twenty million pairs that are never held.
TEST(JoinExhaustivelyTest, ManyEqualSetsAreGivenOutWithoutBeingCompared) {
  constexpr uint64_t kCopies = 6400;
  const Sets sets(kCopies, Range(100, 500));
  uint64_t pairs = 0;
  uint64_t sum = 0;
  JoinExhaustively(sets, 0.8, 2, [&](const VerifiedPair& pair) {
    pairs += pair.a < pair.b && pair.overlap == Overlap{400, 0, 0} ? 1U : 0U;
    sum += pair.a + pair.b;
  });
  EXPECT_EQ(pairs, kCopies * (kCopies - 1) / 2);
  EXPECT_EQ(sum, kCopies * (kCopies - 1) / 2 * (kCopies - 1));  // each index in all but one pair
}

}  // namespace
}  // namespace twicetold
