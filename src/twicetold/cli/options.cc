#include "twicetold/cli/options.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/simd.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/program.h"
#include "twicetold/io/file.h"
#include "twicetold/io/json_fields.h"
#include "twicetold/io/reader.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/terminal.h"

namespace twicetold {
namespace {

constexpr uint64_t kLargestRecipeFile = uint64_t{1} << 20;

// A flag's name for a parameter's.
std::string Dashed(std::string_view name) {
  std::string dashed(name);
  std::replace(dashed.begin(), dashed.end(), '_', '-');
  return dashed;
}

absl::Status BadValue(std::string_view flag, std::string_view value, std::string_view wanted) {
  return absl::InvalidArgumentError(Concat({"--", flag, " ", value, ": must be ", wanted}));
}

absl::StatusOr<uint64_t> WholeNumber(std::string_view flag, std::string_view text,
                                     std::string_view wanted) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return BadValue(flag, text, wanted);
  }
  return value;
}

// "64M" and the like.
absl::StatusOr<uint64_t> Size(std::string_view flag, std::string_view text) {
  constexpr std::string_view kWanted = "a number of bytes, or one with K, M or G after it";
  constexpr std::string_view kUnits = "KMG";
  unsigned shift = 0;
  std::string_view digits = text;
  if (!text.empty()) {
    const char last = text.back() >= 'a' ? static_cast<char>(text.back() - 'a' + 'A') : text.back();
    if (const size_t unit = kUnits.find(last); unit != std::string_view::npos) {
      shift = 10 * (static_cast<unsigned>(unit) + 1);
      digits.remove_suffix(1);
    }
  }
  const absl::StatusOr<uint64_t> value = WholeNumber(flag, digits, kWanted);
  if (!value.ok() || *value > (UINT64_MAX >> shift)) return BadValue(flag, text, kWanted);
  return *value << shift;
}

std::vector<std::string> ColourChoices() { return {"auto", "always", "never"}; }

std::vector<std::string> FormatChoices() {
  std::vector<std::string> names;
  for (const Format format :
       {Format::kDetect, Format::kText, Format::kMarkdown, Format::kHtml, Format::kJsonl}) {
    names.emplace_back(FormatName(format));
  }
  return names;
}

std::vector<std::string> EncodingChoices() {
  return {"detect", "utf-8", "utf-16le", "utf-16be", "windows-1252", "latin-1"};
}

bool IsPreset(std::string_view text) {
  const auto presets = PresetNames();
  return std::find(presets.begin(), presets.end(), text) != presets.end();
}

absl::Status Prefixed(std::string_view prefix, const absl::Status& status) {
  return absl::Status(status.code(), Concat({prefix, ": ", std::string(status.message())}));
}

absl::StatusOr<std::vector<std::string>> PatternsOf(const Invocation& invocation,
                                                    const std::string& flag) {
  std::vector<std::string> patterns = invocation.All(flag);
  for (const std::string& pattern : patterns) {
    if (absl::Status status = CheckPattern(pattern); !status.ok()) {
      return absl::Status(status.code(), Concat({"--", flag, " \"", pattern, "\" ",
                                                 std::string(status.message())}));
    }
  }
  return patterns;
}

}  // namespace

std::vector<Flag> InputFlags() {
  return {
      {"input-format", "FORMAT",
       "What the inputs are; auto goes by the file name, and standard input is text. Default: "
       "auto.",
       "Input", ValueKind::kText, FormatChoices()},
      {"encoding", "NAME", "How the inputs are encoded. Default: detect.", "Input",
       ValueKind::kText, EncodingChoices()},
      {"text-field", "NAME", "JSONL: the field that holds the text. Default: text.", "Input"},
      {"id-field", "NAME", "JSONL: the field that names a record. Default: id.", "Input"},
      {"date-field", "NAME",
       "JSONL: the field that says when a record was published. Default: date.", "Input"},
      {"source-field", "NAME", "JSONL: the field that says who published it. Default: source.",
       "Input"},
      {"series-field", "NAME",
       "JSONL: the field that versions of one story have in common. Default: none.", "Input"},
      {"no-ignore", "",
       "Read what .gitignore, .git/info/exclude and .twicetoldignore leave out of a folder. "
       "Default: leave it out.",
       "Input"},
      {"include",
       "GLOB",
       "In a folder, read only the files that match GLOB, of any extension; a pattern as in a "
       ".gitignore there (*.tex, /news/, 2005/**/*.txt). Default: those of a known extension.",
       "Input",
       ValueKind::kText,
       {},
       true},
      {"exclude-files",
       "GLOB",
       "In a folder, leave out the files and folders that match GLOB, a pattern as in a "
       ".gitignore there. Default: none.",
       "Input",
       ValueKind::kText,
       {},
       true},
      {"max-document-bytes", "SIZE",
       "Skip, with a message, a file (JSONL: a line) larger than this; K, M, G may follow the "
       "number. A check needs 25 to 30 times a text's size in memory. Default: 64M.",
       "Input"},
  };
}

