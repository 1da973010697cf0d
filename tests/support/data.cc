#include "tests/support/data.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace twicetold::testing {
absl::StatusOr<std::string> Decompress(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) {
    return absl::NotFoundError(absl::StrCat(path.string(), ": no such file"));
  }
  const std::string quoted =
      absl::StrCat("'", absl::StrReplaceAll(path.string(), {{"'", "'\\''"}}), "'");
  std::FILE* pipe = popen(absl::StrCat("xz -dc -- ", quoted).c_str(), "r");
  if (pipe == nullptr) return absl::InternalError("cannot run xz");
  std::string bytes;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof(buffer), pipe)) {
    bytes.append(buffer, count);
  }
  if (pclose(pipe) != 0) {
    return absl::DataLossError(absl::StrCat(path.string(), ": xz could not decompress it"));
  }
  return bytes;
}

std::optional<std::filesystem::path> DataFolder() {
  const char* const value = std::getenv("TWICETOLD_DATA");
  if (value == nullptr || *value == '\0') return std::nullopt;
  std::filesystem::path folder(value);
  if (!std::filesystem::is_directory(folder)) return std::nullopt;
  return folder;
}

absl::StatusOr<std::vector<TextRecord>> ReadTexts(const std::filesystem::path& path,
                                                  std::size_t limit) {
  absl::StatusOr<std::string> bytes = Decompress(path);
  if (!bytes.ok()) return bytes.status();
  std::vector<TextRecord> records;
  simdjson::dom::parser parser;
  const std::string_view lines = *bytes;
  for (std::size_t begin = 0; begin < lines.size() && records.size() < limit;) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    simdjson::dom::element record;
    std::string_view id;
    std::string_view text;
    if (parser.parse(lines.data() + begin, end - begin).get(record) != simdjson::SUCCESS ||
        record["id"].get(id) != simdjson::SUCCESS ||
        record["text"].get(text) != simdjson::SUCCESS) {
      return absl::DataLossError(absl::StrCat(path.string(), ": record ", records.size() + 1,
                                              " is not an object with \"id\" and \"text\""));
    }
    records.push_back({std::string(id), std::string(text)});
    begin = end + 1;
  }
  return records;
}

}  // namespace twicetold::testing
