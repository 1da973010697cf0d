// The share of random pairs that become candidates, held against 1 - (1 - J^r)^b for six band
// plans: the digests of one signature are not independent, so the formula is not exact, and this
// says how near it is. The longer table is docs/sketch.md's.
//
// Tried on broken kernels: donors always the next bin, or one permutation turned round by round,
// leave whole bands to one element and flatten the curve, and 80 and more figures are missed;
// donors that depend on the size of the set lose candidates of short sets.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

#include "tests/sketch/trials.h"
#include "twicetold/lsh/band_plan.h"

namespace twicetold {
namespace {

using ::twicetold::testing::Sizes;
using ::twicetold::testing::Trials;

constexpr std::array<BandPlan, 6> kPlans = {
    BandPlan{9, 13}, BandPlan{16, 8}, BandPlan{18, 7},
    BandPlan{21, 6}, BandPlan{25, 5}, BandPlan{42, 3},
};

constexpr double kOffTheCurve = 0.01;  // what dependent digests may do, beyond the sampling error

void ExpectCurve(size_t elements, size_t percent, const Trials& trials) {
  const size_t shared = elements * percent / 100;
  const size_t only_a = (elements - shared) / 2;
  const Sizes sizes = {shared, only_a, elements - shared - only_a};
  const std::vector<size_t> met = CountCandidates(128, sizes, kPlans, trials);
  const auto all = static_cast<double>(trials.seeds * trials.each);
  for (size_t i = 0; i < kPlans.size(); ++i) {
    const double predicted = kPlans[i].CandidateProbability(sizes.resemblance());
    const double seen = static_cast<double>(met[i]) / all;
    const double error = std::sqrt(predicted * (1 - predicted) / all);
    std::printf("%ux%u, %s: predicted %.4f seen %.4f (s.e. %.4f)\n", kPlans[i].bands,
                kPlans[i].rows, Describe(sizes).c_str(), predicted, seen, error);
    EXPECT_NEAR(seen, predicted, 5 * error + 1 / all + kOffTheCurve)
        << kPlans[i].bands << "x" << kPlans[i].rows << " " << Describe(sizes);
  }
}

TEST(CurveStatisticsTest, HoldsForParagraphsAndLonger) {
  for (const size_t elements : {40U, 100U, 400U, 2000U}) {
    for (const size_t percent : {30U, 50U, 70U, 80U, 90U}) {
      ExpectCurve(elements, percent, {40, elements > 1000 ? 50U : 200U, elements + percent});
    }
  }
}

// Of two elements one decides; which bins show it is up to the tables.
TEST(CurveStatisticsTest, HoldsForAFewElements) {
  ExpectCurve(2, 50, {200, 100, 1});
  for (const size_t elements : {10U, 20U}) {
    for (const size_t percent : {30U, 50U, 70U, 80U, 90U}) {
      ExpectCurve(elements, percent, {200, 50, elements + percent});
    }
  }
}

}  // namespace
}  // namespace twicetold
