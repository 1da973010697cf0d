#ifndef TWICETOLD_DEDUP_GROUPING_H_
#define TWICETOLD_DEDUP_GROUPING_H_

// Who goes for whom when every verified pair comes by, each once; decide.h says what each grouping
// promises. Neither keeps the pairs.

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/comparer.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/dedup/spill_sorter.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

// Grouping::kRepresentative: an item goes for the best kept one that it has a pair with.
class Representatives {
 public:
  // The first `references` of the items never go.
  Representatives(uint32_t items, uint32_t references)
      : references_(references), gone_(items, false) {}

  // The pairs by the worse item, then by the better one.
  void Add(const ItemOverlap& pair);
  std::vector<ItemFate> Fates() && { return std::move(fates_); }

 private:
  const uint32_t references_;
  std::vector<bool> gone_;
  std::vector<ItemFate> fates_;
};

// Grouping::kConnected: sets of items that pairs connect, and the weakest link of each. Pairs are
// taken strongest first, so those that unite two sets are a maximum spanning tree (Kruskal, "On the
// shortest spanning subtree of a graph", 1956); until then they lie in files of `stage`.
class Connections {
 public:
  Connections(uint32_t items, const WorkDir& work, std::string_view stage, uint64_t memory)
      : paired_(items, false), links_(work, stage, "link", memory) {}

  absl::Status Add(const ItemOverlap& pair);
  // To be called once, when all pairs have come. The first `references` of the items never go.
  // `comparer` gives the overlap of those that only a chain of pairs leads to.
  absl::StatusOr<std::vector<ItemFate>> Fates(uint32_t references, const Comparer& comparer);

 private:
  // A pair: the stronger, the less.
  struct Link {
    uint64_t weakness;
    uint32_t better;
    uint32_t worse;
    friend auto operator<=>(const Link&, const Link&) = default;
  };

  std::vector<bool> paired_;
  SpillSorter<Link, Equals::kKept> links_;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_GROUPING_H_
