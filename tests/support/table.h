// Tables that stand beside the real texts (tests/support/data.h): their truth.

#ifndef TWICETOLD_TESTS_SUPPORT_TABLE_H_
#define TWICETOLD_TESTS_SUPPORT_TABLE_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace twicetold::testing {

// The rows of an xz-compressed table of tab-separated columns, without its header. Runs the `xz`
// program; fails when it does.
absl::StatusOr<std::vector<std::vector<std::string>>> ReadTable(const std::filesystem::path& path);

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_TABLE_H_
