#include "tests/house/rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <optional>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace twicetold::house {
namespace {

struct Include {
  std::size_t line;  // from 1
  std::string path;
  bool quoted;  // "path" rather than <path>
};

std::vector<std::string> Lines(const std::string& content) { return absl::StrSplit(content, '\n'); }

// A line that is an #include directive; prose about one, behind //, is none.
std::optional<Include> ParseInclude(std::size_t line, absl::string_view text) {
  text = absl::StripLeadingAsciiWhitespace(text);
  if (!absl::ConsumePrefix(&text, "#")) return std::nullopt;
  text = absl::StripLeadingAsciiWhitespace(text);
  if (!absl::ConsumePrefix(&text, "include")) return std::nullopt;
  text = absl::StripLeadingAsciiWhitespace(text);
  if (text.empty() || (text.front() != '"' && text.front() != '<')) return std::nullopt;
  const bool quoted = text.front() == '"';
  text.remove_prefix(1);
  const std::size_t end = text.find(quoted ? '"' : '>');
  return Include{line, std::string(text.substr(0, end)), quoted};
}

bool Contains(const std::vector<std::string>& values, absl::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// True when `word` stands in the line as a word of its own: "\\uXXXX" is not unfinished.
bool HasWord(const std::string& line, const std::string& word) {
  const auto in_word = [&line](std::size_t i) {
    return i < line.size() && std::isalnum(static_cast<unsigned char>(line[i])) != 0;
  };
  for (std::size_t at = line.find(word); at != std::string::npos; at = line.find(word, at + 1)) {
    if ((at == 0 || !in_word(at - 1)) && !in_word(at + word.size())) return true;
  }
  return false;
}

bool IsHeader(const std::string& file) { return absl::EndsWith(file, ".h"); }

// <vector>, <cstdint>: a name without folder or extension.
bool IsStandard(const Include& include) {
  return !include.quoted && include.path.find_first_of("./") == std::string::npos;
}

// What POSIX and the compiler bring; no library to install, yet no matter for a public header.
bool IsSystem(const Include& include) {
  constexpr std::array<absl::string_view, 6> kNames = {"unistd.h", "fcntl.h",  "termios.h",
                                                       "poll.h",   "signal.h", "immintrin.h"};
  return !include.quoted && (absl::StartsWith(include.path, "sys/") ||
                             std::find(kNames.begin(), kNames.end(), include.path) != kNames.end());
}

// What is wrong with the include, or an empty string.
std::string Objection(const Module& module, const std::string& file, const Include& include) {
  if (absl::StartsWith(include.path, "twicetold/")) {
    if (!include.quoted) return "our own headers are included with quotes";
    const std::vector<std::string> parts = absl::StrSplit(include.path, '/');
    if (parts.size() < 3) return "not a header of a module";
    if (parts[1] == module.name || Contains(module.depends, parts[1])) return "";
    return absl::StrCat("module '", module.name, "' may not include module '", parts[1], "'");
  }
  if (IsStandard(include) || absl::StartsWith(include.path, "absl/")) return "";
  if (IsHeader(file)) {
    return "our headers include nothing but our own, Abseil and the standard library";
  }
  if (IsSystem(include)) return "";
  for (const std::string& prefix : module.third_party) {
    if (absl::StartsWith(include.path, prefix)) return "";
  }
  return absl::StrCat("module '", module.name, "' does not declare this third party");
}

std::string GuardOf(const std::string& file) {
  std::string guard = absl::StartsWith(file, "twicetold/") ? "" : "TWICETOLD_";
  for (const char c : file) {
    const auto byte = static_cast<unsigned char>(c);
    guard += std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
  }
  return guard + "_";
}

}  // namespace

absl::StatusOr<std::vector<Module>> ParseManifest(const std::string& text) {
  std::vector<Module> modules;
  for (const std::string& line : Lines(text)) {
    if (line.empty()) continue;
    const std::vector<std::string> field = absl::StrSplit(line, '\t');
    if (field.size() != 2 || (modules.empty() && field[0] != "module")) {
      return absl::InvalidArgumentError(absl::StrCat("manifest: cannot read \"", line, "\""));
    }
    if (field[0] == "module") {
      modules.push_back({field[1], {}, {}, {}});
    } else if (field[0] == "depends") {
      modules.back().depends.push_back(field[1]);
    } else if (field[0] == "third_party") {
      modules.back().third_party.push_back(field[1]);
    } else if (field[0] == "file") {
      modules.back().files.push_back(field[1]);
    } else if (field[0] != "layer") {  // CMake has checked the layers' order
      return absl::InvalidArgumentError(absl::StrCat("manifest: unknown key \"", field[0], "\""));
    }
  }
  return modules;
}

const Module* ModuleOf(const std::vector<Module>& modules, const std::string& file) {
  for (const Module& module : modules) {
    if (Contains(module.files, file)) return &module;
  }
  return nullptr;
}

Complaints CheckIncludes(const Module& module, const std::string& file,
                         const std::string& content) {
  Complaints complaints;
  std::size_t number = 0;
  for (const std::string& line : Lines(content)) {
    const std::optional<Include> include = ParseInclude(++number, line);
    if (!include) continue;
    const std::string objection = Objection(module, file, *include);
    if (!objection.empty()) {
      complaints.push_back(
          absl::StrCat(file, ":", include->line, ": ", include->path, ": ", objection));
    }
  }
  return complaints;
}

Complaints CheckGuard(const std::string& file, const std::string& content) {
  std::vector<std::string> lines;
  for (std::string& line : Lines(content)) {
    if (!line.empty() && !absl::StartsWith(line, "//")) lines.push_back(std::move(line));
  }
  const std::string guard = GuardOf(file);
  const bool good = lines.size() >= 3 && lines[0] == absl::StrCat("#ifndef ", guard) &&
                    lines[1] == absl::StrCat("#define ", guard) &&
                    lines.back() == absl::StrCat("#endif  // ", guard);
  if (good) return {};
  return {absl::StrCat(file, ": wants the include guard ", guard, ", closed by \"#endif  // ",
                       guard, "\"")};
}

Complaints CheckListing(const std::vector<Module>& modules,
                        const std::vector<std::string>& files_on_disk) {
  Complaints complaints;
  for (const std::string& file : files_on_disk) {
    if (ModuleOf(modules, file) == nullptr) {
      complaints.push_back(absl::StrCat(file,
                                        ": listed by no module: add it to SOURCES or "
                                        "HEADERS in src/twicetold/CMakeLists.txt"));
    }
  }
  std::set<std::string> listed;
  for (const Module& module : modules) {
    for (const std::string& file : module.files) {
      if (!listed.insert(file).second) {
        complaints.push_back(absl::StrCat(file, ": listed twice"));
      }
      if (!Contains(files_on_disk, file)) {
        complaints.push_back(absl::StrCat(file, ": listed by '", module.name, "' but not there"));
      }
    }
  }
  return complaints;
}

Complaints CheckCleanText(const std::string& file, const std::string& content) {
  // Written in halves, or this file would be the first to be caught.
  constexpr std::array<std::array<absl::string_view, 2>, 3> kUnfinished = {
      {{"TO", "DO"}, {"FIX", "ME"}, {"XX", "X"}}};
  Complaints complaints;
  const std::vector<std::string> lines = Lines(content);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    const auto complain = [&](absl::string_view what) {
      complaints.push_back(absl::StrCat(file, ":", i + 1, ": ", what));
    };
    if (absl::StrContains(line, '\t')) complain("a tab");
    if (absl::StrContains(line, '\r')) complain("a carriage return");
    if (absl::EndsWith(line, " ")) complain("a space at the line's end");
    for (const auto& halves : kUnfinished) {
      const std::string marker = absl::StrCat(halves[0], halves[1]);
      if (HasWord(line, marker)) complain(absl::StrCat("unfinished: ", marker));
    }
  }
  if (!content.empty() && content.back() != '\n') {
    complaints.push_back(absl::StrCat(file, ": no newline at the end"));
  }
  return complaints;
}

}  // namespace twicetold::house
