#include "twicetold/dedup/grouping.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/dedup/comparer.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/match/overlap.h"

namespace twicetold {
namespace {

// Sets of items that pairs connect, and the weakest link of each: pairs are taken strongest first,
// so those that unite two sets are a maximum spanning tree (Kruskal 1956).
class Connections {
 public:
  Connections(std::vector<ItemOverlap> pairs, uint32_t items) : sets_(items), weakest_(items, 1) {
    std::stable_sort(pairs.begin(), pairs.end(), [](const ItemOverlap& x, const ItemOverlap& y) {
      return x.overlap.Resemblance() > y.overlap.Resemblance();
    });
    for (const ItemOverlap& pair : pairs) {
      const uint32_t a = sets_.Find(pair.better);
      const uint32_t b = sets_.Find(pair.worse);
      if (!sets_.Unite(a, b)) continue;
      weakest_[std::min(a, b)] = pair.overlap.Resemblance();
    }
  }

  // The least item of the set, so the best.
  uint32_t BestOf(uint32_t item) { return sets_.Find(item); }
  double WeakestLinkOf(uint32_t best) const { return weakest_[best]; }

 private:
  DisjointSets sets_;
  std::vector<double> weakest_;  // by the least item of a set
};

}  // namespace

std::vector<ItemFate> FatesByRepresentative(const std::vector<ItemOverlap>& pairs, uint32_t items,
                                            uint32_t references) {
  std::vector<bool> gone(items, false);
  std::vector<ItemFate> fates;
  for (const ItemOverlap& pair : pairs) {
    if (pair.worse < references || gone[pair.worse] || gone[pair.better]) continue;
    gone[pair.worse] = true;
    fates.push_back({pair.worse, pair.better, pair.overlap, true, 0});
  }
  return fates;
}

absl::StatusOr<std::vector<ItemFate>> FatesByConnection(const std::vector<ItemOverlap>& pairs,
                                                        uint32_t items, uint32_t references,
                                                        const Comparer& comparer) {
  Connections connections(pairs, items);
  std::vector<uint32_t> paired;
  for (const ItemOverlap& pair : pairs) {
    paired.push_back(pair.worse);
    paired.push_back(pair.better);
  }
  std::sort(paired.begin(), paired.end());
  paired.erase(std::unique(paired.begin(), paired.end()), paired.end());
  std::vector<ItemFate> fates;
  for (const uint32_t item : paired) {
    const uint32_t kept = connections.BestOf(item);
    if (kept == item || item < references) continue;
    TWICETOLD_ASSIGN_OR_RETURN(const Judgement judgement, comparer.Judge(item, kept));
    ItemFate fate{item, kept, {}, judgement.pair.has_value(), connections.WeakestLinkOf(kept)};
    if (judgement.pair) {
      fate.overlap = *judgement.pair;
    } else {
      TWICETOLD_ASSIGN_OR_RETURN(fate.overlap, comparer.Count(item, kept));
    }
    fates.push_back(fate);
  }
  return fates;
}

}  // namespace twicetold
