#ifndef TWICETOLD_DEDUP_READ_H_
#define TWICETOLD_DEDUP_READ_H_

// The first stage of a bulk run: every record is read once and cut into units; of each unit a hash
// of its words and the keys of its signature's bands (or its seeds, for containment) are kept, of
// each record where it stands.

#include "absl/status/status.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {

// Leaves the tables (dedup/tables.h) in `work`. What could not be read is told in the table
// "skipped" (dedup/skipped.h). `progress` may be null.
absl::Status ReadRecords(DedupInputs& inputs, const DedupOptions& options, WorkDir& work,
                         Progress* progress);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_READ_H_
