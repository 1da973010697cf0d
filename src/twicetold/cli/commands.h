#ifndef TWICETOLD_CLI_COMMANDS_H_
#define TWICETOLD_CLI_COMMANDS_H_

// The commands: for each its definition, and the function that runs it. One .cc file each.

#include "absl/status/statusor.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/program.h"

namespace twicetold {

Command CheckCommand();
Command CompareCommand();
Command RecipeCommand();

// Each writes its results and returns the exit status, or the trouble that kept it from results.
absl::StatusOr<ExitStatus> RunCheck(const Invocation& invocation, const Surroundings& surroundings);
absl::StatusOr<ExitStatus> RunCompare(const Invocation& invocation,
                                      const Surroundings& surroundings);
absl::StatusOr<ExitStatus> RunRecipe(const Invocation& invocation,
                                     const Surroundings& surroundings);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_COMMANDS_H_
