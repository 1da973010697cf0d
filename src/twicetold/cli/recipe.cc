// twicetold recipe: every parameter that changes a result, and what it does.

#include "twicetold/recipe/recipe.h"

#include <string>

#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/commands.h"
#include "twicetold/cli/options.h"
#include "twicetold/cli/program.h"
#include "twicetold/report/json.h"
#include "twicetold/report/terminal.h"

namespace twicetold {

Command RecipeCommand() {
  Command command;
  command.name = "recipe";
  command.summary =
      "Print a recipe: every parameter with its unit, value and effect, the fingerprint, and the "
      "predicted chance of finding a pair.";
  command.arguments = "[NAME|FILE]";
  command.arguments_help =
      "NAME: draft (the default), corpus. FILE: a recipe as `recipe --format json` prints it.";
  command.details = "Exit status: 0, or 2 when there was trouble.";
  command.least_arguments = 0;
  command.most_arguments = 1;
  command.argument_choices = RecipeChoices();
  command.flags = OutputFlags({"text", "json"});
  for (const Flag& flag : RecipeFlags()) {
    if (flag.name != "recipe") command.flags.push_back(flag);
  }
  command.examples = {
      "twicetold recipe",
      "twicetold recipe corpus --threshold 0.7",
      "twicetold recipe --min-words 5 --format json > my-recipe.json",
  };
  return command;
}

absl::StatusOr<ExitStatus> RunRecipe(const Invocation& invocation,
                                     const Surroundings& surroundings) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::string format,
                             OutputFormatOf(invocation, {"text", "json"}));
  TWICETOLD_ASSIGN_OR_RETURN(const TextStyle style, TextStyleOf(invocation, surroundings));
  Invocation named = invocation;
  if (!named.arguments.empty()) named.flags["recipe"] = named.arguments[0];
  TWICETOLD_ASSIGN_OR_RETURN(const Recipe recipe, RecipeOf(named));
  if (format == "json") {
    WriteJson(recipe, *surroundings.out);
  } else {
    WriteText(recipe, style, *surroundings.out);
  }
  return kClean;
}

}  // namespace twicetold
