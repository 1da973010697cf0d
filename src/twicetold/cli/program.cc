#include "twicetold/cli/program.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/commands.h"
#include "twicetold/io/output_file.h"
#include "twicetold/report/text_block.h"

namespace twicetold {
namespace {

using Run = absl::StatusOr<ExitStatus> (*)(const Invocation&, const Surroundings&);

struct Entry {
  Command (*define)();
  Run run;
  bool opens_output = false;  // its --output is no report, and it writes it itself
};

constexpr std::array kEntries = {
    Entry{CheckCommand, RunCheck},       Entry{CompareCommand, RunCompare},
    Entry{DedupCommand, RunDedup, true}, Entry{RecipeCommand, RunRecipe},
    Entry{GenerateCommand, RunGenerate},
};

absl::StatusOr<ExitStatus> Help(const std::vector<Command>& commands, const Invocation& invocation,
                                std::ostream& out) {
  if (invocation.arguments.empty()) {
    out << ProgramHelp(commands);
    return kClean;
  }
  std::vector<std::string> names;
  for (const Command& command : commands) {
    names.push_back(command.name);
    if (command.name != invocation.arguments[0]) continue;
    out << CommandHelp(command);
    return kClean;
  }
  return absl::InvalidArgumentError(NoSuchCommand(invocation.arguments[0], names));
}

// Runs `run` with its results going where --output says. They are kept when the command came to
// results, be it with bad inputs, and dropped when it did not.
absl::StatusOr<ExitStatus> RunTo(const std::string& path, Run run, const Invocation& invocation,
                                 Surroundings surroundings) {
  for (const std::string& argument : invocation.arguments) {
    // The result would take the place of the text it is about.
    std::error_code ignored;
    if (argument == "-" || !std::filesystem::equivalent(argument, path, ignored)) continue;
    return absl::InvalidArgumentError(
        Concat({"--output ", path, ": is one of the inputs; name another file"}));
  }
  absl::StatusOr<std::unique_ptr<OutputFile>> file =
      OutputFile::Create(path, surroundings.unfinished);
  if (!file.ok()) return file.status();
  surroundings.out = &(*file)->stream();
  surroundings.colour = false;
  surroundings.width = Surroundings().width;
  absl::StatusOr<ExitStatus> status = run(invocation, surroundings);
  if (!status.ok()) return status;
  TWICETOLD_RETURN_IF_ERROR((*file)->Commit());
  return status;
}

absl::StatusOr<ExitStatus> Dispatch(const std::vector<std::string>& arguments,
                                    const Surroundings& surroundings) {
  const std::vector<Command> commands = Commands();
  const absl::StatusOr<Invocation> invocation = ParseCommandLine(commands, arguments);
  if (!invocation.ok()) return invocation.status();
  if (invocation->command == "help") return Help(commands, *invocation, *surroundings.out);
  if (invocation->command == "version") {
    *surroundings.out << "twicetold " << Version() << '\n';
    return kClean;
  }
  size_t entry = 0;
  while (commands[entry].name != invocation->command) ++entry;
  const Run run = kEntries[entry].run;
  const std::string output = invocation->Get("output", "-");
  absl::StatusOr<ExitStatus> status = output == "-" || kEntries[entry].opens_output
                                          ? run(*invocation, surroundings)
                                          : RunTo(output, run, *invocation, surroundings);
  if (status.ok()) return status;
  return absl::Status(status.status().code(), Concat({"twicetold ", invocation->command, ": ",
                                                      std::string(status.status().message())}));
}

}  // namespace

std::string_view Version() { return TWICETOLD_VERSION; }

std::vector<Command> Commands() {
  std::vector<Command> commands;
  commands.reserve(std::size(kEntries));
  for (const Entry& entry : kEntries) commands.push_back(entry.define());
  return commands;
}

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
