#ifndef TWICETOLD_DEDUP_DEDUP_H_
#define TWICETOLD_DEDUP_DEDUP_H_

// Bulk removal that can be trusted with a corpus.
//
// Every record that goes is verified against one that stays, on the words themselves where they are
// the same and on the full shingle sets where they are not; the one that stays is named, with the
// figures. Memory is bounded: what is known of a record is on disk, a few bytes of it in memory.
// A run that was killed goes on where its last finished stage ended, and gives the same bytes.
//
//   read      every record once: where it stands, a hash of its words, the keys of its bands
//   bucket    band by band, the units that may be alike; or, in a reading of its own, those that
//             may be contained in others
//   decide    the candidates alone are read again: sets, verification, who goes for whom
//   write     every record where it belongs; outputs appear whole or not at all

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/summary.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/dedup/write.h"
#include "twicetold/io/unfinished_files.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {

// Runs what is left of the stages in `work`, and removes it at the end. The same bytes for any
// number of threads and any memory limit. `unfinished` and `progress` may be null.
absl::StatusOr<DedupSummary> Deduplicate(DedupInputs& inputs, const DedupOptions& options,
                                         const DedupOutputs& outputs, WorkDir& work,
                                         UnfinishedFiles* unfinished, Progress* progress);

// Runs what is left of the stages up to "decide", and leaves what they found in `work`.
absl::Status DecideFates(DedupInputs& inputs, const DedupOptions& options, WorkDir& work,
                         Progress* progress);
// What was decided there, by unit.
absl::StatusOr<std::vector<UnitFate>> FatesDecided(const WorkDir& work);

// What WorkDir::Open needs to know a run again.
absl::StatusOr<std::string> PlanOf(const DedupInputs& inputs, const DedupOptions& options);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_DEDUP_H_
