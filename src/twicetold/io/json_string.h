#ifndef TWICETOLD_IO_JSON_STRING_H_
#define TWICETOLD_IO_JSON_STRING_H_

// A JSON string with the way back from every character to its escape.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "twicetold/text/offset_map.h"

namespace twicetold {

struct JsonString {
  std::string text;       // valid UTF-8, lines end in LF
  OffsetMap to_source;    // text -> the JSON
  uint64_t repaired = 0;  // lone surrogate escapes that became U+FFFD
  size_t end = 0;         // behind the closing quotation mark
};

// The string whose opening quotation mark is json[begin]. `json` is valid UTF-8.
// InvalidArgument for an unknown or cut escape and a missing closing mark. Thread-safe.
absl::StatusOr<JsonString> ReadJsonString(std::string_view json, size_t begin);

}  // namespace twicetold

#endif  // TWICETOLD_IO_JSON_STRING_H_
