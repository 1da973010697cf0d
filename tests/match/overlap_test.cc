#include "twicetold/match/overlap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/reference/pairs_reference.h"
#include "tests/reference/sets_reference.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {

// How a failed comparison shows them.
void PrintTo(const Overlap& overlap, std::ostream* out) {
  *out << "{shared " << overlap.shared << ", only_a " << overlap.only_a << ", only_b "
       << overlap.only_b << "}";
}
void PrintTo(const VerifiedPair& pair, std::ostream* out) {
  *out << "(" << pair.a << ", " << pair.b << ") ";
  PrintTo(pair.overlap, out);
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Set = std::vector<uint64_t>;
using Sets = std::vector<Set>;

Set Range(uint64_t begin, uint64_t end) {
  Set set;
  for (uint64_t i = begin; i < end; ++i) set.push_back(i);
  return set;
}

Sets ShingleSets(const std::vector<reference::Text>& texts, size_t n) {
  Sets sets;
  for (const reference::Text& text : texts) {
    sets.push_back(DistinctShingles(ShingleWords(testing::HashWords(text), n)));
  }
  return sets;
}

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

// Sets of hashes measure what sets of strings measure.
// Sets of `size` numbers of which about `share` are in both.
std::pair<Set, Set> SetsThatShare(size_t size_a, size_t size_b, double share, Random& random) {
  Set a;
  Set b;
  for (size_t i = 0; i < size_a; ++i) a.push_back(random.Next());
  for (size_t i = 0; i < size_b; ++i) {
    const bool common = !a.empty() && random.Below(1000) < static_cast<uint64_t>(share * 1000);
    b.push_back(common ? a[random.Below(a.size())] : random.Next());
  }
  for (Set* set : {&a, &b}) {
    std::sort(set->begin(), set->end());
    set->erase(std::unique(set->begin(), set->end()), set->end());
  }
  return {a, b};
}

TEST(OverlapTest, EveryTargetCountsAlike) {
  Random random(11);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    for (int round = 0; round < 3000; ++round) {
      const auto [a, b] =
          SetsThatShare(random.Below(120), random.Below(round % 10 == 0 ? 900 : 120),
                        0.25 * static_cast<double>(round % 5), random);
      Set both;
      std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
      const Overlap expected{both.size(), a.size() - both.size(), b.size() - both.size()};
      ASSERT_EQ(CountOverlap(a, b), expected) << target << ", round " << round;
      for (const double threshold : {0.01, 0.5, expected.Resemblance(), 0.8, 1.0}) {
        if (threshold == 0.0) continue;
        const std::optional<Overlap> reaching = OverlapReaching(threshold, a, b);
        ASSERT_EQ(reaching.has_value(), expected.Resemblance() >= threshold)
            << target << ", round " << round << ", " << threshold;
        if (reaching) {
          ASSERT_EQ(*reaching, expected);
        }
      }
    }
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

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

}  // namespace
}  // namespace twicetold
