#include "twicetold/dedup/seed_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "twicetold/base/random.h"
#include "twicetold/match/containment.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

Recipe RecipeAt(double threshold, double recall) {
  Recipe recipe;
  recipe.threshold = threshold;
  recipe.recall = recall;
  return recipe;
}

// n over k; exact below 2^64.
uint64_t Choose(uint64_t n, uint64_t k) {
  if (k > n) return 0;
  uint64_t ways = 1;
  for (uint64_t i = 1; i <= k; ++i) ways = ways * (n - k + i) / i;
  return ways;
}

// The chance that of `drawn` out of `size`, of which `good` are good, fewer than `least` are.
double ChanceOfFewer(uint64_t least, uint64_t drawn, uint64_t size, uint64_t good) {
  uint64_t ways = 0;
  for (uint64_t k = 0; k < least; ++k) {
    if (k <= drawn) ways += Choose(good, k) * Choose(size - good, drawn - k);
  }
  return static_cast<double>(ways) / static_cast<double>(Choose(size, drawn));
}

TEST(SeedPlanTest, AsksForAsManyAsTheUrnAllows) {
  for (const double threshold : {0.3, 0.5, 0.8, 0.9, 1.0}) {
    SeedPlan plan(RecipeAt(threshold, 0.98));
    for (uint64_t size = 1; size <= 40; ++size) {
      const uint64_t good = LeastContained(size, threshold);
      for (uint32_t drawn = 0; drawn <= std::min<uint64_t>(size, 16); ++drawn) {
        const uint32_t least = plan.LeastShared(drawn, size);
        ASSERT_LE(least, drawn);
        EXPECT_LE(ChanceOfFewer(least, drawn, size, good), plan.missed() + 1e-12);
        if (least == drawn) continue;
        EXPECT_GT(ChanceOfFewer(least + 1, drawn, size, good), plan.missed() - 1e-12)
            << drawn << " of " << size << " at " << threshold;
      }
    }
  }
}

TEST(SeedPlanTest, UnitsOfAllSeedsAreCertain) {
  SeedPlan plan(RecipeAt(0.8, 0.98));
  for (uint32_t size = 1; size <= plan.seeds(); ++size) {
    EXPECT_EQ(plan.LeastShared(size, size), LeastContained(size, 0.8));
  }
}

TEST(SeedPlanTest, ThereAreSeedsEnoughForEveryThreshold) {
  for (const double threshold : {0.1, 0.3, 0.5, 0.7, 0.8, 0.95, 1.0}) {
    for (const double recall : {0.9, 0.98, 0.999}) {
      SeedPlan plan(RecipeAt(threshold, recall));
      for (uint64_t size = plan.seeds(); size < 100'000; size = size * 3 / 2) {
        EXPECT_GT(plan.LeastShared(plan.seeds(), size), 0U) << size << " at " << threshold;
      }
    }
  }
}

// What is promised, drawn: sets of hashes, their least ones as seeds, a whole that holds the least
// share that counts.
TEST(SeedPlanTest, LeastHashesAreDrawsFromTheUrn) {
  Random random(1);
  SeedPlan plan(RecipeAt(0.8, 0.98));
  constexpr int kTrials = 20'000;
  for (const uint64_t size : {30U, 100U, 1000U}) {
    const uint64_t good = LeastContained(size, 0.8);
    const uint32_t least = plan.LeastShared(plan.seeds(), size);
    int missed = 0;
    for (int trial = 0; trial < kTrials; ++trial) {
      std::vector<std::pair<uint64_t, bool>> set;
      for (uint64_t i = 0; i < size; ++i) set.emplace_back(random.Next(), i < good);
      std::partial_sort(set.begin(), set.begin() + plan.seeds(), set.end());
      const auto shared = std::count_if(set.begin(), set.begin() + plan.seeds(),
                                        [](const auto& element) { return element.second; });
      missed += shared < static_cast<std::ptrdiff_t>(least) ? 1 : 0;
    }
    // Six standard deviations above what is expected at most.
    const double expected = plan.missed() * kTrials;
    EXPECT_LE(missed, expected + 6 * std::sqrt(expected)) << size;
  }
}

}  // namespace
}  // namespace twicetold
