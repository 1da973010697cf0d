// twicetold check: what stands twice in and across the inputs.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/against.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/commands.h"
#include "twicetold/cli/gate.h"
#include "twicetold/cli/options.h"
#include "twicetold/cli/program.h"
#include "twicetold/cli/progress_bar.h"
#include "twicetold/cli/project_file.h"
#include "twicetold/cli/report_format.h"
#include "twicetold/cli/verbosity.h"
#include "twicetold/io/reader.h"
#include "twicetold/io/source.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/pipeline/suppress.h"
#include "twicetold/recipe/recipe.h"
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
  command.flags = OutputFlags(ReportFormats());
  command.flags.push_back(
      {"exit-zero", "", "Exit with 0 even when something is repeated.", "Output"});
  command.flags.push_back({"skip-bad", "",
                           "Exit as if all was well when inputs could not be read; they are "
                           "still named.",
                           "Output"});
  for (const auto& flags : {VerbosityFlags(), AgainstFlags(), GateFlags(), ProjectFileFlags(),
                            RecipeFlags(), InputFlags(), RunFlags()}) {
    command.flags.insert(command.flags.end(), flags.begin(), flags.end());
  }
  command.examples = {
      "twicetold check draft.txt",
      "twicetold check --min-words 5 draft.md",
      "twicetold check draft.txt --against archive/ --since 2005",
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

absl::StatusOr<ExitStatus> RunCheck(const Invocation& given, const Surroundings& surroundings) {
  Invocation invocation = given;
  TWICETOLD_ASSIGN_OR_RETURN(const std::optional<ProjectFile> project, ProjectFileOf(given));
  if (project) TWICETOLD_RETURN_IF_ERROR(ApplyOptions(*project, CheckCommand(), invocation));
  TWICETOLD_ASSIGN_OR_RETURN(const Gate gate, Gate::Of(invocation));
  TWICETOLD_ASSIGN_OR_RETURN(const std::string format, OutputFormatOf(invocation, ReportFormats()));
  TWICETOLD_ASSIGN_OR_RETURN(TextStyle style, TextStyleOf(invocation, surroundings));
  TWICETOLD_ASSIGN_OR_RETURN(const Verbosity verbosity, VerbosityOf(invocation));
  style.findings_only = verbosity == Verbosity::kQuiet;
  TWICETOLD_ASSIGN_OR_RETURN(const Recipe recipe, RecipeOf(invocation));
  TWICETOLD_ASSIGN_OR_RETURN(const ReadOptions options, ReadOptionsOf(invocation));
  TWICETOLD_ASSIGN_OR_RETURN(const int threads, ThreadsOf(invocation, surroundings));
  TWICETOLD_RETURN_IF_ERROR(ChooseSimd(invocation));
  const Account account(verbosity, "check", surroundings);
  InputSource source(EachOnce(invocation.arguments), options);
  InputSource references(EachOnce(invocation.All("against")), options);
  const std::unique_ptr<Progress> progress =
      ProgressFor(surroundings, verbosity == Verbosity::kQuiet);
  CheckOptions check;
  if (invocation.Has("against")) check.references = &references;
  TWICETOLD_ASSIGN_OR_RETURN(check.dates, DatesOf(invocation));
  check.progress = progress.get();
  TWICETOLD_ASSIGN_OR_RETURN(Findings findings, Check(source, recipe, threads, check));
  findings.summary.files_of_other_kinds =
      source.files_of_other_kinds() + references.files_of_other_kinds();
  findings.summary.files_ignored = source.files_ignored() + references.files_ignored();
  Policy policy = gate.PolicyOf();
  if (project) {
    policy.rule = [&](const DocumentFinding& document) { return project->RuleFor(document); };
  }
  Suppress(policy, findings);
  NameSkipped(findings, "check", *surroundings.err);
  account.Tell(findings, options, threads);
  WriteReport(format, findings, style, *surroundings.out);
  TWICETOLD_RETURN_IF_ERROR(gate.KeepBaseline(findings, surroundings));
  if (!findings.skipped.empty() && !invocation.Has("skip-bad")) return kTrouble;
  const bool fails =
      gate.Fails(findings, verbosity == Verbosity::kQuiet ? nullptr : surroundings.err);
  return fails && !invocation.Has("exit-zero") ? kFound : kClean;
}

}  // namespace twicetold
