// RFC 4180, and like most programs lenient about what stands between a closing mark and the
// separator: it belongs to the value.

#include "twicetold/io/csv_row.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"

namespace twicetold {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The offset behind the closing mark of the quoted part that begins at cell[0]; npos without one.
size_t QuotedEnd(std::string_view cell) {
  for (size_t at = 1;; at += 2) {
    at = cell.find('"', at);
    if (at == std::string_view::npos) return at;
    if (at + 1 >= cell.size() || cell[at + 1] != '"') return at + 1;
  }
}

}  // namespace

absl::Status SplitRow(std::string_view row, char separator, std::vector<std::string_view>& cells) {
  cells.clear();
  for (size_t begin = 0;;) {
    size_t search = begin;
    if (begin < row.size() && row[begin] == '"') {
      const size_t quoted = QuotedEnd(row.substr(begin));
      if (quoted == std::string_view::npos) {
        return absl::InvalidArgumentError(
            "a quoted cell has no closing quotation mark; mend the row or take it out");
      }
      search += quoted;
    }
    const size_t end = row.find(separator, search);
    cells.push_back(row.substr(begin, end == std::string_view::npos ? end : end - begin));
    if (end == std::string_view::npos) return absl::OkStatus();
    begin = end + 1;
  }
}

std::string CellValue(std::string_view cell) {
  if (!cell.starts_with('"')) return std::string(cell);
  const size_t quoted = QuotedEnd(cell);
  if (quoted == std::string_view::npos) return std::string(cell);
  std::string value;
  value.reserve(cell.size());
  for (std::string_view inside = cell.substr(1, quoted - 2);;) {
    const size_t mark = inside.find('"');
    if (mark == std::string_view::npos) {
      value.append(inside);
      break;
    }
    value.append(inside.substr(0, mark + 1));
    inside.remove_prefix(mark + 2);
  }
  value.append(cell.substr(quoted));
  return value;
}

std::string MakeCell(std::string_view value, char separator) {
  const bool spaced = value.starts_with(' ') || value.ends_with(' ');
  if (!spaced && value.find_first_of("\"\r\n") == std::string_view::npos &&
      value.find(separator) == std::string_view::npos) {
    return std::string(value);
  }
  std::string cell = "\"";
  for (const char c : value) {
    if (c == '"') cell.push_back('"');
    cell.push_back(c);
  }
  cell.push_back('"');
  return cell;
}

absl::StatusOr<std::vector<std::string>> ColumnNames(std::string_view header, char separator) {
  if (header.starts_with(kByteOrderMark)) header.remove_prefix(kByteOrderMark.size());
  std::vector<std::string_view> cells;
  TWICETOLD_RETURN_IF_ERROR(SplitRow(WithoutLineEnd(header), separator, cells));
  std::vector<std::string> names;
  names.reserve(cells.size());
  for (const std::string_view cell : cells) names.push_back(CellValue(cell));
  return names;
}

}  // namespace twicetold
