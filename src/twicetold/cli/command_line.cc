#include "twicetold/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"

namespace twicetold {
namespace {

// What one command's parser fills in.
struct Slots {
  std::map<std::string, std::string> values;
  std::map<std::string, std::vector<std::string>> repeated;
  std::map<std::string, bool> switches;
  std::vector<std::string> arguments;
};

// How a message about one command's arguments begins.
std::string Opening(const Command& command) { return Concat({"twicetold ", command.name, ": "}); }

std::string SeeHelp(std::string_view command) {
  return Concat({"; see `twicetold ", command, command.empty() ? "" : " ", "--help`"});
}

std::vector<std::string> FlagNames(const Command& command) {
  std::vector<std::string> names = {"--help"};
  for (const Flag& flag : command.flags) names.push_back(Concat({"--", flag.name}));
  return names;
}

void Define(CLI::App& parser, const Command& command, Slots& slots) {
  parser.set_help_flag();
  parser.allow_extras();
  parser.add_flag("--help,-h", slots.switches["help"]);
  for (const Flag& flag : command.flags) {
    const std::string dashed = Concat({"--", flag.name});
    if (flag.value.empty()) {
      parser.add_flag(dashed, slots.switches[flag.name]);
    } else if (flag.repeatable) {
      // One value each time; CLI11 would take all that follow.
      parser.add_option(dashed, slots.repeated[flag.name])->allow_extra_args(false);
    } else {
      parser.add_option(dashed, slots.values[flag.name])
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
  }
  if (command.most_arguments > 0) parser.add_option("arguments", slots.arguments);
}

// "check", "check and compare": the commands that have the flag `dashed`; empty for none.
std::string Owners(std::span<const Command> commands, std::string_view dashed) {
  std::vector<std::string> owners;
  for (const Command& command : commands) {
    const std::vector<std::string> names = FlagNames(command);
    // The first name is --help, which all have.
    if (std::find(names.begin() + 1, names.end(), dashed) != names.end()) {
      owners.push_back(command.name);
    }
  }
  std::string told;
  for (size_t i = 0; i < owners.size(); ++i) {
    told += Concat({i == 0 ? "" : (i + 1 == owners.size() ? " and " : ", "), owners[i]});
  }
  return told;
}

// What follows "unknown option `dashed`": `own` are the flags that could have stood here.
std::string WayOut(std::span<const Command> commands, std::string_view command,
                   const std::vector<std::string>& own, std::string_view dashed) {
  const std::string owners = Owners(commands, dashed);
  if (!owners.empty()) return Concat({"; it belongs to ", owners});
  const std::string nearest = Nearest(dashed, own);
  if (!nearest.empty()) return DidYouMean(nearest);
  std::vector<std::string> others;
  for (const Command& other : commands) {
    for (const std::string& name : FlagNames(other)) others.push_back(name);
  }
  const std::string elsewhere = Nearest(dashed, others);
  if (elsewhere.empty()) return SeeHelp(command);
  return DidYouMean(Concat({elsewhere, " of ", Owners(commands, elsewhere)}));
}

// The first of `extras` that the command does not know, told as an error.
absl::Status Unknown(std::span<const Command> commands, const Command& command,
                     const std::vector<std::string>& extras) {
  if (extras.empty()) return absl::OkStatus();
  const std::string& extra = extras[0];
  if (extra.size() < 2 || extra[0] != '-') {
    return absl::InvalidArgumentError(
        Concat({Opening(command), "unexpected argument '", extra, "'", SeeHelp(command.name)}));
  }
  const std::string name = extra.substr(0, extra.find('='));
  return absl::InvalidArgumentError(
      Concat({Opening(command), "unknown option ", name,
              WayOut(commands, command.name, FlagNames(command), name)}));
}

// A value that is none of the choices of a flag or an argument.
absl::Status CheckChoices(const Command& command, const Invocation& invocation) {
  const auto known = [](const std::vector<std::string>& choices, const std::string& value) {
    return std::find(choices.begin(), choices.end(), value) != choices.end();
  };
  const auto told = [&](const absl::Status& status) {
    return absl::InvalidArgumentError(Concat({Opening(command), std::string(status.message())}));
  };
  for (const Flag& flag : command.flags) {
    if (flag.kind != ValueKind::kChoice || !invocation.Has(flag.name)) continue;
    const std::string value = invocation.Get(flag.name, "");
    if (known(flag.choices, value)) continue;
    return told(NotAChoice(Concat({"--", flag.name, " "}), value, flag.choices));
  }
  if (command.argument_kind != ValueKind::kChoice) return absl::OkStatus();
  for (const std::string& argument : invocation.arguments) {
    if (known(command.argument_choices, argument)) continue;
    return told(NotAChoice("", argument, command.argument_choices));
  }
  return absl::OkStatus();
}

absl::Status CheckArgumentCount(const Command& command, size_t count) {
  if (count >= command.least_arguments && count <= command.most_arguments) {
    return absl::OkStatus();
  }
  const bool few = count < command.least_arguments;
  return absl::InvalidArgumentError(
      Concat({Opening(command), few ? "too few" : "too many", " arguments; it takes ",
              command.arguments, SeeHelp(command.name)}));
}

absl::StatusOr<Invocation> Collect(std::span<const Command> commands, const Command& command,
                                   const CLI::App& parser, Slots slots) {
  Invocation invocation;
  invocation.command = command.name;
  if (slots.switches["help"]) {
    invocation.command = "help";
    invocation.arguments = {command.name};
    return invocation;
  }
  TWICETOLD_RETURN_IF_ERROR(Unknown(commands, command, parser.remaining()));
  invocation.arguments = std::move(slots.arguments);
  TWICETOLD_RETURN_IF_ERROR(CheckArgumentCount(command, invocation.arguments.size()));
  for (const auto& [name, on] : slots.switches) {
    if (on) invocation.flags[name] = "true";
  }
  for (const Flag& flag : command.flags) {
    if (flag.value.empty() || parser.count(Concat({"--", flag.name})) == 0) continue;
    if (flag.repeatable) {
      invocation.repeated[flag.name] = slots.repeated[flag.name];
      invocation.flags[flag.name] = slots.repeated[flag.name].back();
    } else {
      invocation.flags[flag.name] = slots.values[flag.name];
    }
  }
  TWICETOLD_RETURN_IF_ERROR(CheckChoices(command, invocation));
  return invocation;
}

// What CLI11 objected to, in our words where the commonest mistake was made: a flag at the end
// that wants a value.
absl::Status Misused(const Command& command, const std::vector<std::string>& arguments,
                     std::string_view what) {
  for (const Flag& flag : command.flags) {
    if (flag.value.empty() || arguments.back() != Concat({"--", flag.name})) continue;
    return absl::InvalidArgumentError(
        Concat({Opening(command), "--", flag.name, " needs a value: --", flag.name, " ", flag.value,
                SeeHelp(command.name)}));
  }
  return absl::InvalidArgumentError(Concat({Opening(command), what, SeeHelp(command.name)}));
}

absl::StatusOr<Invocation> ParseCommand(std::span<const Command> commands, const Command& command,
                                        const std::vector<std::string>& given) {
  CLI::App parser;
  Slots slots;
  Define(parser, command, slots);
  const auto plain = std::find(given.begin(), given.end(), "--");
  // CLI11 takes the arguments last first.
  std::vector<std::string> reversed(std::make_reverse_iterator(plain), given.rend());
  try {
    parser.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    return Misused(command, given, error.what());
  }
  if (plain != given.end()) {
    slots.arguments.insert(slots.arguments.end(), plain + 1, given.end());
  }
  return Collect(commands, command, parser, std::move(slots));
}

}  // namespace

std::string Invocation::Get(const std::string& flag, std::string_view otherwise) const {
  const auto found = flags.find(flag);
  return found == flags.end() ? std::string(otherwise) : found->second;
}

std::vector<std::string> Invocation::All(const std::string& flag) const {
  const auto found = repeated.find(flag);
  return found == repeated.end() ? std::vector<std::string>() : found->second;
}

std::string NoSuchCommand(std::string_view name, const std::vector<std::string>& known) {
  const std::string nearest = Nearest(name, known);
  return Concat(
      {"twicetold: no command called ", name, nearest.empty() ? SeeHelp("") : DidYouMean(nearest)});
}

absl::StatusOr<Invocation> ParseCommandLine(std::span<const Command> commands,
                                            const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h") {
    return Invocation{"help", {}, {}};
  }
  if (arguments[0] == "--version") return Invocation{"version", {}, {}};
  if (arguments[0] == "help") {
    return Invocation{"help", {arguments.begin() + 1, arguments.end()}, {}};
  }
  std::vector<std::string> names;
  for (const Command& command : commands) {
    if (command.name == arguments[0]) {
      return ParseCommand(commands, command, {arguments.begin() + 1, arguments.end()});
    }
    names.push_back(command.name);
  }
  if (arguments[0].starts_with('-')) {
    const std::string name = arguments[0].substr(0, arguments[0].find('='));
    return absl::InvalidArgumentError(Concat(
        {"twicetold: unknown option ", name, WayOut(commands, "", {"--help", "--version"}, name)}));
  }
  return absl::InvalidArgumentError(NoSuchCommand(arguments[0], names));
}

}  // namespace twicetold
