#ifndef TWICETOLD_IO_RECORD_EDIT_H_
#define TWICETOLD_IO_RECORD_EDIT_H_

// Records changed as they stand: a field added, one value replaced, every other byte left alone.
//
// A record that is parsed and printed anew comes out otherwise than it went in: numbers are
// rounded, escapes spelt differently, keys that stand twice lost. So an edit finds the place in the
// raw bytes and puts new bytes there. What is put into JSON comes as JSON, ready made.
//
// Limits: the raw bytes are those that io/record_reader.h took for a record; others are refused or,
// if they are no JSON, edited somewhere. A field is found by its name's UTF-8 bytes, so in an input
// of another encoding by an ASCII name only; what is put in should be ASCII there.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "twicetold/base/span.h"

namespace twicetold {

// All functions here append to `out` and are thread-safe. On an error, `out` is as it was.

// The object with `fields`, such as "a":1,"b":{}, behind its own: {"text":"x"} and "n":1 give
// {"text":"x","n":1}. InvalidArgument when `object` is none.
absl::Status AddJsonFields(std::string_view object, std::string_view fields, std::string* out);

// Where the value of `field` stands in the object: of a name that stands twice the last, as when it
// is read; nullopt when there is none, or no object.
std::optional<Span> FindJsonValue(std::string_view object, std::string_view field);

// The object with `value` in the place of that of `field`. NotFound when it has no such field.
absl::Status ReplaceJsonValue(std::string_view object, std::string_view field,
                              std::string_view value, std::string* out);

// The row with cells of these values behind its own, which are first filled up to `columns`.
// InvalidArgument when it has more than `columns`, so that the new ones would stand in no column of
// theirs.
absl::Status AddCells(std::string_view row, char separator, size_t columns,
                      absl::Span<const std::string_view> values, std::string* out);

// The row with a cell of this value in column `column`. NotFound when it is shorter.
absl::Status ReplaceCell(std::string_view row, char separator, size_t column,
                         std::string_view value, std::string* out);

}  // namespace twicetold

#endif  // TWICETOLD_IO_RECORD_EDIT_H_