std::vector<std::string> RecipeChoices() {
  const auto presets = PresetNames();
  return {presets.begin(), presets.end()};
}

std::vector<Flag> RecipeFlags(std::string_view preset, std::span<const std::string_view> names) {
  std::vector<Flag> flags = {
      {"recipe", "NAME|FILE",
       Concat({"Start from this recipe: draft, corpus, or a file that `twicetold recipe --format "
               "json` printed. Default: ",
               preset, "."}),
       "Recipe", ValueKind::kFile, RecipeChoices()}};
  const Recipe defaults = Recipe::FromPreset(preset).value();
  for (const Parameter& parameter : Parameters()) {
    if (!names.empty() && std::find(names.begin(), names.end(), parameter.name) == names.end()) {
      continue;
    }
    flags.push_back({Dashed(parameter.name),
                     parameter.is_text ? "NAME" : "N",
                     Concat({parameter.effect, " Default: ", parameter.get(defaults), "."}),
                     "Recipe",
                     parameter.is_text ? ValueKind::kChoice : ValueKind::kNumber,
                     {parameter.choices.begin(), parameter.choices.end()}});
  }
  return flags;
}

Flag OutputFileFlag() {
  return {"output", "FILE",
          "Write the results to FILE, which appears whole or not at all; - is standard output.",
          "Output", ValueKind::kFile};
}

std::vector<Flag> OutputFlags(const std::vector<std::string>& formats) {
  return {
      {"format", "FORMAT", "How the results are written. Default: text.", "Output",
       ValueKind::kChoice, formats},
      OutputFileFlag(),
      {"color", "WHEN",
       "Colour the text; auto does on a terminal, unless NO_COLOR is set. Default: auto.", "Output",
       ValueKind::kChoice, ColourChoices()},
      {"places", "N",
       "Text: places of a repeat, pairs of documents and the like to show before \"and N more\"; 0 "
       "shows all. Default: 10.",
       "Output", ValueKind::kNumber},
      {"width", "N", "Columns to wrap the text to, 40 at least. Default: the terminal's, else 80.",
       "Output", ValueKind::kNumber},
  };
}

std::vector<Flag> RunFlags() {
  return {
      {"threads", "N",
       "Threads to use; the findings are the same for any number. Default: one a core.", "Running",
       ValueKind::kNumber},
      {"simd", "TARGET",
       "Vector instructions to use; the findings are the same for any. scalar is always there; a "
       "wrong name is answered with what this machine has. Default: auto, the best.",
       "Running"}};
}

absl::StatusOr<ReadOptions> ReadOptionsOf(const Invocation& invocation) {
  ReadOptions options;
  if (invocation.Has("input-format")) {
    const std::string name = invocation.Get("input-format", "");
    const absl::StatusOr<Format> format = FormatFromName(name);
    if (!format.ok()) return NotAChoice("--input-format ", name, FormatChoices());
    options.format = *format;
  }
  if (invocation.Has("encoding")) {
    const std::string name = invocation.Get("encoding", "");
    const absl::StatusOr<Encoding> encoding = EncodingFromName(name);
    if (!encoding.ok()) return NotAChoice("--encoding ", name, EncodingChoices());
    options.encoding = *encoding;
  }
  options.text_field = invocation.Get("text-field", options.text_field);
  options.id_field = invocation.Get("id-field", options.id_field);
  options.date_field = invocation.Get("date-field", options.date_field);
  options.source_field = invocation.Get("source-field", options.source_field);
  options.series_field = invocation.Get("series-field", options.series_field);
  options.walk.use_ignore_files = !invocation.Has("no-ignore");
  TWICETOLD_ASSIGN_OR_RETURN(options.walk.include, PatternsOf(invocation, "include"));
  TWICETOLD_ASSIGN_OR_RETURN(options.walk.exclude, PatternsOf(invocation, "exclude-files"));
  TWICETOLD_ASSIGN_OR_RETURN(options.max_document_bytes,
                             BytesOf(invocation, "max-document-bytes", options.max_document_bytes));
  return options;
}

