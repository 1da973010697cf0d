#ifndef TWICETOLD_DEDUP_COLLECT_H_
#define TWICETOLD_DEDUP_COLLECT_H_

// The second reading: only the units that may have to go, or that others may have to go for. Their
// shingle sets are made, and units whose words have one hash are compared word by word.

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {

// Reads the units again that `sets` has room for or that share their words' hash with another.
// Their sets go into `sets`, their texts into `texts` unless it is null. Of units with one hash the
// first in the order of the input is kept as text, and the others are compared with it word by
// word. A group whose words are not all the same is dissolved in `heads`: 128 bits have lied. Gives
// the number of those.
absl::StatusOr<uint64_t> CollectSets(DedupInputs& inputs, const DedupOptions& options,
                                     const Tables& tables, const Items& items,
                                     const std::vector<bool>& wanted,
                                     std::vector<UnitNumber>& heads, const WorkDir& work,
                                     SetStore& sets, TextStore* texts, Progress* progress);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_COLLECT_H_
