#include "twicetold/dedup/seed_plan.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/match/containment.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

constexpr double kShareOfMissed = 0.1;
constexpr uint32_t kLeastSeeds = 16;
constexpr uint64_t kMany = uint64_t{1} << 20;

}  // namespace

SeedPlan::SeedPlan(const Recipe& recipe)
    : threshold_(recipe.threshold),
      missed_(kShareOfMissed * (1.0 - recipe.recall)),
      seeds_(kLeastSeeds) {
  // A long unit is the hardest: draws from it are as good as independent.
  while (Compute(seeds_, kMany) == 0) ++seeds_;
}

uint32_t SeedPlan::LeastShared(uint32_t drawn, uint64_t size) {
  const uint64_t key = size << 16 | drawn;
  const auto [entry, is_new] = known_.try_emplace(key, 0);
  if (is_new) entry->second = Compute(drawn, size);
  return entry->second;
}

// Draws one seed after the other: chances[k] is that of k good ones so far. Nothing but the four
// operations, so that every machine comes to the same number.
uint32_t SeedPlan::Compute(uint32_t drawn, uint64_t size) const {
  const uint64_t good = LeastContained(size, threshold_);
  std::vector<double> chances(drawn + 1, 0.0);
  chances[0] = 1.0;
  for (uint32_t d = 0; d < drawn; ++d) {
    const double left = static_cast<double>(size - d);
    for (uint32_t k = d + 1; k-- > 0;) {
      const double bad_left = static_cast<double>(size - good) - static_cast<double>(d - k);
      const double chance_of_bad = std::max(bad_left, 0.0) / left;
      chances[k + 1] += chances[k] * (1.0 - chance_of_bad);
      chances[k] *= chance_of_bad;
    }
  }
  uint32_t least = 0;
  for (double fewer = chances[0]; least < drawn && fewer <= missed_; fewer += chances[++least]) {
  }
  return least;
}

}  // namespace twicetold
