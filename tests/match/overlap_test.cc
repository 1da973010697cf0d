#include "twicetold/match/overlap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "tests/reference/sets_reference.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"
#include "twicetold/match/intersect_kernel.h"
#include "twicetold/match/overlap_bounds.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {

// How a failed comparison shows it.
void PrintTo(const Overlap& overlap, std::ostream* out) {
  *out << "{shared " << overlap.shared << ", only_a " << overlap.only_a << ", only_b "
       << overlap.only_b << "}";
}

namespace {

using Set = std::vector<uint64_t>;
using Sets = std::vector<Set>;
using testing::Range;
using testing::ShingleSets;

TEST(OverlapTest, MeasuresOfKnownSets) {
  const Overlap overlap = CountOverlap(Set{1, 2, 3, 4}, Set{2, 4, 5, 6, 7, 8});
  EXPECT_EQ(overlap, (Overlap{2, 2, 4}));
  EXPECT_DOUBLE_EQ(overlap.Resemblance(), 0.25);
  EXPECT_DOUBLE_EQ(overlap.ContainmentOfA(), 0.5);
  EXPECT_DOUBLE_EQ(overlap.ContainmentOfB(), 1.0 / 3);
}

TEST(OverlapTest, EqualDisjointAndEmptySets) {
  EXPECT_EQ(CountOverlap(Set{1, 9}, Set{1, 9}).Resemblance(), 1.0);
  EXPECT_EQ(CountOverlap(Set{1, 9}, Set{2, 8}), (Overlap{0, 2, 2}));
  EXPECT_EQ(CountOverlap(Set{1, 9}, Set{2, 8}).Resemblance(), 0.0);
  const Overlap with_empty = CountOverlap(Set{1}, Set{});
  EXPECT_EQ(with_empty.Resemblance(), 0.0);
  EXPECT_EQ(with_empty.ContainmentOfA(), 0.0);
  EXPECT_EQ(with_empty.ContainmentOfB(), 0.0);
  EXPECT_EQ(CountOverlap(Set{}, Set{}).Resemblance(), 0.0);
}

TEST(OverlapTest, ExtremeElements) {
  constexpr uint64_t kGreatest = ~uint64_t{0};
  EXPECT_EQ(CountOverlap(Set{0, kGreatest}, Set{0, 5, kGreatest}), (Overlap{2, 0, 1}));
}

// Sizes around every width of vector and block, elements at both ends of their range, sets apart
// from each other, in each other, and turn by turn: on every target, and with any bound.
class EveryTargetTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { ASSERT_TRUE(ForceSimdTarget(GetParam()).ok()); }
  void TearDown() override { ASSERT_TRUE(ForceSimdTarget("auto").ok()); }

  static void ExpectCounted(const Set& a, const Set& b) {
    Set both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    const uint64_t shared = both.size();
    const Overlap expected{shared, a.size() - shared, b.size() - shared};
    ASSERT_EQ(CountOverlap(a, b), expected) << a.size() << " and " << b.size();
    const uint64_t least = std::min(a.size(), b.size());
    for (const uint64_t required : {shared, shared + 1, shared / 2, least, least + 1}) {
      const uint64_t counted = CountShared(a.data(), a.size(), b.data(), b.size(), required);
      if (required <= shared) {
        ASSERT_EQ(counted, shared) << a.size() << " and " << b.size() << ", " << required;
      } else {
        ASSERT_LT(counted, required) << a.size() << " and " << b.size();
      }
    }
    for (const double threshold : {1e-300, 0.01, 0.5, expected.Resemblance(), 0.8, 1.0}) {
      if (threshold == 0.0) continue;
      const std::optional<Overlap> reaching = OverlapReaching(threshold, a, b);
      ASSERT_EQ(reaching.has_value(), expected.Resemblance() >= threshold)
          << a.size() << " and " << b.size() << ", " << threshold;
      if (reaching) {
        ASSERT_EQ(*reaching, expected);
      }
    }
  }
};

std::string TargetName(const ::testing::TestParamInfo<std::string>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Simd, EveryTargetTest, ::testing::ValuesIn(SimdTargets()), TargetName);

// `size` numbers, sorted, a `tenths` of them taken from `other`.
Set SetThatShares(size_t size, const Set& other, uint64_t tenths, Random& random) {
  Set set;
  for (size_t i = 0; i < size; ++i) {
    const bool common = !other.empty() && random.Below(10) < tenths;
    set.push_back(common ? other[random.Below(other.size())] : random.Next());
  }
  return DistinctShingles(set);
}

TEST_P(EveryTargetTest, EverySmallSize) {
  Random random(11);
  for (size_t size_a = 0; size_a <= 36; ++size_a) {
    for (size_t size_b = 0; size_b <= 36; ++size_b) {
      for (const uint64_t tenths : {0U, 5U, 10U}) {
        const Set a = SetThatShares(size_a, {}, 0, random);
        ExpectCounted(a, SetThatShares(size_b, a, tenths, random));
      }
    }
  }
}

