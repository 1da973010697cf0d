#ifndef TWICETOLD_DEDUP_SKIPPED_H_
#define TWICETOLD_DEDUP_SKIPPED_H_

// Records that could not be read, as a run remembers them from stage to stage.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/dedup/spill_file.h"

namespace twicetold {

struct SkippedPlace {
  std::string place;   // "FILE:LINE", or the file; empty when the reason names the file
  std::string reason;  // names the trouble and the way out
};

// One after the other, in the order of the input.
absl::Status AppendSkipped(const SkippedPlace& skipped, SpillWriter& file);
absl::StatusOr<std::vector<SkippedPlace>> ReadSkipped(const SpillReader& file);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_SKIPPED_H_
