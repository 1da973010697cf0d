#ifndef TWICETOLD_CLI_DEDUP_FLAGS_H_
#define TWICETOLD_CLI_DEDUP_FLAGS_H_

// The flags that only `twicetold dedup` has, and what they make of its options.

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/dedup/options.h"

namespace twicetold {

std::vector<Flag> DedupFlags();

// The options, valid, with the recipe. InvalidArgument names the flag, the value and the choices.
absl::StatusOr<DedupOptions> DedupOptionsOf(const Invocation& invocation, int threads);

// InvalidArgument for a flag that makes sense only beside another, or only without.
absl::Status CheckDedupFlags(const Invocation& invocation);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_DEDUP_FLAGS_H_
