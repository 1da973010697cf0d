#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/completion.h"

namespace twicetold {
namespace {

// The words in single quotes, apart by spaces, as `compgen -W` wants them.
std::string WordList(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += Concat({list.empty() ? "" : " ", word});
  return ShellQuoted(list);
}

// What offers the values of one kind.
std::string Offer(ValueKind kind, const std::vector<std::string>& choices) {
  std::string files;
  if (kind == ValueKind::kFile) files = " files";
  if (kind == ValueKind::kFolder) files = " folders";
  if (files.empty() && choices.empty()) return "_twicetold_offer none ''";
  return Concat({"_twicetold_offer", files.empty() ? " words" : files, " ", WordList(choices)});
}

constexpr std::string_view kHead =
    R"(# bash completion for twicetold; made by `twicetold generate bash`.

# _twicetold_offer KIND WORDS: what of WORDS, and of the files or folders, begins with $current.
_twicetold_offer() {
  mapfile -t COMPREPLY < <(compgen -W "$2" -- "$current")
  local -a paths=()
  case $1 in
    files) mapfile -t paths < <(compgen -f -- "$current") ;;
    folders) mapfile -t paths < <(compgen -d -- "$current") ;;
    *) compopt +o default 2> /dev/null; return ;;
  esac
  compopt -o filenames 2> /dev/null
  COMPREPLY+=("${paths[@]}")
}

_twicetold() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  local plain='' word
  COMPREPLY=()
  # "--flag=value" comes as three words.
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $before == '=' ]]; then
    before=${COMP_WORDS[COMP_CWORD-2]}
  fi
  # After "--" all are arguments.
  for word in "${COMP_WORDS[@]:2:COMP_CWORD-2}"; do
    [[ $word == '--' ]] && plain=yes
  done
)";

}  // namespace

std::string ShellQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string FirstSentence(std::string_view help) {
  const size_t end = std::min({help.find(". "), help.find("; "), help.size()});
  std::string_view sentence = help.substr(0, end);
  if (sentence.ends_with('.')) sentence.remove_suffix(1);
  return std::string(sentence);
}

std::string BashCompletion(std::span<const Command> commands) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  std::string script(kHead);
  std::vector<std::string> first = names;
  first.insert(first.end(), {"help", "--help", "--version"});
  script += Concat({"  if ((COMP_CWORD == 1)); then\n    _twicetold_offer words ", WordList(first),
                    "\n    return\n  fi\n  [[ $plain ]] && before=''\n",
                    "  case \"$command $before\" in\n"});
  for (const Command& command : commands) {
    for (const Flag& flag : command.flags) {
      if (flag.value.empty()) continue;
      script += Concat({"    '", command.name, " --", flag.name, "') ",
                        Offer(flag.kind, flag.choices), "; return ;;\n"});
    }
  }
  script += "  esac\n  if [[ $current == -* && ! $plain ]]; then\n    case $command in\n";
  for (const Command& command : commands) {
    std::vector<std::string> flags = {"--help"};
    for (const Flag& flag : command.flags) flags.push_back(Concat({"--", flag.name}));
    script +=
        Concat({"      ", command.name, ") _twicetold_offer words ", WordList(flags), " ;;\n"});
  }
  script += Concat({"    esac\n    return\n  fi\n  case $command in\n    help) ",
                    Offer(ValueKind::kChoice, names), " ;;\n"});
  for (const Command& command : commands) {
    script += Concat({"    ", command.name, ") ",
                      Offer(command.argument_kind, command.argument_choices), " ;;\n"});
  }
  // Only what is no word of ours falls back to readline's own file names, which knows quotes.
  return script + "  esac\n}\n\ncomplete -o default -F _twicetold twicetold\n";
}

}  // namespace twicetold
