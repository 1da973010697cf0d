#include "twicetold/sketch/sketch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/reference/sketch_reference.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"

namespace twicetold {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::twicetold::testing::MakeSetPair;
using ::twicetold::testing::SetPair;
using Hashes = std::vector<uint64_t>;
using Signature = std::vector<uint16_t>;

constexpr SketchMethod kMethods[] = {SketchMethod::kOnePermutation, SketchMethod::kClassic};

Signature Sketch(const Sketcher& sketcher, const Hashes& hashes) {
  Signature signature(sketcher.options().size, 0xabcd);
  sketcher.Sketch(hashes, signature);
  return signature;
}

Sketcher Make(SketchMethod method, uint32_t size, uint64_t seed) {
  return Sketcher::Create({method, size, seed}).value();
}

Hashes RandomHashes(size_t count, Random& random) { return MakeSetPair(0, count, 0, random).a; }

TEST(SketchMethodTest, NamesRoundTrip) {
  for (const SketchMethod method : kMethods) {
    EXPECT_EQ(SketchMethodFromName(SketchMethodName(method)).value(), method);
  }
  const absl::Status status = SketchMethodFromName("simhash").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("'simhash'"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("'classic'"));
}

TEST(SketcherTest, RefusesSizesThatMakeNoSense) {
  for (const uint32_t size : {0U, 8U, 15U, 100U, 127U, 1025U, 2048U}) {
    const auto sketcher = Sketcher::Create({SketchMethod::kOnePermutation, size, 0});
    EXPECT_EQ(sketcher.status().code(), absl::StatusCode::kInvalidArgument) << size;
    EXPECT_THAT(std::string(sketcher.status().message()), HasSubstr(std::to_string(size)));
  }
  EXPECT_FALSE(Sketcher::Create({SketchMethod::kClassic, 15, 0}).ok());
  EXPECT_TRUE(Sketcher::Create({SketchMethod::kClassic, 100, 0}).ok());
  for (uint32_t size = 16; size <= 1024; size *= 2) {
    EXPECT_TRUE(Sketcher::Create({SketchMethod::kOnePermutation, size, 0}).ok()) << size;
  }
}

TEST(SketcherTest, EqualsTheLiteralReadingOfItsDefinition) {
  Random random(1);
  for (const uint32_t size : {16U, 32U, 64U, 128U, 256U, 512U, 1024U}) {
    for (const size_t count : {1U, 2U, 3U, 7U, 40U, 128U, 500U, 3000U, 5000U, 20000U}) {
      const Hashes hashes = RandomHashes(count, random);
      const uint64_t seed = random.Next();
      const Signature expected = reference::SketchOnePermutation(hashes, size, seed);
      const Sketcher sketcher = Make(SketchMethod::kOnePermutation, size, seed);
      for (const std::string& target : SimdTargets()) {
        ASSERT_TRUE(ForceSimdTarget(target).ok());
        EXPECT_EQ(Sketch(sketcher, hashes), expected)
            << size << " bins, " << count << " hashes, on " << target;
      }
      ASSERT_TRUE(ForceSimdTarget("auto").ok());
      if (count <= 500) {
        EXPECT_EQ(Sketch(Make(SketchMethod::kClassic, size, seed), hashes),
                  reference::SketchClassic(hashes, size, seed));
      }
    }
  }
}

// Beyond some thousand hashes those too great for any bin are sifted out before: not while a bin is
// empty, whatever the values.
TEST(SketcherTest, LongSetsThatLeaveBinsEmptyLoseNothing) {
  Random random(5);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    const Sketcher sketcher = Make(SketchMethod::kOnePermutation, 128, 3);
    Hashes hashes;
    for (int i = 0; i < 9000; ++i) hashes.push_back(random.Next() >> 1);  // the lower half of bins
    hashes.push_back(~uint64_t{0});                                       // and the last one
    EXPECT_EQ(Sketch(sketcher, hashes), reference::SketchOnePermutation(hashes, 128, 3)) << target;
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

TEST(SketcherTest, ExtremeHashesFillTheirBins) {
  constexpr uint64_t kOnes = std::numeric_limits<uint64_t>::max();
  const Sketcher sketcher = Make(SketchMethod::kOnePermutation, 128, 3);
  for (const Hashes& hashes : {Hashes{0}, Hashes{kOnes}, Hashes{kOnes - 1}, Hashes{0, kOnes},
                               Hashes{0xffffffff}, Hashes{0xffffffff, 0xfffffffe}}) {
    EXPECT_EQ(Sketch(sketcher, hashes), reference::SketchOnePermutation(hashes, 128, 3));
  }
  // All ones would mean "empty": the value is lowered by one instead.
  EXPECT_EQ(Sketch(sketcher, {kOnes}), Sketch(sketcher, {kOnes - 1}));
}

TEST(SketcherTest, OneElementFillsEveryDigest) {
  const Signature signature =
      Sketch(Make(SketchMethod::kOnePermutation, 1024, 5), {0x123456789abcdef0});
  EXPECT_THAT(signature, Each(signature[0]));
}

TEST(SketcherTest, EmptySetIsAllZeros) {
  for (const SketchMethod method : kMethods) {
    EXPECT_THAT(Sketch(Make(method, 64, 1), {}), Each(0));
  }
}

TEST(SketcherTest, OrderAndRepetitionDoNotMatter) {
  Random random(2);
  for (const SketchMethod method : kMethods) {
    const Sketcher sketcher = Make(method, 128, 9);
    for (const size_t count : {1U, 2U, 10U, 300U}) {
      Hashes hashes = RandomHashes(count, random);
      const Signature signature = Sketch(sketcher, hashes);
      for (size_t i = count - 1; i >= 1; --i) std::swap(hashes[i], hashes[random.Below(i + 1)]);
      EXPECT_EQ(Sketch(sketcher, hashes), signature);
      for (size_t i = 0; i < count; ++i) hashes.push_back(hashes[random.Below(count)]);
      EXPECT_EQ(Sketch(sketcher, hashes), signature);
      EXPECT_EQ(EstimateResemblance(signature, signature), 1.0);
    }
  }
}

TEST(SketcherTest, SeedChangesTheSignature) {
  Random random(3);
  const Hashes hashes = RandomHashes(20, random);
  for (const SketchMethod method : kMethods) {
    EXPECT_NE(Sketch(Make(method, 128, 1), hashes), Sketch(Make(method, 128, 2), hashes));
    EXPECT_EQ(Sketch(Make(method, 128, 1), hashes), Sketch(Make(method, 128, 1), hashes));
  }
}

struct Cell {
  size_t shared;
  size_t only_a;
  size_t only_b;
  int trials;
  double resemblance() const {
    return static_cast<double>(shared) / static_cast<double>(shared + only_a + only_b);
  }
};

// Mean and root mean square of the error of the estimate over random sets and several seeds.
struct Errors {
  double mean;
  double rmse;
  double ratio;  // rmse over sqrt(J (1 - J) / size)
};

Errors Measure(SketchMethod method, uint32_t size, const Cell& cell) {
  constexpr int kSeeds = 5;
  Random random(cell.shared * 1000003 + cell.only_a * 1009 + cell.only_b);
  double sum = 0.0;
  double squares = 0.0;
  for (int seed = 0; seed < kSeeds; ++seed) {
    const Sketcher sketcher = Make(method, size, random.Next());
    for (int trial = 0; trial < cell.trials / kSeeds; ++trial) {
      const SetPair pair = MakeSetPair(cell.shared, cell.only_a, cell.only_b, random);
      const double error = EstimateResemblance(Sketch(sketcher, pair.a), Sketch(sketcher, pair.b)) -
                           cell.resemblance();
      sum += error;
      squares += error * error;
    }
  }
  const double rmse = std::sqrt(squares / cell.trials);
  const Errors errors = {sum / cell.trials, rmse,
                         rmse / EstimateStandardError(cell.resemblance(), size)};
  std::printf("%-15s k=%-4u |A|=%-5zu |B|=%-5zu J=%.3f  mean error %+.5f (s.e. %.5f)  ratio %.3f\n",
              std::string(SketchMethodName(method)).c_str(), size, cell.shared + cell.only_a,
              cell.shared + cell.only_b, cell.resemblance(), errors.mean,
              rmse / std::sqrt(cell.trials), errors.ratio);
  return errors;
}

// Unbiased: the mean error lies within five of its standard errors. (The estimate's clamp at 0
// and the sparse digests of long texts move the mean by less than 2^-16.)
void ExpectUnbiased(const Errors& errors, const Cell& cell) {
  EXPECT_LE(std::abs(errors.mean), 5 * errors.rmse / std::sqrt(cell.trials) + 0x1.0p-16);
}

// The sampling error of a root mean square of near-normal errors is ratio / sqrt(2 trials).
double RatioSlack(const Cell& cell) { return 5 / std::sqrt(2.0 * cell.trials); }

TEST(SketchStatisticsTest, OnePermutationIsUnbiasedAndAsAccurateAsClassic) {
  for (const Cell& cell :
       {Cell{18, 2, 2, 4000}, Cell{14, 6, 6, 4000}, Cell{90, 10, 10, 4000}, Cell{50, 50, 50, 4000},
        Cell{20, 0, 180, 4000}, Cell{900, 100, 100, 2000}, Cell{5, 0, 995, 2000},
        Cell{100, 20, 2000, 1000}, Cell{18000, 2000, 2000, 400}, Cell{1000, 0, 19000, 400}}) {
    const Errors errors = Measure(SketchMethod::kOnePermutation, 128, cell);
    ExpectUnbiased(errors, cell);
    EXPECT_LE(errors.ratio, 1.0 + RatioSlack(cell));
    EXPECT_GE(errors.ratio, 0.8 - RatioSlack(cell));
  }
}

// Where shingles are about as many as bins, the balanced donors pay: a tenth less error.
TEST(SketchStatisticsTest, OnePermutationBeatsClassicWhereSetsFillTheBins) {
  for (const Cell& cell : {Cell{90, 10, 10, 4000}, Cell{350, 50, 50, 4000}}) {
    EXPECT_LE(Measure(SketchMethod::kOnePermutation, 128, cell).ratio, 0.97);
  }
}

// Elements of a tiny set that fall into one bin count as one: for sets of one and two, one chance
// in k that all digests tell of one element, which alone adds J (1 - J) / k to the variance.
TEST(SketchStatisticsTest, TinySetsAreUnbiased) {
  for (const Cell& cell : {Cell{1, 0, 1, 10000}, Cell{1, 1, 1, 10000}, Cell{2, 0, 3, 10000},
                           Cell{4, 1, 1, 10000}, Cell{5, 0, 5, 10000}}) {
    const Errors errors = Measure(SketchMethod::kOnePermutation, 128, cell);
    ExpectUnbiased(errors, cell);
    EXPECT_LE(errors.ratio, std::sqrt(2.0));
  }
}

TEST(SketchStatisticsTest, OtherSizesAreUnbiased) {
  for (const uint32_t size : {16U, 256U, 1024U}) {
    for (const Cell& cell : {Cell{14, 6, 6, 2000}, Cell{150, 50, 50, 2000}}) {
      const Errors errors = Measure(SketchMethod::kOnePermutation, size, cell);
      ExpectUnbiased(errors, cell);
      EXPECT_LE(errors.ratio, 1.02 + RatioSlack(cell));
    }
  }
}

TEST(SketchStatisticsTest, ClassicHasTheClassicError) {
  for (const Cell& cell :
       {Cell{1, 0, 1, 4000}, Cell{1, 1, 1, 4000}, Cell{4, 1, 1, 4000}, Cell{14, 6, 6, 4000},
        Cell{90, 10, 10, 2000}, Cell{20, 0, 180, 2000}, Cell{900, 100, 100, 400}}) {
    const Errors errors = Measure(SketchMethod::kClassic, 128, cell);
    ExpectUnbiased(errors, cell);
    EXPECT_NEAR(errors.ratio, 1.0, RatioSlack(cell));
  }
}

TEST(EstimateTest, CorrectsForDigestsEqualByChance) {
  Signature a(128);
  Signature b(128);
  for (size_t i = 0; i < 128; ++i) {
    a[i] = static_cast<uint16_t>(i);
    b[i] = static_cast<uint16_t>(i < 64 ? i : i + 1000);
  }
  EXPECT_EQ(EstimateResemblance(a, a), 1.0);
  EXPECT_NEAR(EstimateResemblance(a, b), 0.5, 1e-5);
  EXPECT_LT(EstimateResemblance(a, b), 0.5);
  EXPECT_EQ(EstimateResemblance(a, Signature(128, 0xffff)), 0.0);  // clamped
  EXPECT_EQ(EstimateResemblance(Signature{}, Signature{}), 0.0);
}

TEST(EstimateTest, StandardError) {
  EXPECT_EQ(EstimateStandardError(0.0, 128), 0.0);
  EXPECT_EQ(EstimateStandardError(1.0, 128), 0.0);
  EXPECT_DOUBLE_EQ(EstimateStandardError(0.5, 100), 0.05);
  EXPECT_DOUBLE_EQ(EstimateStandardError(0.8, 64), 0.05);
}

}  // namespace
}  // namespace twicetold
