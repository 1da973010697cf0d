#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/completion.h"

namespace twicetold {
namespace {

// Between single quotes fish takes a backslash for an escape, which bash does not.
std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string List(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += Concat({list.empty() ? "" : " ", word});
  return list;
}

// What offers values of a kind; nothing for a text or a number.
std::string Offer(ValueKind kind, const std::vector<std::string>& choices) {
  std::string offered = List(choices);
  if (kind == ValueKind::kFolder) {
    offered += Concat({offered.empty() ? "" : " ", "(__fish_complete_directories)"});
  }
  std::string offer;
  if (kind == ValueKind::kFile) offer = " -F";
  if (!offered.empty()) offer += Concat({" -a ", Quoted(offered)});
  return offer;
}

std::string FlagLine(std::string_view condition, const Flag& flag) {
  std::string line = Concat({condition, " -l ", flag.name});
  if (!flag.value.empty()) line += Concat({" -r", Offer(flag.kind, flag.choices)});
  return Concat({line, " -d ", Quoted(FirstSentence(flag.help)), "\n"});
}

}  // namespace

std::string FishCompletion(std::span<const Command> commands) {
  std::vector<std::string> names;
  const std::string_view start = "complete -c twicetold -n __fish_use_subcommand";
  std::string script =
      "# fish completion for twicetold; made by `twicetold generate fish`.\n\n"
      "complete -c twicetold -f\n";
  for (const Command& command : commands) {
    names.push_back(command.name);
    script +=
        Concat({start, " -a ", command.name, " -d ", Quoted(FirstSentence(command.summary)), "\n"});
  }
  script += Concat({start, " -a help -d 'Print the help of a command'\n", start,
                    " -l version -d 'Print the version'\n",
                    "complete -c twicetold -s h -l help -d 'Print the help'\n",
                    "complete -c twicetold -n '__fish_seen_subcommand_from help' -a ",
                    Quoted(List(names)), "\n"});
  for (const Command& command : commands) {
    const std::string condition =
        Concat({"complete -c twicetold -n '__fish_seen_subcommand_from ", command.name, "'"});
    script += "\n";
    for (const Flag& flag : command.flags) script += FlagLine(condition, flag);
    const std::string offer = Offer(command.argument_kind, command.argument_choices);
    if (!offer.empty()) script += Concat({condition, offer, "\n"});
  }
  return script;
}

}  // namespace twicetold
