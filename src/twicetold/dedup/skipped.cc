#include "twicetold/dedup/skipped.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/spill_file.h"

namespace twicetold {
namespace {

// Neither a place nor a reason holds one.
constexpr char kEnd = '\0';

}  // namespace

absl::Status AppendSkipped(const SkippedPlace& skipped, SpillWriter& file) {
  for (const std::string& text : {skipped.place, skipped.reason}) {
    std::string ended = text;
    std::replace(ended.begin(), ended.end(), kEnd, ' ');
    ended.push_back(kEnd);
    TWICETOLD_RETURN_IF_ERROR(file.Append(ended));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<SkippedPlace>> ReadSkipped(const SpillReader& file) {
  std::string bytes(file.size(), '\0');
  TWICETOLD_RETURN_IF_ERROR(file.ReadAt(0, bytes));
  std::vector<SkippedPlace> all;
  std::string_view left = bytes;
  const auto next = [&left] {
    std::string text(left.substr(0, left.find(kEnd)));
    left.remove_prefix(std::min(left.size(), text.size() + 1));
    return text;
  };
  while (!left.empty()) {
    SkippedPlace skipped;
    skipped.place = next();
    skipped.reason = next();
    all.push_back(std::move(skipped));
  }
  return all;
}

}  // namespace twicetold
