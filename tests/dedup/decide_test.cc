#include "twicetold/dedup/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/random_sets.h"
#include "tests/support/stored_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/options.h"
#include "twicetold/match/overlap.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {
namespace {

using Sets = std::vector<std::vector<uint64_t>>;

// Families of near copies, better ones first by chance.
Sets MakeSets(size_t count) {
  Random random(7);
  Sets sets;
  for (const auto& words : testing::MakeFamilies(count, 2000, random)) {
    sets.push_back(DistinctShingles(ShingleWords(testing::HashWords(words), 3)));
  }
  return sets;
}

// All pairs of sets that share anything, as candidates.
std::vector<uint64_t> Candidates(const Sets& sets) {
  std::vector<uint64_t> numbers;
  for (uint32_t worse = 0; worse < sets.size(); ++worse) {
    for (uint32_t better = 0; better < worse; ++better) {
      if (CountOverlap(sets[better], sets[worse]).shared > 0) {
        numbers.push_back(ItemPair{better, worse}.Number());
      }
    }
  }
  return numbers;
}

// The definition: in order, each goes for the first kept one it reaches the threshold with.
std::vector<std::pair<uint32_t, uint32_t>> ByDefinition(const Sets& sets, uint32_t references,
                                                        double threshold) {
  std::vector<uint32_t> kept;
  std::vector<std::pair<uint32_t, uint32_t>> gone;
  for (uint32_t item = 0; item < sets.size(); ++item) {
    std::optional<uint32_t> by;
    for (const uint32_t better : kept) {
      if (CountOverlap(sets[item], sets[better]).Resemblance() >= threshold) {
        by = better;
        break;
      }
    }
    if (by && item >= references) {
      gone.emplace_back(item, *by);
    } else {
      kept.push_back(item);
    }
  }
  return gone;
}

// Decisions, and the pairs that came by.
struct DecisionsAndPairs : Decisions {
  std::vector<ItemOverlap> pairs;
};

DecisionsAndPairs DecideAll(const Sets& sets, uint32_t references, const DedupOptions& options,
                            uint64_t memory, const std::vector<uint64_t>& candidates, bool hot) {
  const testing::StoredSets stored(sets, candidates, memory);
  DecisionsAndPairs all;
  const auto take = [&](const ItemOverlap& pair) {
    all.pairs.push_back(pair);
    return absl::OkStatus();
  };
  auto decisions = Decide(
      {stored.pairs(), stored.sets(), nullptr, static_cast<uint32_t>(sets.size()), references, hot},
      options, stored.work(), "decide", take, nullptr);
  EXPECT_TRUE(decisions.ok()) << decisions.status();
  static_cast<Decisions&>(all) = *std::move(decisions);
  return all;
}

DecisionsAndPairs DecideAll(const Sets& sets, uint32_t references, const DedupOptions& options,
                            uint64_t memory) {
  return DecideAll(sets, references, options, memory, Candidates(sets), false);
}

std::vector<std::pair<uint32_t, uint32_t>> Gone(const Decisions& decisions) {
  std::vector<std::pair<uint32_t, uint32_t>> gone;
  for (const ItemFate& fate : decisions.gone) gone.emplace_back(fate.item, fate.kept);
  return gone;
}

TEST(DecideTest, IsTheDefinition) {
  const Sets sets = MakeSets(1500);
  for (const uint32_t references : {0U, 400U}) {
    const auto expected = ByDefinition(sets, references, 0.6);
    ASSERT_GT(expected.size(), 100U);
    for (const int threads : {1, 2, 5}) {
      for (const bool all_pairs : {false, true}) {
        for (const uint64_t memory : {uint64_t{0}, uint64_t{1} << 30}) {
          DedupOptions options;
          options.recipe.threshold = 0.6;
          options.threads = threads;
          options.all_pairs = all_pairs;
          const DecisionsAndPairs decisions = DecideAll(sets, references, options, memory);
          EXPECT_EQ(Gone(decisions), expected) << threads << " threads";
          for (const ItemFate& fate : decisions.gone) {
            EXPECT_EQ(fate.overlap, CountOverlap(sets[fate.item], sets[fate.kept]));
          }
        }
      }
    }
  }
}

TEST(DecideTest, AllPairsAreThosePairsThatHold) {
  const Sets sets = MakeSets(600);
  DedupOptions options;
  options.recipe.threshold = 0.6;
  options.all_pairs = true;
  options.threads = 2;
  const DecisionsAndPairs decisions = DecideAll(sets, 0, options, 1 << 20);
  size_t at = 0;
  for (const uint64_t number : Candidates(sets)) {
    const ItemPair pair = ItemPair::FromNumber(number);
    const Overlap overlap = CountOverlap(sets[pair.worse], sets[pair.better]);
    if (overlap.Resemblance() < 0.6) continue;
    ASSERT_LT(at, decisions.pairs.size());
    EXPECT_EQ(decisions.pairs[at].better, pair.better);
    EXPECT_EQ(decisions.pairs[at].worse, pair.worse);
    EXPECT_EQ(decisions.pairs[at].overlap, overlap);
    ++at;
  }
  EXPECT_EQ(at, decisions.pairs.size());
}

// Sets of 40 that move on by three: neighbours share 37 of 43, ends nothing.
Sets Chain(uint32_t length) {
  Sets sets;
  for (uint32_t link = 0; link < length; ++link) {
    std::vector<uint64_t>& set = sets.emplace_back();
    for (uint64_t element = 0; element < 40; ++element) set.push_back(3 * link + element);
  }
  return sets;
}

TEST(DecideTest, AChainIsCutWhereItNoLongerResemblesItsRepresentative) {
  const Sets sets = Chain(50);
  DedupOptions options;
  options.recipe.threshold = 0.8;
  for (const ItemFate& fate : DecideAll(sets, 0, options, 1 << 20).gone) {
    EXPECT_GE(fate.overlap.Resemblance(), 0.8);
  }
  options.grouping = Grouping::kConnected;
  const Decisions connected = DecideAll(sets, 0, options, 1 << 20);
  EXPECT_EQ(connected.gone.size(), 49U);
  for (const ItemFate& fate : connected.gone) {
    EXPECT_EQ(fate.kept, 0U);
    EXPECT_EQ(fate.overlap, CountOverlap(sets[fate.item], sets[0]));
  }
}

// The greatest threshold at which `from` and `to` still hang together, by the definition: one after
// the other is tried.
double WidestPath(const std::vector<ItemOverlap>& pairs, uint32_t from, uint32_t to, size_t items) {
  std::vector<double> thresholds;
  for (const ItemOverlap& pair : pairs) thresholds.push_back(pair.overlap.Resemblance());
  std::sort(thresholds.begin(), thresholds.end(), std::greater<>());
  for (const double threshold : thresholds) {
    std::vector<bool> reached(items, false);
    reached[from] = true;
    for (bool grew = true; grew;) {
      grew = false;
      for (const ItemOverlap& pair : pairs) {
        if (pair.overlap.Resemblance() < threshold) continue;
        if (reached[pair.better] == reached[pair.worse]) continue;
        reached[pair.better] = reached[pair.worse] = grew = true;
      }
    }
    if (reached[to]) return threshold;
  }
  return 0;
}

TEST(DecideTest, TheWeakestLinkIsWhereAClusterFallsApart) {
  // Two chains of close links, held together by a weaker one.
  Sets sets = Chain(12);
  for (size_t i = 6; i < sets.size(); ++i) {
    for (uint64_t& element : sets[i]) element += 2;
  }
  DedupOptions options;
  options.recipe.threshold = 0.7;
  options.grouping = Grouping::kConnected;
  const DecisionsAndPairs decisions = DecideAll(sets, 0, options, 1 << 20);
  ASSERT_EQ(decisions.gone.size(), 11U);
  const double weakest = CountOverlap(sets[5], sets[6]).Resemblance();
  EXPECT_LT(weakest, CountOverlap(sets[0], sets[1]).Resemblance());
  for (const ItemFate& fate : decisions.gone) {
    EXPECT_EQ(fate.weakest_link, weakest);
    EXPECT_EQ(fate.is_pair, fate.overlap.Resemblance() >= 0.7);
  }
}

TEST(DecideTest, TheWeakestLinkIsThatOfTheWidestPaths) {
  const Sets sets = MakeSets(120);
  DedupOptions options;
  options.recipe.threshold = 0.4;
  options.grouping = Grouping::kConnected;
  options.all_pairs = true;
  const DecisionsAndPairs decisions = DecideAll(sets, 0, options, 1 << 20);
  std::map<uint32_t, double> weakest;  // by kept item: the least of its members' widest paths
  for (const ItemFate& fate : decisions.gone) {
    double& least = weakest.try_emplace(fate.kept, 1).first->second;
    least = std::min(least, WidestPath(decisions.pairs, fate.item, fate.kept, sets.size()));
  }
  ASSERT_GT(weakest.size(), 5U);
  for (const ItemFate& fate : decisions.gone) {
    EXPECT_EQ(fate.weakest_link, weakest[fate.kept]) << fate.item;
  }
}

TEST(DecideTest, AFamilyBehindOutsidersInAHotBucketFindsItsFirst) {
  // Outsiders share nothing. Members of the family, all near copies, know only the one before.
  constexpr uint32_t kOutsiders = 50;
  constexpr uint32_t kMembers = 300;
  Sets sets;
  for (uint64_t outsider = 0; outsider < kOutsiders; ++outsider) {
    sets.push_back({1000 * outsider + 1000, 1000 * outsider + 1001});
  }
  for (uint64_t member = 0; member < kMembers; ++member) {
    std::vector<uint64_t>& set = sets.emplace_back();
    for (uint64_t element = 0; element < 40; ++element) set.push_back(element);
    set.push_back(100 + member);
  }
  std::vector<uint64_t> candidates;
  for (uint32_t item = 1; item < sets.size(); ++item) {
    candidates.push_back(ItemPair{0, item}.Number());
    if (item > 1) candidates.push_back(ItemPair{item - 1, item}.Number());
  }
  for (const bool all_pairs : {false, true}) {
    DedupOptions options;
    options.all_pairs = all_pairs;
    options.threads = 2;
    const DecisionsAndPairs decisions = DecideAll(sets, 0, options, 1 << 20, candidates, true);
    EXPECT_EQ(decisions.gone.size(), kMembers - 1);
    for (const ItemFate& fate : decisions.gone) {
      EXPECT_EQ(fate.kept, kOutsiders);
      EXPECT_EQ(fate.overlap, CountOverlap(sets[fate.item], sets[fate.kept]));
    }
    const auto without = DecideAll(sets, 0, options, 1 << 20, candidates, false);
    EXPECT_EQ(without.gone.size(), kMembers / 2) << "every second one meets one that has gone";
  }
}

TEST(DecideTest, AFamilyOfCopiesCostsOneComparisonEach) {
  const Sets sets(2000, Chain(1)[0]);
  DedupOptions options;
  options.threads = 2;
  const DecisionsAndPairs decisions = DecideAll(sets, 0, options, 1 << 20);
  EXPECT_EQ(decisions.gone.size(), 1999U);
  EXPECT_LE(decisions.verified, 2 * 1999U);
}

}  // namespace
}  // namespace twicetold
