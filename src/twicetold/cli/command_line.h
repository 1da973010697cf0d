#ifndef TWICETOLD_CLI_COMMAND_LINE_H_
#define TWICETOLD_CLI_COMMAND_LINE_H_

// What can be said on the command line, defined once as data: parsing, --help, error messages, the
// man page (cli/man_page.h) and the completions of shells (cli/completion.h) are all made from it.

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twicetold {

// What a flag or an argument takes, so that a shell can complete it.
enum class ValueKind {
  kText,
  kNumber,
  kFile,
  kFolder,
  kChoice,  // one of `choices` and nothing else
};

struct Flag {
  std::string name;   // "min-words", without the dashes
  std::string value;  // what it takes, as shown in the help ("N"); empty for a switch
  std::string help;   // a sentence; names the default
  std::string group;  // heading under which the help lists it
  ValueKind kind = ValueKind::kText;
  // All that a kChoice takes, in the order shown. For another kind, names worth offering: the
  // presets beside the file names of --recipe, the encodings, which have other spellings too.
  std::vector<std::string> choices = {};
  bool repeatable = false;  // may be given more than once, and all its values count
};

struct Command {
  std::string name;
  std::string summary;    // one line
  std::string arguments;  // as shown in the help: "INPUT..."
  std::string arguments_help;
  size_t least_arguments = 0;
  size_t most_arguments = 0;
  ValueKind argument_kind = ValueKind::kFile;  // of every argument
  std::vector<std::string> argument_choices;
  std::vector<Flag> flags;  // --help is added to each command
  std::string details;      // paragraphs after the summary: exit status and the like
  std::vector<std::string> examples;
};

struct Invocation {
  std::string command;
  std::vector<std::string> arguments;
  std::map<std::string, std::string> flags;  // name to last value; a switch's value is "true"
  std::map<std::string, std::vector<std::string>> repeated = {};  // of repeatable flags

  bool Has(const std::string& flag) const { return flags.contains(flag); }
  // The flag's value, or `otherwise`.
  std::string Get(const std::string& flag, std::string_view otherwise) const;
  // All values of a repeatable flag in the order given; empty when it was not given.
  std::vector<std::string> All(const std::string& flag) const;
};

// Reads `arguments` (without the program's name). A flag given twice counts as last given, unless
// it is repeatable; flags and arguments may stand in any order; after "--" all are arguments.
// "help" alone, --help and
// --version come back as an invocation of command "help" (arguments: the command, if any) or
// "version". InvalidArgument: a whole message for the user, which names what is wrong and suggests
// what may have been meant.
absl::StatusOr<Invocation> ParseCommandLine(std::span<const Command> commands,
                                            const std::vector<std::string>& arguments);

// The known word nearest to `word`, if it is near (edit distance of at most a third of it, at
// least 1, neighbours swapped counting as one edit), or else the only one of which it is a
// beginning of three letters and more; empty otherwise.
std::string Nearest(std::string_view word, const std::vector<std::string>& known);

// "; did you mean NEAREST?", or nothing when `nearest` is empty.
std::string DidYouMean(std::string_view nearest);

// The message for a name that is none of the `known` commands.
std::string NoSuchCommand(std::string_view name, const std::vector<std::string>& known);

// The trouble with `value`, which is none of `choices`: `what` ("--format ", or
// nothing) stands before it. Names them all and the one that may have been meant.
absl::Status NotAChoice(std::string_view what, std::string_view value,
                        const std::vector<std::string>& choices);

// A flag as it is written ("--min-words N"), and all that the help says of it.
std::string FlagUsage(const Flag& flag);
std::string FlagText(const Flag& flag);
// The headings of a command's flags, each once, in the order of the flags.
std::vector<std::string> FlagGroups(const Command& command);

// The help of the program, and of one command.
std::string ProgramHelp(std::span<const Command> commands);
std::string CommandHelp(const Command& command);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_COMMAND_LINE_H_
