// The help texts, made from the command table.

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/cli/command_line.h"

namespace twicetold {
namespace {

constexpr size_t kWidth = 80;

// `text` wrapped at spaces, every line after `indent` spaces, with a final line break; `head`, no
// longer than that, begins the first line.
std::string Wrap(std::string_view text, size_t indent, std::string_view head = "") {
  std::string wrapped;
  std::string line = Concat({head, std::string(indent - head.size(), ' ')});
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.size() > indent && line.size() + 1 + word.size() > kWidth) {
      wrapped += Concat({line, "\n"});
      line.assign(indent, ' ');
    }
    line += Concat({line.size() > indent ? " " : "", word});
  }
  return wrapped + line + "\n";
}

}  // namespace

std::string FlagUsage(const Flag& flag) {
  return Concat({"--", flag.name, flag.value.empty() ? "" : " ", flag.value});
}

std::string FlagText(const Flag& flag) {
  std::string help =
      flag.repeatable ? Concat({flag.help, " May be given more than once."}) : flag.help;
  if (flag.choices.empty() || flag.kind == ValueKind::kFile) return help;
  std::string list;
  for (const std::string& choice : flag.choices) list += Concat({list.empty() ? "" : ", ", choice});
  return Concat({help, " One of: ", list, "."});
}

std::vector<std::string> FlagGroups(const Command& command) {
  std::vector<std::string> groups;
  for (const Flag& flag : command.flags) {
    if (std::find(groups.begin(), groups.end(), flag.group) == groups.end()) {
      groups.push_back(flag.group);
    }
  }
  return groups;
}

std::string ProgramHelp(std::span<const Command> commands) {
  std::string help =
      "twicetold finds text told twice: repeated and nearly repeated passages, in one\n"
      "draft or across many documents.\n\nUsage: twicetold COMMAND ...\n\nCommands:\n";
  size_t longest = 0;
  for (const Command& command : commands) longest = std::max(longest, command.name.size());
  for (const Command& command : commands) {
    help += Wrap(command.summary, longest + 4, Concat({"  ", command.name}));
  }
  return help +
         "\n`twicetold COMMAND --help` tells more. `twicetold --version` names the version.\n";
}

std::string CommandHelp(const Command& command) {
  std::string help =
      Concat({"Usage: twicetold ", command.name, " [options] ", command.arguments, "\n\n",
              Wrap(command.summary, 0), "\n", Wrap(command.arguments_help, 2)});
  if (!command.details.empty()) help += Concat({"\n", Wrap(command.details, 0)});
  for (const std::string& group : FlagGroups(command)) {
    help += Concat({"\n", group, ":\n"});
    for (const Flag& flag : command.flags) {
      if (flag.group != group) continue;
      help += Concat({"  ", FlagUsage(flag), "\n", Wrap(FlagText(flag), 6)});
    }
  }
  help += "\nExamples:\n";
  for (const std::string& example : command.examples) help += Concat({"  ", example, "\n"});
  return help;
}

}  // namespace twicetold
