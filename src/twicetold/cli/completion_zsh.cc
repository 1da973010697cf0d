#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/completion.h"

namespace twicetold {
namespace {

// `text` where colons and brackets mean something to _arguments.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == ':' || c == '[' || c == ']' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string List(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += Concat({list.empty() ? "" : " ", word});
  return list;
}

// The action that completes a value.
std::string Action(ValueKind kind, const std::vector<std::string>& choices) {
  const std::string_view files = kind == ValueKind::kFile     ? "_files"
                                 : kind == ValueKind::kFolder ? "_files -/"
                                                              : "";
  if (choices.empty()) return files.empty() ? std::string(" ") : std::string(files);
  if (files.empty()) return Concat({"(", List(choices), ")"});
  return Concat({"{_alternative \"names:name:(", List(choices), ")\" \"files:file:", files, "\"}"});
}

std::string FlagSpec(const Flag& flag) {
  std::string spec = Concat({"--", flag.name, flag.value.empty() ? "" : "=", "[",
                             Escaped(FirstSentence(flag.help)), "]"});
  if (!flag.value.empty()) {
    spec += Concat({":", Escaped(flag.value), ":", Action(flag.kind, flag.choices)});
  }
  return ShellQuoted(spec);
}

std::string CommandCase(const Command& command) {
  std::string script = Concat({"        ", command.name, ")\n          _arguments -S \\\n",
                               "            '(- *)'{-h,--help}'[print the help]' \\\n"});
  for (const Flag& flag : command.flags) {
    script += Concat({"            ", FlagSpec(flag), " \\\n"});
  }
  const std::string_view many = command.most_arguments > 1 ? "*" : "1";
  return Concat({script, "            ",
                 ShellQuoted(Concat({many, ":", Escaped(command.arguments), ":",
                                     Action(command.argument_kind, command.argument_choices)})),
                 "\n          ;;\n"});
}

}  // namespace

std::string ZshCompletion(std::span<const Command> commands) {
  std::vector<std::string> names;
  std::string script =
      "#compdef twicetold\n# zsh completion for twicetold; made by `twicetold generate zsh`.\n\n"
      "_twicetold() {\n  local context state state_descr line\n  typeset -A opt_args\n"
      "  local -a commands=(\n";
  for (const Command& command : commands) {
    names.push_back(command.name);
    script += Concat(
        {"    ", ShellQuoted(Concat({command.name, ":", Escaped(FirstSentence(command.summary))})),
         "\n"});
  }
  script += R"(    'help:Print the help of a command'
  )
  _arguments -C \
    '(- *)'{-h,--help}'[print the help]' \
    '(- *)--version[print the version]' \
    '1:command:->command' \
    '*::argument:->arguments'
  case $state in
    command) _describe -t commands 'twicetold command' commands ;;
    arguments)
      case $words[1] in
)";
  script += Concat({"        help) _arguments '1:command:(", List(names), ")' ;;\n"});
  for (const Command& command : commands) script += CommandCase(command);
  return script +
         "      esac\n      ;;\n  esac\n}\n\n"
         // Autoloaded by its name the file is the function's body; sourced it only defines it.
         "if [[ $funcstack[1] == _twicetold ]]; then\n  _twicetold \"$@\"\n"
         "else\n  compdef _twicetold twicetold\nfi\n";
}

}  // namespace twicetold
