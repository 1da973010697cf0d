#ifndef TWICETOLD_TESTS_SUPPORT_DATA_H_
#define TWICETOLD_TESTS_SUPPORT_DATA_H_

// Real texts for tests, from a folder that is not part of the project.
//
// The folder is named by the environment variable TWICETOLD_DATA and holds sets such as
// "udhr.docs.jsonl.xz": one JSON object a line with at least "id" and "text", compressed by xz.
// A test that needs a set skips with a message when the folder is absent:
//
//   const std::optional<std::filesystem::path> data = DataFolder();
//   if (!data) GTEST_SKIP() << kNoDataMessage;
//   const auto texts = ReadTexts(*data / "udhr.docs.jsonl.xz", /*limit=*/100);

#include <cstddef>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace twicetold::testing {

struct TextRecord {
  std::string id;
  std::string text;
};

inline constexpr char kNoDataMessage[] =
    "no folder of real texts: set TWICETOLD_DATA to the folder that holds the *.jsonl.xz sets";

// The folder of real texts, or nullopt when TWICETOLD_DATA is unset, empty or not a folder.
std::optional<std::filesystem::path> DataFolder();

// The first `limit` records of an xz-compressed JSON Lines set, in file order. Runs the `xz`
// program. Fails when the file cannot be read or a line lacks "id" or "text".
absl::StatusOr<std::vector<TextRecord>> ReadTexts(
    const std::filesystem::path& path, std::size_t limit = std::numeric_limits<std::size_t>::max());

// Everything `xz -dc` prints for the file. NotFound without it, DataLoss when it is damaged.
absl::StatusOr<std::string> Decompress(const std::filesystem::path& path);

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_DATA_H_
