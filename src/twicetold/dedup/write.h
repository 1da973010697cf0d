#ifndef TWICETOLD_DEDUP_WRITE_H_
#define TWICETOLD_DEDUP_WRITE_H_

// The last reading: every record goes where it belongs, and the reasons beside it.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/cuts.h"
#include "twicetold/dedup/differences.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/io/unfinished_files.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {

// Where results go; an empty path is not written. Each appears whole, or not at all.
struct DedupOutputs {
  std::string kept;      // the records that stay, in the order of the input, as they stood
  std::string removed;   // a line of JSON for each that went
  std::string clusters;  // a line of JSON for each kept one that others went for
  std::string pairs;     // a line of JSON for each verified pair
  std::string summary;   // one JSON object
  // All records stay, each with a field more that says what became of it.
  bool annotate = false;
};

// What can be known of the outputs before hours of work have gone into them: that their folders are
// there and may be written to.
absl::Status TryOutputs(const DedupOutputs& outputs, UnfinishedFiles* unfinished);

// Records and bytes that were written to `kept`.
struct Written {
  uint64_t records = 0;
  uint64_t bytes = 0;
};

// Writes outputs.kept and outputs.removed. `fates` are by unit; at other levels than that of
// documents `cuts`, by record and place, are what was made of them. `differences` may be null.
absl::StatusOr<Written> WriteRecords(DedupInputs& inputs, const Tables& tables,
                                     std::span<const UnitFate> fates, std::span<const Cut> cuts,
                                     const DifferenceReader* differences,
                                     const DedupOptions& options, const DedupOutputs& outputs,
                                     UnfinishedFiles* unfinished, Progress* progress);

// Writes outputs.pairs: every pair, and every pair that a copy of one of the two makes with the
// other, and those of copies with each other. Of a pair, `a` is the one that comes first in the
// input; with Measure::kContainment, the one that is contained when the other is not.
absl::Status WritePairs(const DedupInputs& inputs, const Tables& tables, const SpillReader& pairs,
                        std::span<const UnitCopy> copies, const DedupOptions& options,
                        const DedupOutputs& outputs, UnfinishedFiles* unfinished);

// Writes outputs.clusters.
absl::Status WriteClusters(const DedupInputs& inputs, const Tables& tables,
                           std::vector<UnitFate> fates, const DedupOptions& options,
                           const DedupOutputs& outputs, UnfinishedFiles* unfinished);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_WRITE_H_
