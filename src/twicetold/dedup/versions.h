#ifndef TWICETOLD_DEDUP_VERSIONS_H_
#define TWICETOLD_DEDUP_VERSIONS_H_

// Records that went, and are another version of the one they went for rather than a copy of it: the
// same item at another time.
//
// Two records are versions when they are alike, verified as all pairs are, and both say the same of
// what they are: the same series (--series-field), or the same id, under which a feed sends an item
// again when it has changed. What a record says counts, not what its text looks like: a story with
// a new lead and a story cut by another desk look alike (docs/decisions/0013). Exact copies stay
// copies, since nothing has changed.

#include <span>

#include "absl/status/status.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/tables.h"

namespace twicetold {

// Makes kNear and kContained kVersion where the two records are versions, and says by which sign.
// The units of `fates` are whole records.
absl::Status MarkVersions(const Tables& tables, std::span<UnitFate> fates);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_VERSIONS_H_
