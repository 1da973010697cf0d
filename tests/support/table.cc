#include "tests/support/table.h"

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace twicetold::testing {

absl::StatusOr<std::vector<std::vector<std::string>>> ReadTable(const std::filesystem::path& path) {
  std::FILE* const pipe = popen(absl::StrCat("xz -dc -- '", path.string(), "'").c_str(), "r");
  if (pipe == nullptr) return absl::InternalError("cannot run xz");
  std::string bytes;
  char buffer[1 << 16];
  while (const size_t count = std::fread(buffer, 1, sizeof(buffer), pipe)) {
    bytes.append(buffer, count);
  }
  if (pclose(pipe) != 0) {
    return absl::DataLossError(absl::StrCat(path.string(), ": xz could not decompress it"));
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto line : absl::StrSplit(bytes, '\n', absl::SkipEmpty())) {
    rows.push_back(absl::StrSplit(line, '\t'));
  }
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

}  // namespace twicetold::testing
