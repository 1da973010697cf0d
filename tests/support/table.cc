#include "tests/support/table.h"

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_split.h"
#include "tests/support/data.h"

namespace twicetold::testing {

absl::StatusOr<std::vector<std::vector<std::string>>> ReadTable(const std::filesystem::path& path) {
  const absl::StatusOr<std::string> bytes = Decompress(path);
  if (!bytes.ok()) return bytes.status();
  std::vector<std::vector<std::string>> rows;
  for (const auto line : absl::StrSplit(*bytes, '\n', absl::SkipEmpty())) {
    rows.push_back(absl::StrSplit(line, '\t'));
  }
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

}  // namespace twicetold::testing
