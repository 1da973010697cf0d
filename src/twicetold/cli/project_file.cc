#include "twicetold/cli/project_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/io/file.h"
#include "twicetold/io/toml.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/suppress.h"

namespace twicetold {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = ".twicetold.toml";
constexpr uint64_t kLargestFile = uint64_t{1} << 20;
// Options of one run, not of a project.
constexpr std::array<std::string_view, 4> kNotInAFile = {"config", "no-config", "update-baseline",
                                                         "help"};

std::string Dashed(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

absl::Status TroubleAt(const ProjectFile& file, const TomlValue& value, std::string_view what) {
  return absl::InvalidArgumentError(
      Concat({file.path, ":", std::to_string(value.line), ":", std::to_string(value.column), ": ",
              value.name, ": ", what}));
}

absl::Status Unknown(const ProjectFile& file, const TomlValue& value,
                     const std::vector<std::string>& known) {
  const std::string nearest = Nearest(Dashed(value.name), known);
  return TroubleAt(file, value,
                   nearest.empty() ? std::string("no such setting")
                                   : Concat({"no such setting; did you mean ", nearest, "?"}));
}

absl::StatusOr<std::vector<Kind>> KindsOf(const ProjectFile& file, const TomlValue& value) {
  std::vector<Kind> kinds;
  for (const std::string& name : value.texts) {
    const absl::StatusOr<Kind> kind = KindFromName(name);
    if (!kind.ok()) return TroubleAt(file, value, std::string(kind.status().message()));
    kinds.push_back(*kind);
  }
  return kinds;
}

absl::Status SetPathSetting(const ProjectFile& file, const TomlValue& value,
                            PathSettings& settings) {
  const std::string name = Dashed(value.name);
  if (name == "match") {
    settings.match = IgnoreList(value.texts);
    return absl::OkStatus();
  }
  if (name == "ignore") {
    if (value.type != TomlValue::Type::kSwitch) {
      return TroubleAt(file, value, "must be true or false");
    }
    settings.rule.ignore = value.texts[0] == "true";
    return absl::OkStatus();
  }
  if (name == "exclude") {
    TWICETOLD_ASSIGN_OR_RETURN(settings.rule.exclude, KindsOf(file, value));
    return absl::OkStatus();
  }
  if (name == "min-words") {
    const std::string& text = value.texts.empty() ? std::string() : value.texts[0];
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), settings.rule.min_words);
    if (value.type != TomlValue::Type::kNumber || error != std::errc() ||
        end != text.data() + text.size()) {
      return TroubleAt(file, value, "must be a whole number");
    }
    return absl::OkStatus();
  }
  return Unknown(file, value, {"match", "ignore", "exclude", "min-words"});
}

