#include "twicetold/dedup/decide_contained.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "tests/support/random_sets.h"
#include "tests/support/stored_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/dedup/options.h"
#include "twicetold/match/overlap.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using Set = std::vector<uint64_t>;
using Sets = std::vector<Set>;
using testing::Range;
using Fates = std::vector<std::pair<uint32_t, uint32_t>>;  // who went, for whom

double ContainmentIn(const Set& a, const Set& b) { return CountOverlap(a, b).ContainmentOfA(); }

// Stretches of a few lines of numbers, with gaps: parts, wholes and versions of both.
Sets MakeSets(size_t count, uint64_t seed) {
  Random random(seed);
  Sets sets;
  while (sets.size() < count) {
    const uint64_t begin = 1000 * random.Below(4) + random.Below(100);
    const uint64_t length = random.Below(80);
    const uint64_t one_in = 3 + random.Below(30);
    Set set;
    for (uint64_t i = begin; i < begin + length; ++i) {
      if (random.Below(one_in) != 0) set.push_back(i);
    }
    sets.push_back(set);
  }
  return sets;
}

// The rule as decide_contained.h tells it, word by word.
Fates ByDefinition(const Sets& sets, uint32_t references, double threshold) {
  const auto in = [&](uint32_t a, uint32_t b) {
    return a >= references && a != b && ContainmentIn(sets[a], sets[b]) >= threshold;
  };
  std::vector<bool> taken(sets.size(), false);
  std::vector<uint32_t> kept;
  Fates fates;
  for (size_t turn = 0; turn < sets.size(); ++turn) {
    const auto waits = [&](uint32_t item) {
      for (uint32_t other = 0; other < sets.size(); ++other) {
        if (!taken[other] && in(item, other) && !in(other, item)) return true;
      }
      return false;
    };
    uint32_t item = 0;
    while (taken[item] || waits(item)) ++item;
    taken[item] = true;
    const auto whole =
        std::find_if(kept.begin(), kept.end(), [&](uint32_t other) { return in(item, other); });
    if (whole == kept.end()) {
      kept.push_back(item);
    } else {
      fates.emplace_back(item, *whole);
    }
  }
  std::sort(fates.begin(), fates.end());
  return fates;
}

Decisions DecideAll(const Sets& sets, uint32_t references, const DedupOptions& options) {
  std::vector<uint64_t> numbers;
  for (uint32_t worse = 0; worse < sets.size(); ++worse) {
    for (uint32_t better = 0; better < worse; ++better) {
      numbers.push_back(ItemPair{better, worse}.Number());
    }
  }
  const testing::StoredSets stored(sets, numbers, options.memory);
  auto decisions = DecideContained(
      {stored.pairs(), stored.sets(), nullptr, static_cast<uint32_t>(sets.size()), references},
      options, stored.work(), "decide", [](const ItemOverlap&) { return absl::OkStatus(); },
      nullptr);
  EXPECT_TRUE(decisions.ok()) << decisions.status();
  return *std::move(decisions);
}

DedupOptions Options(double threshold) {
  DedupOptions options;
  options.measure = Measure::kContainment;
  options.recipe.threshold = threshold;
  return options;
}

Fates Gone(const Decisions& decisions) {
  Fates gone;
  for (const ItemFate& fate : decisions.gone) gone.emplace_back(fate.item, fate.kept);
  return gone;
}

void CheckLaws(const Sets& sets, uint32_t references, double threshold,
               const Decisions& decisions) {
  std::vector<bool> gone(sets.size(), false);
  for (const ItemFate& fate : decisions.gone) gone[fate.item] = true;
  for (const ItemFate& fate : decisions.gone) {
    ASSERT_GE(fate.item, references);
    ASSERT_FALSE(gone[fate.kept]);
    EXPECT_EQ(fate.overlap, CountOverlap(sets[fate.item], sets[fate.kept]));
    EXPECT_GE(fate.overlap.ContainmentOfA(), threshold);
  }
  for (uint32_t a = references; a < sets.size(); ++a) {
    for (uint32_t b = 0; b < sets.size(); ++b) {
      if (a == b || gone[a] || gone[b]) continue;
      EXPECT_LT(ContainmentIn(sets[a], sets[b]), threshold) << a << " in " << b;
    }
  }
}

TEST(DecideContainedTest, IsTheDefinitionAndHoldsBothLaws) {
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    const Sets sets = MakeSets(130, seed);
    for (const double threshold : {0.5, 0.8, 1.0}) {
      for (const uint32_t references : {0U, 40U}) {
        const Fates expected = ByDefinition(sets, references, threshold);
        ASSERT_GT(expected.size(), 10U);
        DedupOptions options = Options(threshold);
        options.threads = static_cast<int>(seed % 3) + 1;
        options.memory = seed % 2 == 0 ? 0 : uint64_t{1} << 30;
        options.all_pairs = seed % 4 == 1;
        const Decisions decisions = DecideAll(sets, references, options);
        EXPECT_EQ(Gone(decisions), expected) << "seed " << seed << " at " << threshold;
        CheckLaws(sets, references, threshold, decisions);
      }
    }
  }
}

TEST(DecideContainedTest, APartGoesForAWholeThatComesLater) {
  EXPECT_THAT(Gone(DecideAll({Range(0, 10), Range(0, 50)}, 0, Options(0.8))),
              ElementsAre(Pair(0, 1)));
}

TEST(DecideContainedTest, OfVersionsTheBestStays) {
  // The longer comes later, but nine tenths of it are in the first.
  EXPECT_THAT(Gone(DecideAll({Range(0, 90), Range(0, 100)}, 0, Options(0.8))),
              ElementsAre(Pair(1, 0)));
}

TEST(DecideContainedTest, PreferencesThatGoRoundInACircleAreCutAtTheWhole) {
  // The first is a part of the third, the second is a version of both.
  const Sets sets = {Range(0, 80), Range(0, 90), Range(0, 101)};
  EXPECT_THAT(Gone(DecideAll(sets, 0, Options(0.8))), ElementsAre(Pair(0, 1), Pair(2, 1)));
}

TEST(DecideContainedTest, WhatStandsInAPartThatGoesNeedNotGo) {
  // The second is at 0.8 in the third, the first at 0.8 in the second, but not in the third.
  const Sets sets = {Range(0, 10), Range(2, 30), Range(8, 200)};
  ASSERT_GE(ContainmentIn(sets[0], sets[1]), 0.75);
  ASSERT_GE(ContainmentIn(sets[1], sets[2]), 0.75);
  EXPECT_THAT(Gone(DecideAll(sets, 0, Options(0.75))), ElementsAre(Pair(1, 2)));
}

TEST(DecideContainedTest, AReferenceNeverGoes) {
  EXPECT_THAT(Gone(DecideAll({Range(0, 10), Range(0, 50)}, 1, Options(0.8))), IsEmpty());
  EXPECT_THAT(Gone(DecideAll({Range(0, 50), Range(0, 10)}, 1, Options(0.8))),
              ElementsAre(Pair(1, 0)));
}

}  // namespace
}  // namespace twicetold
