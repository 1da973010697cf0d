#ifndef TWICETOLD_CLI_AGAINST_H_
#define TWICETOLD_CLI_AGAINST_H_

// The flags of a check against references.

#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/pipeline/references.h"

namespace twicetold {

std::vector<Flag> AgainstFlags();

// The days of --since and --until. InvalidArgument for what is no day, month or year.
absl::StatusOr<DateRange> DatesOf(const Invocation& invocation);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_AGAINST_H_
