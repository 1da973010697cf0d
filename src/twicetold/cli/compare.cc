// twicetold compare: two texts side by side, and why they match or not.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/commands.h"
#include "twicetold/cli/options.h"
#include "twicetold/cli/program.h"
#include "twicetold/cli/verbosity.h"
#include "twicetold/io/reader.h"
#include "twicetold/io/source.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/json.h"
#include "twicetold/report/terminal.h"

namespace twicetold {

Command CompareCommand() {
  Command command;
  command.name = "compare";
  command.summary =
      "Compare two texts: resemblance, containment both ways, shared passages, and the reasons.";
  command.arguments = "A B";
  command.arguments_help =
      "A, B: a text, Markdown or HTML file, or - for standard input; or one JSONL file of two "
      "records.";
  command.details = "Exit status: 0 when the two were compared, 2 when there was trouble.";
  command.least_arguments = 1;
  command.most_arguments = 2;
  command.flags = OutputFlags({"text", "json"});
  for (const auto& flags : {VerbosityFlags(), RecipeFlags(), InputFlags(), RunFlags()}) {
    command.flags.insert(command.flags.end(), flags.begin(), flags.end());
  }
  command.examples = {
      "twicetold compare draft.txt wire.txt",
      "twicetold compare old.html new.html --format json",
  };
  return command;
}

absl::StatusOr<ExitStatus> RunCompare(const Invocation& invocation,
                                      const Surroundings& surroundings) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::string format,
                             OutputFormatOf(invocation, {"text", "json"}));
  TWICETOLD_ASSIGN_OR_RETURN(TextStyle style, TextStyleOf(invocation, surroundings));
  TWICETOLD_ASSIGN_OR_RETURN(const Verbosity verbosity, VerbosityOf(invocation));
  style.findings_only = verbosity == Verbosity::kQuiet;
  TWICETOLD_ASSIGN_OR_RETURN(const Recipe recipe, RecipeOf(invocation));
  TWICETOLD_ASSIGN_OR_RETURN(const ReadOptions options, ReadOptionsOf(invocation));
  TWICETOLD_ASSIGN_OR_RETURN(const int threads, ThreadsOf(invocation, surroundings));
  TWICETOLD_RETURN_IF_ERROR(ChooseSimd(invocation));
  const Account account(verbosity, "compare", surroundings);
  InputSource source(invocation.arguments, options);
  TWICETOLD_ASSIGN_OR_RETURN(const Comparison comparison, Compare(source, recipe, threads));
  account.Tell(comparison.findings, options, threads);
  if (format == "json") {
    WriteJson(comparison, *surroundings.out);
  } else {
    WriteText(comparison, style, *surroundings.out);
  }
  return kClean;
}

}  // namespace twicetold
