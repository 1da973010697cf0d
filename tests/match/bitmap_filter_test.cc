#include "twicetold/match/bitmap_filter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"
#include "twicetold/match/bitmap_kernel.h"
#include "twicetold/match/overlap_bounds.h"

namespace twicetold {
namespace {

using testing::MakeSetPair;
using testing::SetPair;
using Numbers = std::vector<uint64_t>;

bool MayReach(double threshold, const Numbers& a, const Numbers& b) {
  const size_t words = BitmapWords(std::max(a.size(), b.size()));
  Numbers bitmap_a;
  Numbers bitmap_b;
  MakeBitmap(a, words, bitmap_a);
  MakeBitmap(b, words, bitmap_b);
  return BitmapsMayReach(threshold, a.size(), bitmap_a, b.size(), bitmap_b);
}

TEST(BitmapWordsTest, EightToSixteenSlotsAShingleWithinBounds) {
  EXPECT_EQ(BitmapWords(0), 8U);
  EXPECT_EQ(BitmapWords(64), 8U);
  EXPECT_EQ(BitmapWords(65), 16U);
  EXPECT_EQ(BitmapWords(393), 64U);
  EXPECT_EQ(BitmapWords(32'768), 4096U);
  EXPECT_EQ(BitmapWords(SIZE_MAX), 4096U);
}

TEST(MakeBitmapTest, SlotsAreTheTopBits) {
  Numbers bitmap(3, 7);  // what was there before is gone
  MakeBitmap(Numbers{0, 1, uint64_t{1} << 55, ~uint64_t{0}, ~uint64_t{0}}, 8, bitmap);
  EXPECT_EQ(bitmap, (Numbers{0b11, 0, 0, 0, 0, 0, 0, uint64_t{1} << 63}));
}

class EveryTargetTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { ASSERT_TRUE(ForceSimdTarget(GetParam()).ok()); }
  void TearDown() override { ASSERT_TRUE(ForceSimdTarget("auto").ok()); }
};

std::string TargetName(const ::testing::TestParamInfo<std::string>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Simd, EveryTargetTest, ::testing::ValuesIn(SimdTargets()), TargetName);

TEST_P(EveryTargetTest, SlotsApartAreCounted) {
  Random random(1);
  for (size_t words = 0; words <= 40; ++words) {
    Numbers a;
    Numbers b;
    SlotsApart expected;
    for (size_t i = 0; i < words; ++i) {
      a.push_back(random.Next() & random.Next());
      b.push_back(random.Next());
      expected.only_a += static_cast<size_t>(std::popcount(a[i] & ~b[i]));
      expected.only_b += static_cast<size_t>(std::popcount(b[i] & ~a[i]));
    }
    const SlotsApart apart = CountSlotsApart(a.data(), b.data(), words);
    EXPECT_EQ(apart.only_a, expected.only_a) << words;
    EXPECT_EQ(apart.only_b, expected.only_b) << words;
  }
}

// The threshold is the very resemblance of the pair, the hardest there is; sizes up to beyond what
// bitmaps grow for.
TEST_P(EveryTargetTest, NoPairIsDismissed) {
  Random random(2);
  for (const size_t size : {1U, 2U, 7U, 40U, 400U, 3'000U, 60'000U}) {
    const int trials = size > 1'000 ? 3 : 200;
    for (int trial = 0; trial < trials; ++trial) {
      const size_t shared = 1 + random.Below(size);
      const SetPair pair = MakeSetPair(shared, random.Below(size), random.Below(size), random);
      const double resemblance = Share(shared, pair.a.size() + pair.b.size() - shared);
      EXPECT_TRUE(MayReach(resemblance, pair.a, pair.b)) << size << ", trial " << trial;
    }
  }
}

// Lists that say a shingle several times, as texts do: sizes are too large then, never too small.
TEST_P(EveryTargetTest, NoPairOfListsWithRepetitionsIsDismissed) {
  Random random(3);
  for (int trial = 0; trial < 300; ++trial) {
    const size_t shared = 1 + random.Below(50);
    SetPair pair = MakeSetPair(shared, random.Below(50), random.Below(50), random);
    const double resemblance = Share(shared, pair.a.size() + pair.b.size() - shared);
    for (Numbers* const list : {&pair.a, &pair.b}) {
      for (size_t more = random.Below(60); more > 0; --more) {
        list->push_back((*list)[random.Below(list->size())]);
      }
    }
    EXPECT_TRUE(MayReach(resemblance, pair.a, pair.b)) << "trial " << trial;
  }
}

TEST_P(EveryTargetTest, PairsWellBelowTheThresholdAreDismissed) {
  Random random(4);
  for (const size_t tenth : {5U, 40U, 400U}) {
    for (int trial = 0; trial < 50; ++trial) {
      const SetPair pair = MakeSetPair(6 * tenth, 2 * tenth, 2 * tenth, random);  // 0.6
      EXPECT_FALSE(MayReach(0.8, pair.a, pair.b)) << tenth << ", trial " << trial;
    }
  }
}

TEST_P(EveryTargetTest, NothingAndOneShingle) {
  EXPECT_FALSE(MayReach(0.1, {}, {}));
  EXPECT_FALSE(MayReach(0.1, {1}, {}));
  EXPECT_TRUE(MayReach(1.0, {1}, {1}));
  EXPECT_FALSE(MayReach(0.1, {1}, {~uint64_t{0}}));
}

}  // namespace
}  // namespace twicetold