// Where sets begin to be cut in two, at values that stand in the other or do not.
TEST_P(EveryTargetTest, SizesThatAreWorthTwoWalks) {
  Random random(13);
  for (size_t size_a = 88; size_a <= 112; ++size_a) {
    for (const size_t size_b : {90U, 95U, 96U, 97U, 103U, 104U, 150U, 700U}) {
      for (const uint64_t tenths : {0U, 5U, 9U, 10U}) {
        const Set a = SetThatShares(size_a, {}, 0, random);
        ExpectCounted(a, SetThatShares(size_b, a, tenths, random));
      }
    }
  }
  ExpectCounted(Range(0, 200), Range(200, 400));
  ExpectCounted(Range(100, 300), Range(0, 100));
}

TEST_P(EveryTargetTest, LargeAndVeryUnequalSizes) {
  Random random(12);
  for (const size_t size_a : {1U, 7U, 8U, 65U, 400U, 1001U}) {
    for (const size_t size_b : {63U, 64U, 400U, 1003U, 50000U}) {
      for (const uint64_t tenths : {0U, 1U, 5U, 9U, 10U}) {
        const Set a = SetThatShares(size_a, {}, 0, random);
        const Set b = SetThatShares(size_b, a, tenths, random);
        ExpectCounted(a, b);
        ExpectCounted(b, a);
      }
    }
  }
}

TEST_P(EveryTargetTest, ExtremeAndNeighbouringElements) {
  constexpr uint64_t kGreatest = ~uint64_t{0};
  for (size_t size = 1; size <= 70; ++size) {
    Set low = Range(0, size);
    Set high;
    for (size_t i = size; i-- > 0;) high.push_back(kGreatest - i);
    Set even;
    Set odd;
    for (uint64_t i = 0; i < size; ++i) {
      even.push_back(2 * i);
      odd.push_back(2 * i + 1);
    }
    Set ends = low;
    ends.insert(ends.end(), high.begin(), high.end());
    const std::vector<Set> sets = {{},   {0}, {kGreatest}, {0, kGreatest}, low, high,
                                   even, odd, ends};
    for (const Set& a : sets) {
      for (const Set& b : sets) ExpectCounted(a, b);
    }
  }
}

// The bounds by trying every overlap.
TEST(OverlapBoundsTest, AreTheLeastThatReachTheThreshold) {
  std::vector<double> thresholds = {1e-300, 1e-9, 0.1, 1.0 / 3, 0.5, 0.7, 0.8, 0.9, 1.0};
  for (const double near : {0.5, 0.8, 2.0 / 3}) {
    thresholds.push_back(std::nextafter(near, 0.0));
    thresholds.push_back(std::nextafter(near, 1.0));
  }
  for (const double threshold : thresholds) {
    for (uint64_t a = 0; a <= 40; ++a) {
      uint64_t least = a + 1;  // over partners of every size
      for (uint64_t b = 0; b <= 100; ++b) {
        uint64_t required = 0;
        while (required <= std::min(a, b) && !Reaches(required, a, b, threshold)) ++required;
        if (required <= std::min(a, b)) {
          ASSERT_EQ(RequiredOverlap(a, b, threshold), required) << a << ", " << b;
          least = std::min(least, required);
        } else if (a + b > 0) {
          ASSERT_GT(RequiredOverlap(a, b, threshold), std::min(a, b)) << a << ", " << b;
        }
      }
      if (a > 0) {
        ASSERT_EQ(LeastOverlap(a, threshold), least) << a << ", " << threshold;
      }
    }
  }
}

TEST(OverlapBoundsTest, EmptySetsAndThresholdsOutOfRangeEnd) {
  EXPECT_EQ(RequiredOverlap(0, 0, 0.8), 0U);
  EXPECT_EQ(LeastOverlap(0, 0.8), 0U);
  EXPECT_EQ(RequiredOverlap(3, 4, 0.0), 0U);
  EXPECT_GT(RequiredOverlap(3, 4, 2.0), 3U);
  EXPECT_EQ(OverlapReaching(0.8, Set{}, Set{}), std::nullopt);
  EXPECT_EQ(OverlapReaching(1e-300, Set{}, Set{1}), std::nullopt);
  EXPECT_EQ(OverlapReaching(1e-300, Set{2}, Set{1}), std::nullopt);
}

// Sets of hashes measure what sets of strings measure.
TEST(OverlapTest, EqualsSetsOfStrings) {
  Random random(1);
  for (const size_t n : {1U, 2U, 5U}) {
    const std::vector<reference::Text> texts = testing::MakeFamilies(60, 8, random);
    const Sets sets = ShingleSets(texts, n);
    for (size_t a = 0; a < texts.size(); ++a) {
      for (size_t b = 0; b < texts.size(); ++b) {
        const Overlap overlap = CountOverlap(sets[a], sets[b]);
        EXPECT_EQ(overlap, reference::CountOverlap(reference::ShingleSet(texts[a], n),
                                                   reference::ShingleSet(texts[b], n)));
        EXPECT_EQ(overlap.Resemblance(), CountOverlap(sets[b], sets[a]).Resemblance());
        EXPECT_EQ(overlap.ContainmentOfA(), CountOverlap(sets[b], sets[a]).ContainmentOfB());
      }
    }
  }
}

}  // namespace
}  // namespace twicetold
