// Clusters around representatives, and disjoint sets.
//
// Pairs are turned into (less preferred, more preferred) places and sorted once. Going through
// the items best first, everything an item could join has been decided before it, so one scan
// over the sorted pairs settles all: an item joins the first of its better partners that was kept.

#include "twicetold/cluster/cluster.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/base/hash_sort.h"

namespace twicetold {
namespace {

// A verified pair by places in the order of preference; better < worse.
struct RankedPair {
  uint32_t worse;
  uint32_t better;
  friend auto operator<=>(const RankedPair&, const RankedPair&) = default;
};

std::vector<RankedPair> RankPairs(std::span<const uint32_t> preference,
                                  std::span<const std::pair<uint32_t, uint32_t>> pairs) {
  std::vector<uint32_t> place_of(preference.size());
  for (uint32_t place = 0; place < preference.size(); ++place) place_of[preference[place]] = place;
  std::vector<RankedPair> ranked;
  ranked.reserve(pairs.size());
  for (const auto& [a, b] : pairs) {
    if (a == b) continue;
    const auto [better, worse] = std::minmax(place_of[a], place_of[b]);
    ranked.push_back({worse, better});
  }
  std::vector<RankedPair> sorted(ranked.size());
  SortByNumber<RankedPair>(
      ranked, sorted,
      [](const RankedPair& pair) { return uint64_t{pair.worse} << 32 | pair.better; },
      uint64_t{preference.size()} << 32);
  return sorted;
}

}  // namespace

std::vector<Cluster> ClusterByRepresentative(uint32_t count, std::span<const uint32_t> preference,
                                             std::span<const std::pair<uint32_t, uint32_t>> pairs) {
  const std::vector<RankedPair> ranked = RankPairs(preference, pairs);
  std::vector<Cluster> of_place(count);  // the cluster that the item at this place represents
  std::vector<bool> kept(count, true);
  auto pair = ranked.begin();
  for (uint32_t place = 0; place < count; ++place) {
    of_place[place].representative = preference[place];
    for (; pair != ranked.end() && pair->worse == place; ++pair) {
      if (!kept[place] || !kept[pair->better]) continue;
      kept[place] = false;
      of_place[pair->better].members.push_back(preference[place]);
    }
  }
  std::erase_if(of_place, [](const Cluster& cluster) { return cluster.members.empty(); });
  return of_place;
}

DisjointSets::DisjointSets(uint32_t count) : parents_(count) {
  std::iota(parents_.begin(), parents_.end(), uint32_t{0});
}

uint32_t DisjointSets::Find(uint32_t item) {
  while (parents_[item] != item) {
    parents_[item] = parents_[parents_[item]];
    item = parents_[item];
  }
  return item;
}

bool DisjointSets::Unite(uint32_t a, uint32_t b) {
  const auto [least, other] = std::minmax({Find(a), Find(b)});
  if (least == other) return false;
  parents_[other] = least;
  return true;
}

}  // namespace twicetold
