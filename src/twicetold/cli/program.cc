#include "twicetold/cli/program.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/commands.h"
#include "twicetold/report/text_block.h"

namespace twicetold {
namespace {

constexpr std::string_view kVersion = "0.1.0";

using Run = absl::StatusOr<ExitStatus> (*)(const Invocation&, const Surroundings&);

struct Entry {
  std::string_view name;
  Run run;
};

constexpr std::array kEntries = {
    Entry{"check", RunCheck},
    Entry{"compare", RunCompare},
    Entry{"recipe", RunRecipe},
};

absl::StatusOr<ExitStatus> Help(const std::vector<Command>& commands, const Invocation& invocation,
                                std::ostream& out) {
  if (invocation.arguments.empty()) {
    out << ProgramHelp(commands);
    return kClean;
  }
  for (const Command& command : commands) {
    if (command.name != invocation.arguments[0]) continue;
    out << CommandHelp(command);
    return kClean;
  }
  return absl::InvalidArgumentError(Concat(
      {"twicetold: no command called ", invocation.arguments[0], "; see `twicetold --help`"}));
}

absl::StatusOr<ExitStatus> Dispatch(const std::vector<std::string>& arguments,
                                    const Surroundings& surroundings) {
  const std::vector<Command> commands = {CheckCommand(), CompareCommand(), RecipeCommand()};
  const absl::StatusOr<Invocation> invocation = ParseCommandLine(commands, arguments);
  if (!invocation.ok()) return invocation.status();
  if (invocation->command == "help") return Help(commands, *invocation, *surroundings.out);
  if (invocation->command == "version") {
    *surroundings.out << "twicetold " << kVersion << '\n';
    return kClean;
  }
  const auto* entry = std::find_if(kEntries.begin(), kEntries.end(), [&](const Entry& known) {
    return known.name == invocation->command;
  });
  absl::StatusOr<ExitStatus> status = entry->run(*invocation, surroundings);
  if (status.ok()) return status;
  return absl::Status(status.status().code(), Concat({"twicetold ", entry->name, ": ",
                                                      std::string(status.status().message())}));
}

}  // namespace

int RunProgram(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  const absl::StatusOr<ExitStatus> status = Dispatch(arguments, surroundings);
  surroundings.out->flush();
  if (!status.ok()) {
    *surroundings.err << Printable(std::string(status.status().message())) << '\n';
    return kTrouble;
  }
  if (!*surroundings.out) {
    *surroundings.err << "twicetold: the output could not be written whole; is the disk full?\n";
    return kTrouble;
  }
  return *status;
}

}  // namespace twicetold