absl::Status ReadPathSettings(const Toml& toml, ProjectFile& file) {
  for (const auto& [name, tables] : toml.tables) {
    for (const TomlTable& table : tables) {
      if (name != "path") {
        return absl::InvalidArgumentError(
            Concat({file.path, ":", std::to_string(table.line), ": [[", name,
                    "]]: the only tables are [[path]]"}));
      }
      PathSettings settings;
      for (const TomlValue& value : table.values) {
        TWICETOLD_RETURN_IF_ERROR(SetPathSetting(file, value, settings));
      }
      if (settings.match.empty()) {
        return absl::InvalidArgumentError(
            Concat({file.path, ":", std::to_string(table.line),
                    ": [[path]] says no paths; give it match = [\"pattern\"]"}));
      }
      settings.rule.origin =
          Concat({"[[path]] in line ", std::to_string(table.line), " of ", file.path});
      file.paths.push_back(std::move(settings));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<ProjectFile> Read(const std::string& path) {
  const auto prefixed = [&](const absl::Status& status) {
    return absl::Status(status.code(), Concat({path, ": ", std::string(status.message())}));
  };
  absl::StatusOr<File> opened = File::Open(path);
  if (!opened.ok()) return prefixed(opened.status());
  const absl::StatusOr<std::string> text = opened->ReadAll(kLargestFile);
  if (!text.ok()) return prefixed(text.status());
  const absl::StatusOr<Toml> toml = ReadToml(*text);
  if (!toml.ok()) return prefixed(toml.status());
  ProjectFile file;
  file.path = path;
  std::error_code error;
  file.folder = fs::canonical(path, error).parent_path().string();
  file.options = toml->top;
  TWICETOLD_RETURN_IF_ERROR(ReadPathSettings(*toml, file));
  return file;
}

// The nearest project file upward from `input`; empty when there is none.
std::string FindUpward(const std::string& input) {
  std::error_code error;
  fs::path folder = input == "-" ? fs::path(".") : fs::path(input);
  if (!fs::is_directory(folder, error)) folder = folder.parent_path();
  folder = fs::canonical(folder.empty() ? fs::path(".") : folder, error);
  if (error) return "";
  while (true) {
    fs::path candidate = folder / kName;
    if (fs::is_regular_file(candidate, error)) return candidate.string();
    if (fs::exists(folder / ".git", error) || folder == folder.parent_path()) return "";
    folder = folder.parent_path();
  }
}

bool TypeFits(const Flag& flag, const TomlValue& value) {
  if (flag.value.empty()) return value.type == TomlValue::Type::kSwitch;
  if (value.type == TomlValue::Type::kList) return flag.repeatable;
  return value.type != TomlValue::Type::kSwitch;
}

std::string WantedType(const Flag& flag) {
  if (flag.value.empty()) return "must be true or false";
  return flag.repeatable ? "must be a text or a list of texts" : "must be one text or number";
}

}  // namespace

PlaceRule ProjectFile::RuleFor(const DocumentFinding& document) const {
  if (paths.empty() || document.file.empty()) return {};
  std::error_code error;
  const std::string absolute = fs::weakly_canonical(document.file, error).string();
  const std::string below = folder.ends_with('/') ? folder : Concat({folder, "/"});
  if (error || !absolute.starts_with(below)) return {};
  const std::string relative = absolute.substr(below.size());
  PlaceRule rule;
  for (const PathSettings& settings : paths) {
    bool matches = settings.match.Decide(relative, false).value_or(false);
    // A pattern that matches a folder goes for all in it.
    for (size_t slash = relative.find('/'); !matches && slash != std::string::npos;
         slash = relative.find('/', slash + 1)) {
      matches = settings.match.Decide(relative.substr(0, slash), true).value_or(false);
    }
    if (matches) rule = settings.rule;
  }
  return rule;
}

std::vector<Flag> ProjectFileFlags() {
  return {
      {"config", "FILE",
       "Take options from FILE, which holds them as .twicetold.toml does. Default: the nearest "
       ".twicetold.toml upward from the first input.",
       "Settings", ValueKind::kFile},
      {"no-config", "", "Take no options from a file.", "Settings"},
  };
}

absl::StatusOr<std::optional<ProjectFile>> ProjectFileOf(const Invocation& invocation) {
  if (invocation.Has("no-config")) return std::nullopt;
  std::string path = invocation.Get("config", "");
  if (path.empty() && !invocation.arguments.empty()) path = FindUpward(invocation.arguments[0]);
  if (path.empty()) return std::nullopt;
  TWICETOLD_ASSIGN_OR_RETURN(ProjectFile file, Read(path));
  return std::optional<ProjectFile>(std::move(file));
}

absl::Status ApplyOptions(const ProjectFile& file, const Command& command, Invocation& invocation) {
  std::vector<std::string> known;
  for (const Flag& flag : command.flags) {
    const bool of_a_run =
        std::find(kNotInAFile.begin(), kNotInAFile.end(), flag.name) != kNotInAFile.end();
    if (!of_a_run) known.push_back(flag.name);
  }
  for (const TomlValue& value : file.options.values) {
    const std::string name = Dashed(value.name);
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return Unknown(file, value, known);
    }
    const auto flag = std::find_if(command.flags.begin(), command.flags.end(),
                                   [&](const Flag& candidate) { return candidate.name == name; });
    if (!TypeFits(*flag, value)) return TroubleAt(file, value, WantedType(*flag));
    if (invocation.Has(name) || value.texts.empty() ||
        (flag->value.empty() && value.texts[0] != "true")) {
      continue;
    }
    std::vector<std::string> texts = value.texts;
    if (flag->kind == ValueKind::kFile || flag->kind == ValueKind::kFolder) {
      const bool preset =
          std::find(flag->choices.begin(), flag->choices.end(), texts[0]) != flag->choices.end();
      for (std::string& text : texts) {
        if (!preset && text != "-") text = (fs::path(file.folder) / text).string();
      }
    }
    invocation.flags[name] = texts.back();
    if (flag->repeatable) invocation.repeated[name] = std::move(texts);
  }
  return absl::OkStatus();
}

}  // namespace twicetold
