#ifndef TWICETOLD_IO_JSON_FIELDS_H_
#define TWICETOLD_IO_JSON_FIELDS_H_

// The plain fields of a JSON object: how a recipe file is read.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace twicetold {

// The fields of the object under `object` in the JSON object `json`, in order: names, and values
// as text (numbers and booleans as written, strings unescaped). InvalidArgument when `json` is
// no JSON object, has no such object, or that one holds anything but plain values. Thread-safe.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ReadJsonFields(
    std::string_view json, std::string_view object);

}  // namespace twicetold

#endif  // TWICETOLD_IO_JSON_FIELDS_H_
