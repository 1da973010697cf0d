#ifndef TWICETOLD_IO_CSV_ROW_H_
#define TWICETOLD_IO_CSV_ROW_H_

// The cells of one row of CSV or TSV.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twicetold {

// The bytes without the LF or CRLF at their end.
constexpr std::string_view WithoutLineEnd(std::string_view bytes) {
  if (bytes.ends_with('\n')) bytes.remove_suffix(1);
  if (bytes.ends_with('\r')) bytes.remove_suffix(1);
  return bytes;
}

// Fills `cells` with the cells of a row as they stand, quotation marks included; a row has at least
// one. `row` has no line end. InvalidArgument for a quoted cell without its closing mark.
// Thread-safe.
absl::Status SplitRow(std::string_view row, char separator, std::vector<std::string_view>& cells);

// The value of a cell: without its quotation marks, doubled ones single. Thread-safe.
std::string CellValue(std::string_view cell);

// A cell that has this value, quoted if it must be.
std::string MakeCell(std::string_view value, char separator);

// The names of the columns, from a header with or without its line end and byte order mark.
absl::StatusOr<std::vector<std::string>> ColumnNames(std::string_view header, char separator);

}  // namespace twicetold

#endif  // TWICETOLD_IO_CSV_ROW_H_
