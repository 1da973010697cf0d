#ifndef TWICETOLD_CLI_PROJECT_FILE_H_
#define TWICETOLD_CLI_PROJECT_FILE_H_

// A project's settings, .twicetold.toml: options of `check` under their flags' names, and settings
// for paths. Found upward from the first input, so that a check of a part of a project means the
// same as one of the whole.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/io/ignore_list.h"
#include "twicetold/io/toml.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/suppress.h"

namespace twicetold {

// One [[path]] table.
struct PathSettings {
  IgnoreList match;
  PlaceRule rule;
};

struct ProjectFile {
  std::string path;    // as found
  std::string folder;  // that holds it, absolute, links resolved
  TomlTable options;
  std::vector<PathSettings> paths;

  // What its path settings say of a document: of several that match, the last one.
  PlaceRule RuleFor(const DocumentFinding& document) const;
};

std::vector<Flag> ProjectFileFlags();  // --config, --no-config

// The project file that an invocation goes by, if there is one: the one it names, or the nearest
// one upward from its first input, not beyond a folder that holds .git. Errors name file, line and
// column.
absl::StatusOr<std::optional<ProjectFile>> ProjectFileOf(const Invocation& invocation);

// Gives `invocation`, of `command`, the options of the file that it lacks. File names among them
// are relative to the file's folder. InvalidArgument for unknown names and values of a wrong type.
absl::Status ApplyOptions(const ProjectFile& file, const Command& command, Invocation& invocation);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_PROJECT_FILE_H_
