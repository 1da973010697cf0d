#include "twicetold/io/size_limit.h"

#include <algorithm>
#include <bit>
#include <string>

#include "twicetold/base/concat.h"

namespace twicetold {
namespace {

constexpr uint64_t kMebibyte = uint64_t{1} << 20;

// "64M" for whole mebibytes, else the number of bytes; as the option takes it.
std::string OptionValue(uint64_t bytes) {
  if (bytes == 0 || bytes % kMebibyte != 0) return std::to_string(bytes);
  return Concat({std::to_string(bytes / kMebibyte), "M"});
}

}  // namespace

absl::Status TooLarge(std::string_view what, std::optional<uint64_t> size, uint64_t limit) {
  // A limit that would do, as a power of two of mebibytes; twice the old one when nobody knows.
  const uint64_t largest = uint64_t{1} << 62U;
  const uint64_t wanted = std::min(size.value_or(limit < largest ? limit + 1 : largest), largest);
  const uint64_t enough = std::max(std::bit_ceil(wanted), kMebibyte);
  return absl::ResourceExhaustedError(
      Concat({what, " has ", size ? Concat({std::to_string(*size), " bytes, "}) : "",
              "more than the limit of ", OptionValue(limit),
              "; raise it with --max-document-bytes ", OptionValue(enough)}));
}

}  // namespace twicetold
