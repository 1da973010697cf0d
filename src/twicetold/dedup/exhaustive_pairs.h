#ifndef TWICETOLD_DEDUP_EXHAUSTIVE_PAIRS_H_
#define TWICETOLD_DEDUP_EXHAUSTIVE_PAIRS_H_

// With --exhaustive the stage "bucket" is not asked what may be alike: the sets of all items are
// joined, in memory, and no pair is missed.

#include <cstddef>

#include "absl/status/status.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

// Runs the stage "bucket" (candidates.h): its pairs are all that hold by the measure.
// ResourceExhausted when the sets take more than a third of options.memory.
absl::Status FindAllPairs(const SetStore& stored, size_t items, const DedupOptions& options,
                          WorkDir& work);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_EXHAUSTIVE_PAIRS_H_
