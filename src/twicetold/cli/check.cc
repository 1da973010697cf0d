// twicetold check: what stands twice in and across the inputs.

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/commands.h"
#include "twicetold/cli/options.h"
#include "twicetold/cli/program.h"
#include "twicetold/io/reader.h"
#include "twicetold/io/source.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/html.h"
#include "twicetold/report/json.h"
#include "twicetold/report/terminal.h"
#include "twicetold/report/text_block.h"

namespace twicetold {

Command CheckCommand() {
  Command command;
  command.name = "check";
  command.summary = "Find the passages that the inputs tell twice, each with all its places.";
  command.arguments = "INPUT...";
  command.arguments_help =
      "INPUT: a text, Markdown, HTML or JSONL file, a folder (walked), or - for standard input. "
      "One that is named twice is read once.";
  command.details =
      "Exit status: 0 when nothing is repeated, 1 when something is, 2 when there was trouble "
      "(an input that could not be read is named, the others are checked all the same).";
  command.least_arguments = 1;
  command.most_arguments = SIZE_MAX;
  command.flags = OutputFlags("text, json, jsonl or html");
  command.flags.push_back(
      {"exit-zero", "", "Exit with 0 even when something is repeated.", "Output"});
  command.flags.push_back({"skip-bad", "",
                           "Exit as if all was well when inputs could not be read; they are "
                           "still named.",
                           "Output"});
  for (const auto& flags : {RecipeFlags(), InputFlags(), RunFlags()}) {
    command.flags.insert(command.flags.end(), flags.begin(), flags.end());
  }
  command.examples = {
      "twicetold check draft.txt",
      "twicetold check --min-words 5 draft.md",
      "twicetold check stories/ --format json > findings.json",
      "twicetold check draft.txt --format html > draft.html",
      "pandoc draft.docx -t plain | twicetold check -",
  };
  return command;
}

namespace {

// Names and reasons may quote the input, which must not steer the terminal.
void NameSkipped(const Findings& findings, std::string_view command, std::ostream& err) {
  for (const SkippedDocument& skipped : findings.skipped) {
    err << "twicetold " << command << ": " << Printable(skipped.name);
    if (skipped.line != 0) err << ':' << skipped.line;
    err << ": " << Printable(std::string(skipped.reason.message())) << '\n';
  }
}

// A file named twice is one file; otherwise all of it would stand twice.
std::vector<std::string> EachOnce(const std::vector<std::string>& inputs) {
  std::vector<std::string> once;
  for (const std::string& input : inputs) {
    const bool known = std::find(once.begin(), once.end(), input) != once.end();
    if (!known || input == "-") once.push_back(input);
  }
  return once;
}

}  // namespace

absl::StatusOr<ExitStatus> RunCheck(const Invocation& invocation,
                                    const Surroundings& surroundings) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::string format,
                             OutputFormatOf(invocation, {"text", "json", "jsonl", "html"}));
  TWICETOLD_ASSIGN_OR_RETURN(const TextStyle style, TextStyleOf(invocation, surroundings));
  TWICETOLD_ASSIGN_OR_RETURN(const Recipe recipe, RecipeOf(invocation));
  TWICETOLD_ASSIGN_OR_RETURN(const ReadOptions options, ReadOptionsOf(invocation));
  TWICETOLD_ASSIGN_OR_RETURN(const int threads, ThreadsOf(invocation, surroundings));
  InputSource source(EachOnce(invocation.arguments), options);
  TWICETOLD_ASSIGN_OR_RETURN(const Findings findings, Check(source, recipe, threads));
  NameSkipped(findings, "check", *surroundings.err);
  if (format == "json") {
    WriteJson(findings, *surroundings.out);
  } else if (format == "jsonl") {
    WriteJsonLines(findings, *surroundings.out);
  } else if (format == "html") {
    WriteHtml(findings, *surroundings.out);
  } else if (!findings.documents.empty()) {
    WriteText(findings, style, *surroundings.out);
  }
  if (!findings.skipped.empty() && !invocation.Has("skip-bad")) return kTrouble;
  return findings.repeats.empty() || invocation.Has("exit-zero") ? kClean : kFound;
}

}  // namespace twicetold
