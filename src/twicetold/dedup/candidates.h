#ifndef TWICETOLD_DEDUP_CANDIDATES_H_
#define TWICETOLD_DEDUP_CANDIDATES_H_

// Which units may be alike: those with a band key in common, one unit of each group of the same
// words.

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/order.h"
#include "twicetold/dedup/spill_sorter.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {

// Units to be compared, numbered in the order of preference.
struct Items {
  std::vector<UnitNumber> unit_of_item;
  std::vector<uint32_t> item_of_unit;  // kNoUnit for the others
};

// The heads that have words.
absl::StatusOr<Items> ItemsOf(const Tables& tables, const Order& order,
                              const std::vector<UnitNumber>& heads);

// Two items that may be alike, in one number by which they sort: first by the item that would have
// to go, then by the one that it might be like. better < worse.
struct ItemPair {
  uint32_t better = 0;
  uint32_t worse = 0;

  static ItemPair FromNumber(uint64_t number) {
    return {static_cast<uint32_t>(number), static_cast<uint32_t>(number >> 32)};
  }
  uint64_t Number() const { return uint64_t{worse} << 32 | better; }
};

constexpr char kBucketStage[] = "bucket";

// Numbers of pairs, from every band or seed anew; at last each once, sorted.
using PairSorter = SpillSorter<uint64_t, Equals::kEachOnce>;

// What the stage "bucket" tells in its file "facts".
struct BucketFacts {
  uint64_t candidates = 0;
  uint64_t hot_buckets = 0;     // or hot seeds
  uint64_t largest_bucket = 0;  // or holders of one seed
  uint64_t held_back = 0;       // containment: items whose seeds are hot but for a few
};
// Ends the stage "bucket": leaves its file "pairs", the numbers of all candidates, sorted, each
// once, and "facts".
absl::Status FinishBucketStage(PairSorter& pairs, BucketFacts facts, WorkDir& work);

// Runs the stage "bucket".
absl::Status FindCandidates(const Tables& tables, const Items& items, const DedupOptions& options,
                            WorkDir& work, Progress* progress);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_CANDIDATES_H_
