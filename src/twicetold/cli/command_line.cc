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

std::string DidYouMean(const std::string& nearest) {
  return nearest.empty() ? std::string() : Concat({"; did you mean ", nearest, "?"});
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

// The first of `extras` that the command does not know, told as an error.
absl::Status Unknown(const Command& command, const std::vector<std::string>& extras) {
  for (const std::string& extra : extras) {
    if (extra.size() < 2 || extra[0] != '-') {
      return absl::InvalidArgumentError(
          Concat({Opening(command), "unexpected argument '", extra, "'", SeeHelp(command.name)}));
    }
    const std::string name = extra.substr(0, extra.find('='));
    const std::string nearest = Nearest(name, FlagNames(command));
    return absl::InvalidArgumentError(
        Concat({Opening(command), "unknown option ", name,
                nearest.empty() ? SeeHelp(command.name) : DidYouMean(nearest)}));
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

absl::StatusOr<Invocation> Collect(const Command& command, const CLI::App& parser, Slots slots) {
  Invocation invocation;
  invocation.command = command.name;
  if (slots.switches["help"]) {
    invocation.command = "help";
    invocation.arguments = {command.name};
    return invocation;
  }
  if (absl::Status status = Unknown(command, parser.remaining()); !status.ok()) return status;
  invocation.arguments = std::move(slots.arguments);
  if (absl::Status status = CheckArgumentCount(command, invocation.arguments.size());
      !status.ok()) {
    return status;
  }
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

absl::StatusOr<Invocation> ParseCommand(const Command& command,
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
  return Collect(command, parser, std::move(slots));
}

size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
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

std::string Nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string nearest;
  size_t least = std::max<size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const size_t distance = EditDistance(word, candidate);
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
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
      return ParseCommand(command, {arguments.begin() + 1, arguments.end()});
    }
    names.push_back(command.name);
  }
  const std::string nearest = Nearest(arguments[0], names);
  return absl::InvalidArgumentError(Concat(
      {"twicetold: ", arguments[0].starts_with('-') ? "unknown option " : "no command called ",
       arguments[0], nearest.empty() ? SeeHelp("") : DidYouMean(nearest)}));
}

}  // namespace twicetold
