#include "twicetold/sketch/reject_bound.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold {
namespace {

// The share of a binomial distribution that lies below `agreeing`, term by term.
double ShareBelow(uint32_t agreeing, uint32_t size, double p) {
  double below = 0;
  for (uint32_t k = 0; k < agreeing; ++k) {
    const double ways =
        std::lgamma(size + 1.0) - std::lgamma(k + 1.0) - std::lgamma(size - k + 1.0);
    below += std::exp(ways + k * std::log(p) + (size - k) * std::log1p(-p));
  }
  return below;
}

TEST(RejectBelowTest, IsTheBinomialBound) {
  for (const uint32_t size : {16U, 64U, 128U, 1024U}) {
    for (const double threshold : {0.3, 0.5, 0.8, 0.95}) {
      for (const double risk : {1e-2, 1e-9}) {
        // The estimate a bound lies between belongs to two numbers of agreeing digests.
        const double bound = RejectBelow(threshold, size, risk);
        const auto least = static_cast<uint32_t>(std::ceil(bound * size));
        if (bound > 0) {
          EXPECT_LE(ShareBelow(least, size, threshold), risk);
        }
        EXPECT_GT(ShareBelow(least + 1, size, threshold), risk) << size << " at " << threshold;
        EXPECT_LT(bound, threshold);
      }
    }
  }
}

TEST(RejectBelowTest, Edges) {
  EXPECT_GT(RejectBelow(1.0, 128), 127.0 / 128);  // equal sets have equal signatures
  EXPECT_LE(RejectBelow(1.0, 128), 1.0);
  EXPECT_EQ(RejectBelow(0.1, 16), 0.0);
  EXPECT_GT(RejectBelow(0.8, 128), 0.55);  // else it would dismiss little
}

// Sets of resemblance 0.8 exactly, of 9 shingles and of many: at the default risk none of them is
// dismissed, and at one in a hundred not much more than one in a hundred.
TEST(RejectBelowTest, KeepsPairsAtTheThreshold) {
  Random random(1);
  for (const SketchMethod method : {SketchMethod::kOnePermutation, SketchMethod::kClassic}) {
    for (const size_t tenth : {1U, 2U, 5U, 10U, 40U}) {
      const int trials = method == SketchMethod::kClassic ? 500 : 4000;
      int dismissed = 0;
      int dismissed_at_a_hundredth = 0;
      for (int trial = 0; trial < trials; ++trial) {
        const testing::SetPair sets = testing::MakeSetPair(8 * tenth, tenth, tenth, random);
        const Sketcher sketcher = *Sketcher::Create({method, 128, random.Next()});
        std::vector<uint16_t> a(128);
        std::vector<uint16_t> b(128);
        sketcher.Sketch(sets.a, a);
        sketcher.Sketch(sets.b, b);
        const double estimate = EstimateResemblance(a, b);
        dismissed += estimate < RejectBelow(0.8, 128) ? 1 : 0;
        dismissed_at_a_hundredth += estimate < RejectBelow(0.8, 128, 1e-2) ? 1 : 0;
      }
      EXPECT_EQ(dismissed, 0) << 9 * tenth << " shingles";
      EXPECT_LE(dismissed_at_a_hundredth, trials / 40) << 9 * tenth << " shingles";
    }
  }
}

}  // namespace
}  // namespace twicetold
