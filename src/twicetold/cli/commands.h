#ifndef TWICETOLD_CLI_COMMANDS_H_
#define TWICETOLD_CLI_COMMANDS_H_

// The commands: for each its definition, and the function that runs it. One .cc file each.

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/program.h"

namespace twicetold {

std::string_view Version();  // as the project's CMakeLists.txt says

// All of them, in the order of the help.
std::vector<Command> Commands();

Command CheckCommand();
Command CompareCommand();
Command DedupCommand();
Command RecipeCommand();
Command GenerateCommand();

// Each writes its results and returns the exit status, or the trouble that kept it from results.
absl::StatusOr<ExitStatus> RunCheck(const Invocation& given, const Surroundings& surroundings);
absl::StatusOr<ExitStatus> RunCompare(const Invocation& invocation,
                                      const Surroundings& surroundings);
absl::StatusOr<ExitStatus> RunDedup(const Invocation& invocation, const Surroundings& surroundings);
absl::StatusOr<ExitStatus> RunRecipe(const Invocation& invocation,
                                     const Surroundings& surroundings);
absl::StatusOr<ExitStatus> RunGenerate(const Invocation& invocation,
                                       const Surroundings& surroundings);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_COMMANDS_H_
