#include "twicetold/cli/man_page.h"

#include <span>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/cli/command_line.h"

namespace twicetold {
namespace {

// Text that roff prints as it stands: what it reads as a command, or sets as a typographic sign
// that can't be pasted into a shell, is spelt out.
std::string Plain(std::string_view text) {
  std::string plain;
  if (text.starts_with('.')) plain += "\\&";
  for (const char c : text) {
    switch (c) {
      case '\\':
        plain += "\\e";
        break;
      case '-':
        plain += "\\-";
        break;
      case '\'':
        plain += "\\(aq";
        break;
      case '`':
        plain += "\\(ga";
        break;
      case '^':
        plain += "\\(ha";
        break;
      case '~':
        plain += "\\(ti";
        break;
      default:
        plain += c;
    }
  }
  return plain;
}

std::string Bold(std::string_view text) { return Concat({"\\fB", Plain(text), "\\fR"}); }

std::string Paragraph(std::string_view text) { return Concat({".PP\n", Plain(text), "\n"}); }

std::string Example(std::string_view text) {
  return Concat({".PP\n.RS 4\n.nf\n", Plain(text), "\n.fi\n.RE\n"});
}

std::string Tagged(const std::string& tag, std::string_view text) {
  return Concat({".TP\n", tag, "\n", Plain(text), "\n"});
}

std::string FlagEntry(const Flag& flag) {
  std::string tag = Bold(Concat({"--", flag.name}));
  if (!flag.value.empty()) tag += Concat({" \\fI", Plain(flag.value), "\\fR"});
  return Tagged(tag, FlagText(flag));
}

std::string CommandSection(const Command& command) {
  std::string page =
      Concat({".SS ", Plain(command.name), "\n", Bold(Concat({"twicetold ", command.name})),
              " [options] ", Plain(command.arguments), "\n", Paragraph(command.summary),
              Paragraph(command.arguments_help)});
  if (!command.details.empty()) page += Paragraph(command.details);
  for (const std::string& group : FlagGroups(command)) {
    page += Concat({".PP\n", Bold(Concat({group, ":"})), "\n"});
    for (const Flag& flag : command.flags) {
      if (flag.group == group) page += FlagEntry(flag);
    }
  }
  if (!command.examples.empty()) page += Concat({".PP\n", Bold("Examples:"), "\n"});
  for (const std::string& example : command.examples) page += Example(example);
  return page;
}

}  // namespace

std::string ManPage(std::span<const Command> commands, std::string_view version) {
  std::string page =
      Concat({".TH TWICETOLD 1 \"\" \"twicetold ", Plain(version), "\" \"User Commands\"\n",
              ".SH NAME\ntwicetold \\- find repeated and nearly repeated passages of text\n",
              ".SH SYNOPSIS\n"});
  for (const Command& command : commands) {
    page += Concat({Bold(Concat({"twicetold ", command.name})), " [options] ",
                    Plain(command.arguments), "\n.br\n"});
  }
  page += Concat({Bold("twicetold help"), " [COMMAND]\n.br\n", Bold("twicetold --version"), "\n"});
  page += ".SH DESCRIPTION\n";
  page += Plain(
      "twicetold finds text told twice: repeated and nearly repeated passages, in one draft or "
      "across many documents.");
  page += "\n.SH COMMANDS\n";
  for (const Command& command : commands) page += CommandSection(command);
  page += Concat({".SH OPTIONS\n", Tagged(Bold("--help"), "Print the help of a command."),
                  Tagged(Bold("--version"), "Print the version.")});
  page += Concat({".SH ENVIRONMENT\n",
                  Tagged(Bold("NO_COLOR"), "Not empty: no colours, unless --color asks for them."),
                  Tagged(Bold("TERM"), "dumb, or not set: no colours and no progress bar.")});
  return page;
}

}  // namespace twicetold
