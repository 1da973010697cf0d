#include "twicetold/cluster/cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "twicetold/base/random.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;
using Items = std::vector<uint32_t>;

Items InOrder(uint32_t count) {
  Items items(count);
  std::iota(items.begin(), items.end(), uint32_t{0});
  return items;
}

template <typename T>
void Shuffle(std::vector<T>& values, Random& random) {
  for (size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.Below(i)]);
}

bool IsPair(const std::set<std::pair<uint32_t, uint32_t>>& pairs, uint32_t a, uint32_t b) {
  return pairs.contains({a, b}) || pairs.contains({b, a});
}

// The rule as it is told, item by item.
std::vector<Cluster> Naive(const Items& preference, const Pairs& pairs) {
  const std::set<std::pair<uint32_t, uint32_t>> all(pairs.begin(), pairs.end());
  std::vector<Cluster> clusters;
  for (const uint32_t item : preference) {
    const auto home = std::find_if(clusters.begin(), clusters.end(), [&](const Cluster& cluster) {
      return IsPair(all, cluster.representative, item);
    });
    if (home == clusters.end()) {
      clusters.push_back({item, {}});
    } else {
      home->members.push_back(item);
    }
  }
  std::erase_if(clusters, [](const Cluster& cluster) { return cluster.members.empty(); });
  return clusters;
}

TEST(ClusterByRepresentativeTest, NoPairsNoClusters) {
  EXPECT_THAT(ClusterByRepresentative(0, {}, {}), IsEmpty());
  EXPECT_THAT(ClusterByRepresentative(3, InOrder(3), {}), IsEmpty());
  EXPECT_THAT(ClusterByRepresentative(2, InOrder(2), Pairs{{1, 1}}), IsEmpty());
}

// 0 - 1 - 2 - 3 - 4: 2 does not resemble 0, so it is kept, and so on.
TEST(ClusterByRepresentativeTest, ChainsDoNotJoin) {
  const Pairs chain = {{0, 1}, {1, 2}, {2, 3}, {3, 4}};
  EXPECT_THAT(ClusterByRepresentative(5, InOrder(5), chain),
              ElementsAre(Cluster{0, {1}}, Cluster{2, {3}}));
  EXPECT_THAT(ClusterByRepresentative(5, Items{3, 1, 0, 2, 4}, chain),
              ElementsAre(Cluster{3, {2, 4}}, Cluster{1, {0}}));
}

TEST(ClusterByRepresentativeTest, JoinsTheMostPreferredRepresentative) {
  EXPECT_THAT(ClusterByRepresentative(3, Items{2, 0, 1}, Pairs{{0, 1}, {1, 2}}),
              ElementsAre(Cluster{2, {1}}));
  EXPECT_THAT(ClusterByRepresentative(4, InOrder(4), Pairs{{3, 0}, {2, 0}, {1, 0}, {2, 3}}),
              ElementsAre(Cluster{0, {1, 2, 3}}));
}

TEST(ClusterByRepresentativeTest, LawsHoldOnRandomGraphs) {
  Random random(1);
  for (int graph = 0; graph < 500; ++graph) {
    const uint32_t count = static_cast<uint32_t>(1 + random.Below(40));
    Pairs pairs(random.Below(2 * count + 1));
    for (auto& [a, b] : pairs) {
      a = static_cast<uint32_t>(random.Below(count));
      b = static_cast<uint32_t>(random.Below(count));
    }
    Items preference = InOrder(count);
    Shuffle(preference, random);
    const std::vector<Cluster> clusters = ClusterByRepresentative(count, preference, pairs);

    const std::set<std::pair<uint32_t, uint32_t>> all(pairs.begin(), pairs.end());
    std::vector<bool> kept(count, true);
    for (const Cluster& cluster : clusters) {
      EXPECT_FALSE(cluster.members.empty());
      for (const uint32_t member : cluster.members) {
        EXPECT_TRUE(IsPair(all, cluster.representative, member));  // soundness
        EXPECT_TRUE(kept[member]) << "in two clusters";
        kept[member] = false;
      }
    }
    for (uint32_t a = 0; a < count; ++a) {
      for (uint32_t b = a + 1; b < count; ++b) {
        EXPECT_FALSE(kept[a] && kept[b] && IsPair(all, a, b));  // completeness
      }
    }
    EXPECT_EQ(clusters, Naive(preference, pairs));
  }
}

TEST(ClusterByRepresentativeTest, OrderAndRepetitionOfPairsDoNotMatter) {
  Random random(2);
  Pairs pairs(120);
  for (auto& [a, b] : pairs) {
    a = static_cast<uint32_t>(random.Below(60));
    b = static_cast<uint32_t>(random.Below(60));
  }
  const std::vector<Cluster> clusters = ClusterByRepresentative(60, InOrder(60), pairs);
  ASSERT_FALSE(clusters.empty());
  for (int round = 0; round < 20; ++round) {
    Shuffle(pairs, random);
    for (auto& [a, b] : pairs) {
      if (random.Below(2) == 0) std::swap(a, b);
    }
    pairs.push_back(pairs[random.Below(pairs.size())]);
    EXPECT_EQ(ClusterByRepresentative(60, InOrder(60), pairs), clusters);
  }
}

TEST(DisjointSetsTest, LeastIndexStandsForItsSet) {
  DisjointSets sets(6);
  EXPECT_TRUE(sets.Unite(5, 3));
  EXPECT_EQ(sets.Find(5), 3U);
  EXPECT_TRUE(sets.Unite(4, 5));
  EXPECT_EQ(sets.Find(4), 3U);
  EXPECT_FALSE(sets.Unite(3, 4));
  EXPECT_TRUE(sets.Unite(1, 4));
  EXPECT_EQ(sets.Find(5), 1U);
  EXPECT_EQ(sets.Find(0), 0U);
  EXPECT_EQ(sets.Find(2), 2U);
  EXPECT_FALSE(sets.Unite(2, 2));
}

TEST(DisjointSetsTest, EqualsRelabellingOnRandomUnions) {
  Random random(3);
  for (int round = 0; round < 100; ++round) {
    const uint32_t count = static_cast<uint32_t>(1 + random.Below(50));
    DisjointSets sets(count);
    Items labels = InOrder(count);  // of each item the least of its set
    for (uint32_t i = 0; i < count; ++i) {
      const uint32_t a = static_cast<uint32_t>(random.Below(count));
      const uint32_t b = static_cast<uint32_t>(random.Below(count));
      const auto [least, other] = std::minmax({labels[a], labels[b]});
      EXPECT_EQ(sets.Unite(a, b), least != other);
      std::replace(labels.begin(), labels.end(), uint32_t{other}, uint32_t{least});
    }
    for (uint32_t item = 0; item < count; ++item) EXPECT_EQ(sets.Find(item), labels[item]);
  }
}

// A path as long as the set is where recursion or missing compression would show.
TEST(DisjointSetsTest, LongChain) {
  constexpr uint32_t kCount = 1000000;
  DisjointSets sets(kCount);
  for (uint32_t i = kCount - 1; i >= 1; --i) EXPECT_TRUE(sets.Unite(i - 1, i));
  for (uint32_t i = 0; i < kCount; i += 997) EXPECT_EQ(sets.Find(i), 0U);
}

}  // namespace
}  // namespace twicetold
