#ifndef TWICETOLD_IO_SIZE_LIMIT_H_
#define TWICETOLD_IO_SIZE_LIMIT_H_

// What is said when an input is larger than ReadOptions::max_document_bytes.

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/status.h"

namespace twicetold {

// ResourceExhausted: `what` ("the file", "the line") has `size` bytes, which is more than `limit`;
// nullopt when it has more than that and was not read on to count them.
absl::Status TooLarge(std::string_view what, std::optional<uint64_t> size, uint64_t limit);

}  // namespace twicetold

#endif  // TWICETOLD_IO_SIZE_LIMIT_H_
