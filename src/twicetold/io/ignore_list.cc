#include "twicetold/io/ignore_list.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "twicetold/io/glob.h"
#include "twicetold/io/reader.h"

namespace twicetold {
namespace {

// Spaces at the end go, but for those behind a backslash.
std::string_view WithoutTrailingSpaces(std::string_view line) {
  size_t kept = 0;
  for (size_t at = 0; at < line.size(); ++at) {
    const bool escaped = line[at] == '\\';
    if (escaped) ++at;
    if (escaped || line[at] != ' ') kept = at + 1;
  }
  return line.substr(0, std::min(kept, line.size()));
}

}  // namespace

IgnoreList::IgnoreList(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = WithoutTrailingSpaces(line);
    if (!line.empty() && line[0] != '#') Add(line);
  }
}

IgnoreList::IgnoreList(const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) Add(pattern);
}

void IgnoreList::Add(std::string_view line) {
  const bool negated = line.starts_with('!');
  if (negated) line.remove_prefix(1);
  const bool folders_only = line.ends_with('/');
  if (folders_only) line.remove_suffix(1);
  const bool any_folder = line.find('/') == std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (line.empty()) return;
  // git takes the part without wild cards off first and matches the rest as a pattern of its own,
  // which tells in "a/b**/c": the "**" begins that pattern and so counts as one between slashes.
  const size_t plain = std::min(line.find_first_of("*?[\\"), line.size());
  Glob rest(line.substr(plain), any_folder ? Glob::Slashes::kPlain : Glob::Slashes::kSeparate);
  patterns_.push_back({.negated = negated,
                       .folders_only = folders_only,
                       .any_folder = any_folder,
                       .literal = std::string(line.substr(0, plain)),
                       .rest = std::move(rest)});
}

std::optional<bool> IgnoreList::Decide(std::string_view path, bool is_folder) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  for (size_t i = patterns_.size(); i-- > 0;) {
    const Pattern& pattern = patterns_[i];
    if (pattern.folders_only && !is_folder) continue;
    const std::string_view subject = pattern.any_folder ? name : path;
    if (subject.starts_with(pattern.literal) &&
        pattern.rest.Matches(subject.substr(pattern.literal.size()))) {
      return !pattern.negated;
    }
  }
  return std::nullopt;
}

absl::Status CheckPattern(std::string_view pattern) {
  std::string_view body = pattern;
  if (body.starts_with('!')) body.remove_prefix(1);
  if (body.find_first_not_of('/') == std::string_view::npos) {
    return absl::InvalidArgumentError("names nothing; give a pattern such as \"*.txt\"");
  }
  if (Glob(body, Glob::Slashes::kSeparate).malformed()) {
    return absl::InvalidArgumentError(
        "is broken off; close its \"[\", and write \"\\\\\" for a backslash and \"\\[\" for a "
        "bracket");
  }
  return absl::OkStatus();
}

}  // namespace twicetold
