// twicetold generate: the man page and the completions of shells, from the definitions of --help.

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/commands.h"
#include "twicetold/cli/completion.h"
#include "twicetold/cli/man_page.h"
#include "twicetold/cli/options.h"
#include "twicetold/cli/program.h"

namespace twicetold {

Command GenerateCommand() {
  Command command;
  command.name = "generate";
  command.summary = "Print the man page, or what a shell needs to complete commands and options.";
  command.arguments = "man|bash|zsh|fish";
  command.arguments_help =
      "man: a page for man(1). bash, zsh, fish: a completion script. An installed twicetold has "
      "them in place.";
  command.details = "Exit status: 0, or 2 when there was trouble.";
  command.least_arguments = 1;
  command.most_arguments = 1;
  command.argument_kind = ValueKind::kChoice;
  command.argument_choices = {"man", "bash", "zsh", "fish"};
  command.flags = {OutputFileFlag()};
  command.examples = {
      "twicetold generate man | man -l -",
      "source <(twicetold generate bash)",
      "twicetold generate fish --output ~/.config/fish/completions/twicetold.fish",
  };
  return command;
}

absl::StatusOr<ExitStatus> RunGenerate(const Invocation& invocation,
                                       const Surroundings& surroundings) {
  const std::vector<Command> commands = Commands();
  const std::string& what = invocation.arguments[0];
  if (what == "man") {
    *surroundings.out << ManPage(commands, Version());
  } else if (what == "bash") {
    *surroundings.out << BashCompletion(commands);
  } else if (what == "zsh") {
    *surroundings.out << ZshCompletion(commands);
  } else {
    *surroundings.out << FishCompletion(commands);
  }
  return kClean;
}

}  // namespace twicetold
