#ifndef TWICETOLD_CLI_COMPLETION_H_
#define TWICETOLD_CLI_COMPLETION_H_

// Completion scripts of shells, made from the command table: commands, their flags, the values of
// a flag that takes one of a known set, file names where a file is taken. Plain scripts that run
// no twicetold when the Tab key is pressed, and need no helpers of any completion package.
//
// bash: 4 and later. Values complete after "--flag " and after "--flag=".

#include <span>
#include <string>
#include <string_view>

#include "twicetold/cli/command_line.h"

namespace twicetold {

std::string BashCompletion(std::span<const Command> commands);
std::string ZshCompletion(std::span<const Command> commands);
std::string FishCompletion(std::span<const Command> commands);

// The first sentence of a help text, without its full stop: what fits beside a flag.
std::string FirstSentence(std::string_view help);

// `text` as one single-quoted word of bash and zsh.
std::string ShellQuoted(std::string_view text);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_COMPLETION_H_
