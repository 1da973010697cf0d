#ifndef TWICETOLD_CLI_OPTIONS_H_
#define TWICETOLD_CLI_OPTIONS_H_

// Flags that several commands share: how inputs are read, the recipe, how results look.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/program.h"
#include "twicetold/io/reader.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/terminal.h"

namespace twicetold {

std::vector<Flag> InputFlags();
std::vector<std::string> RecipeChoices();  // the presets
// --recipe, and a flag for each parameter, or for those of `names`. `preset` is what the command
// starts from.
std::vector<Flag> RecipeFlags(std::string_view preset = "draft",
                              std::span<const std::string_view> names = {});
// --format, --output, --color, --width
std::vector<Flag> OutputFlags(const std::vector<std::string>& formats);
Flag OutputFileFlag();         // --output, which RunProgram itself obeys
std::vector<Flag> RunFlags();  // --threads, --simd

// Each reads its flags; InvalidArgument names the flag, the value and the choices.
absl::StatusOr<ReadOptions> ReadOptionsOf(const Invocation& invocation);
absl::StatusOr<Recipe> RecipeOf(const Invocation& invocation);
// The recipe that `text` names: a preset, or a JSON file as `recipe --format json` prints it.
absl::StatusOr<Recipe> RecipeFrom(const std::string& text);
absl::StatusOr<TextStyle> TextStyleOf(const Invocation& invocation,
                                      const Surroundings& surroundings);
// The bytes that the flag's value says ("64M"); `otherwise` when it is not given.
absl::StatusOr<uint64_t> BytesOf(const Invocation& invocation, const std::string& flag,
                                 uint64_t otherwise);
// The whole number that the flag's value says.
absl::StatusOr<uint64_t> NumberOf(const Invocation& invocation, const std::string& flag,
                                  uint64_t otherwise);
absl::StatusOr<int> ThreadsOf(const Invocation& invocation, const Surroundings& surroundings);
// Does as --simd says, for the whole process.
absl::Status ChooseSimd(const Invocation& invocation);
// The value of --format, which must be one of `formats` ("text" when not given).
absl::StatusOr<std::string> OutputFormatOf(const Invocation& invocation,
                                           const std::vector<std::string>& formats);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_OPTIONS_H_
