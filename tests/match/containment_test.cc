#include "twicetold/match/containment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/match/overlap.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {
namespace {

using Set = std::vector<uint64_t>;

// Families of near copies, cut and extended ones among them; some empty.
std::vector<Set> MakeSets(size_t count, uint64_t seed) {
  Random random(seed);
  std::vector<std::vector<std::string>> texts = testing::MakeFamilies(count / 2, 400, random);
  while (texts.size() < count) {
    std::vector<std::string> text = texts[random.Below(texts.size())];
    if (random.Below(2) == 0) {
      text.resize(random.Below(text.size() + 1));
    } else {
      const std::vector<std::string>& more = texts[random.Below(texts.size())];
      text.insert(text.end(), more.begin(), more.end());
    }
    texts.push_back(text);
  }
  std::vector<Set> sets;
  for (const auto& words : texts) {
    sets.push_back(DistinctShingles(ShingleWords(testing::HashWords(words), 3)));
  }
  return sets;
}

bool OneInTheOther(const Overlap& overlap, double threshold) {
  return overlap.ContainmentOfA() >= threshold || overlap.ContainmentOfB() >= threshold;
}

TEST(ContainmentTest, LeastContainedIsTheFirstShareThatReaches) {
  for (const double threshold : {0.01, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0}) {
    for (uint64_t size = 1; size < 300; ++size) {
      uint64_t shared = 0;
      while (Overlap{shared, size - shared, 0}.ContainmentOfA() < threshold) ++shared;
      EXPECT_EQ(LeastContained(size, threshold), shared) << size << " at " << threshold;
    }
  }
  EXPECT_EQ(LeastContained(5, 0.8), 4U);
  EXPECT_EQ(LeastContained(0, 0.8), 0U);
}

TEST(ContainmentTest, OverlapContainingIsTheOverlapOfPairsThatHold) {
  const std::vector<Set> sets = MakeSets(300, 1);
  size_t held = 0;
  for (const double threshold : {0.3, 0.8, 1.0}) {
    for (const Set& a : sets) {
      for (const Set& b : sets) {
        const Overlap overlap = CountOverlap(a, b);
        const std::optional<Overlap> found = OverlapContaining(threshold, a, b);
        ASSERT_EQ(found.has_value(), OneInTheOther(overlap, threshold));
        if (!found) continue;
        ASSERT_EQ(*found, overlap);
        if (overlap.Resemblance() < 0.5) ++held;
      }
    }
  }
  EXPECT_GT(held, 200U) << "too few pairs of a part and a whole to say anything";
}

TEST(ContainmentTest, TheJoinFindsAllPairsThatHoldAndNoOthers) {
  for (const uint64_t seed : {2U, 3U}) {
    const std::vector<Set> sets = MakeSets(700, seed);
    for (const double threshold : {0.2, 0.8, 1.0}) {
      std::vector<VerifiedPair> expected;
      for (uint32_t a = 0; a < sets.size(); ++a) {
        for (uint32_t b = a + 1; b < sets.size(); ++b) {
          const Overlap overlap = CountOverlap(sets[a], sets[b]);
          if (OneInTheOther(overlap, threshold)) expected.push_back({a, b, overlap});
        }
      }
      ASSERT_GT(expected.size(), 100U);
      EXPECT_EQ(JoinContained(sets, threshold), expected) << "at " << threshold;
    }
  }
}

TEST(ContainmentTest, AFewElementsAreLookedUpInMany) {
  Random random(4);
  Set large;
  for (int i = 0; i < 5000; ++i) large.push_back(random.Below(20'000));
  large = DistinctShingles(large);
  size_t held = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    Set small;
    const uint64_t size = 1 + random.Below(200);
    for (uint64_t i = 0; i < size; ++i) {
      const bool inside = random.Below(5) != 0;
      small.push_back(inside ? large[random.Below(large.size())] : random.Below(20'000));
    }
    small = DistinctShingles(small);
    const Overlap overlap = CountOverlap(small, large);
    for (const double threshold : {0.5, 0.8, 1.0}) {
      const bool holds = overlap.ContainmentOfA() >= threshold;
      held += holds ? 1U : 0U;
      const std::optional<Overlap> expected = holds ? std::optional(overlap) : std::nullopt;
      ASSERT_EQ(OverlapContaining(threshold, small, large), expected);
      ASSERT_EQ(OverlapContaining(threshold, large, small).has_value(), holds);
    }
  }
  EXPECT_GT(held, 1000U);
}

TEST(ContainmentTest, EmptySetsAreInNone) {
  EXPECT_TRUE(JoinContained(std::vector<Set>{{}, {}, {1}}, 0.5).empty());
  EXPECT_EQ(OverlapContaining(0.5, {}, Set{1}), std::nullopt);
}

}  // namespace
}  // namespace twicetold
