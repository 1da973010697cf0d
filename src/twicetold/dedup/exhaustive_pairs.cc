#include "twicetold/dedup/exhaustive_pairs.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/match/containment.h"
#include "twicetold/match/exhaustive_join.h"

namespace twicetold {

absl::Status FindAllPairs(const SetStore& stored, size_t items, const DedupOptions& options,
                          WorkDir& work) {
  std::vector<std::vector<uint64_t>> sets(items);
  std::vector<uint64_t> scratch;
  uint64_t bytes = 0;
  for (uint32_t item = 0; item < items; ++item) {
    TWICETOLD_ASSIGN_OR_RETURN(const std::span<const uint64_t> set, stored.Get(item, scratch));
    bytes += set.size_bytes();
    if (bytes > options.memory / 3) {
      return absl::ResourceExhaustedError(
          "--exhaustive: the shingle sets of all records do not fit --memory; give more of it, "
          "or leave --exhaustive out");
    }
    sets[item].assign(set.begin(), set.end());
  }
  PairSorter pairs(work, kBucketStage, "run", options.memory / 4);
  const double threshold = options.recipe.threshold;
  for (const VerifiedPair& pair : options.measure == Measure::kContainment
                                      ? JoinContained(sets, threshold)
                                      : JoinExhaustively(sets, threshold, options.threads)) {
    TWICETOLD_RETURN_IF_ERROR(pairs.Add(ItemPair{pair.a, pair.b}.Number()));
  }
  return FinishBucketStage(pairs, BucketFacts(), work);
}

}  // namespace twicetold