absl::StatusOr<uint64_t> BytesOf(const Invocation& invocation, const std::string& flag,
                                 uint64_t otherwise) {
  if (!invocation.Has(flag)) return otherwise;
  return Size(flag, invocation.Get(flag, ""));
}

absl::StatusOr<uint64_t> NumberOf(const Invocation& invocation, const std::string& flag,
                                  uint64_t otherwise) {
  if (!invocation.Has(flag)) return otherwise;
  return WholeNumber(flag, invocation.Get(flag, ""), "a whole number");
}

absl::StatusOr<Recipe> RecipeFrom(const std::string& text) {
  if (IsPreset(text)) return Recipe::FromPreset(text);
  absl::StatusOr<File> file = File::Open(text);
  if (absl::IsNotFound(file.status())) {
    return absl::NotFoundError(
        Concat({std::string(Recipe::FromPreset(text).status().message()),
                ", and there is no such file", DidYouMean(Nearest(text, RecipeChoices()))}));
  }
  if (!file.ok()) return Prefixed(text, file.status());
  const absl::StatusOr<std::string> json = file->ReadAll(kLargestRecipeFile);
  if (!json.ok()) return Prefixed(text, json.status());
  const auto fields = ReadJsonFields(*json, "parameters");
  if (!fields.ok()) {
    return Prefixed(Concat({text, ": not a recipe as `twicetold recipe --format json` prints it"}),
                    fields.status());
  }
  Recipe recipe;
  recipe.preset = text;
  for (const auto& [name, value] : *fields) {
    if (absl::Status status = recipe.Set(name, value); !status.ok()) return Prefixed(text, status);
  }
  return recipe;
}

absl::StatusOr<Recipe> RecipeOf(const Invocation& invocation) {
  TWICETOLD_ASSIGN_OR_RETURN(Recipe recipe, RecipeFrom(invocation.Get("recipe", "draft")));
  for (const Parameter& parameter : Parameters()) {
    const std::string flag = Dashed(parameter.name);
    if (!invocation.Has(flag)) continue;
    TWICETOLD_RETURN_IF_ERROR(recipe.Set(parameter.name, invocation.Get(flag, "")));
  }
  TWICETOLD_RETURN_IF_ERROR(recipe.Validate());
  return recipe;
}

absl::StatusOr<TextStyle> TextStyleOf(const Invocation& invocation,
                                      const Surroundings& surroundings) {
  TextStyle style;
  const std::string colour = invocation.Get("color", "auto");
  const std::vector<std::string> choices = ColourChoices();
  if (std::find(choices.begin(), choices.end(), colour) == choices.end()) {
    return NotAChoice("--color ", colour, choices);
  }
  style.colour = colour == "always" || (colour == "auto" && surroundings.colour);
  style.width = surroundings.width;
  if (invocation.Has("width")) {
    constexpr std::string_view kWanted = "a whole number of at least 40";
    TWICETOLD_ASSIGN_OR_RETURN(const uint64_t width,
                               WholeNumber("width", invocation.Get("width", ""), kWanted));
    if (width < 40) return BadValue("width", invocation.Get("width", ""), kWanted);
    style.width = width;
  }
  if (invocation.Has("places")) {
    TWICETOLD_ASSIGN_OR_RETURN(style.places, WholeNumber("places", invocation.Get("places", ""),
                                                         "a whole number; 0 shows all"));
  }
  return style;
}

absl::StatusOr<int> ThreadsOf(const Invocation& invocation, const Surroundings& surroundings) {
  if (!invocation.Has("threads")) return surroundings.threads;
  constexpr std::string_view kWanted = "a whole number from 1 to 1024";
  const std::string text = invocation.Get("threads", "");
  TWICETOLD_ASSIGN_OR_RETURN(const uint64_t threads, WholeNumber("threads", text, kWanted));
  if (threads < 1 || threads > 1024) return BadValue("threads", text, kWanted);
  return static_cast<int>(threads);
}

absl::Status ChooseSimd(const Invocation& invocation) {
  absl::Status status = ForceSimdTarget(invocation.Get("simd", "auto"));
  if (status.ok()) return status;
  return absl::InvalidArgumentError(Concat({"--simd: ", std::string(status.message())}));
}

absl::StatusOr<std::string> OutputFormatOf(const Invocation& invocation,
                                           const std::vector<std::string>& formats) {
  std::string format = invocation.Get("format", "text");
  if (std::find(formats.begin(), formats.end(), format) != formats.end()) return format;
  return NotAChoice("--format ", format, formats);
}

}  // namespace twicetold
