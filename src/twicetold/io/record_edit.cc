#include "twicetold/io/record_edit.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/io/ascii.h"
#include "twicetold/io/csv_row.h"
#include "twicetold/io/json_string.h"

namespace twicetold {
namespace {

// Goes over the tokens of one JSON object; knows nothing but where strings and brackets end.
class ObjectScan {
 public:
  explicit ObjectScan(std::string_view json) : json_(json) {
    if (json_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  // True when the next token is `c`; passes over it.
  bool Take(char c) {
    while (at_ < json_.size() && IsAsciiSpace(json_[at_])) ++at_;
    if (at_ == json_.size() || json_[at_] != c) return false;
    ++at_;
    return true;
  }

  // The string that is the next token, marks included; nullopt when it is none.
  std::optional<Span> String() {
    const std::optional<Span> value = Value();
    return value && json_[value->begin] == '"' ? value : std::nullopt;
  }

  // The next value; nullopt at the end.
  std::optional<Span> Value() {
    while (at_ < json_.size() && IsAsciiSpace(json_[at_])) ++at_;
    const size_t begin = at_;
    for (size_t depth = 0; at_ < json_.size();) {
      const char c = json_[at_];
      if (c == '"') {
        if (!PassString()) return std::nullopt;
        if (depth == 0) return Span{begin, at_};
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}' || c == ']' || c == ':' || IsAsciiSpace(c))) break;
      ++at_;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return Span{begin, at_};
    }
    return at_ > begin ? std::optional<Span>(Span{begin, at_}) : std::nullopt;
  }

 private:
  bool PassString() {
    ++at_;
    while (true) {
      at_ = json_.find_first_of("\"\\", at_);
      if (at_ == std::string_view::npos) {
        at_ = json_.size();
        return false;
      }
      if (json_[at_] == '"') break;
      at_ += 2;
    }
    ++at_;
    return true;
  }

  std::string_view json_;
  size_t at_ = 0;
};

// True when the token, a string with its marks, says `name`.
bool Says(std::string_view token, std::string_view name) {
  const std::string_view inside = token.substr(1, token.size() - 2);
  if (inside.find('\\') == std::string_view::npos) return inside == name;
  const absl::StatusOr<JsonString> string = ReadJsonString(token, 0);
  return string.ok() && string->text == name;
}

}  // namespace

absl::Status AddJsonFields(std::string_view object, std::string_view fields, std::string* out) {
  const std::string_view closed = StripTrailingSpace(object);
  if (!closed.ends_with('}') || closed.find('{') == std::string_view::npos) {
    return absl::InvalidArgumentError("the record is no JSON object");
  }
  const std::string_view open = closed.substr(0, closed.size() - 1);
  // Behind a value there can't be an opening brace, so this one opens the object itself.
  const bool empty = StripTrailingSpace(open).ends_with('{');
  out->append(open);
  if (!empty && !fields.empty()) out->push_back(',');
  out->append(fields);
  out->append(object.substr(open.size()));
  return absl::OkStatus();
}

std::optional<Span> FindJsonValue(std::string_view object, std::string_view field) {
  ObjectScan scan(object);
  std::optional<Span> found;
  if (!scan.Take('{') || scan.Take('}')) return found;
  do {
    const std::optional<Span> key = scan.String();
    if (!key || !scan.Take(':')) return std::nullopt;
    const std::optional<Span> value = scan.Value();
    if (!value) return std::nullopt;
    if (Says(object.substr(key->begin, key->end - key->begin), field)) found = value;
  } while (scan.Take(','));
  return scan.Take('}') ? found : std::nullopt;
}

absl::Status ReplaceJsonValue(std::string_view object, std::string_view field,
                              std::string_view value, std::string* out) {
  const std::optional<Span> place = FindJsonValue(object, field);
  if (!place) {
    return absl::NotFoundError(
        Concat({"the record has no field \"", field, "\" whose value could be replaced"}));
  }
  out->append(object.substr(0, place->begin)).append(value).append(object.substr(place->end));
  return absl::OkStatus();
}

absl::Status AddCells(std::string_view row, char separator, size_t columns,
                      absl::Span<const std::string_view> values, std::string* out) {
  std::vector<std::string_view> cells;
  TWICETOLD_RETURN_IF_ERROR(SplitRow(row, separator, cells));
  if (cells.size() > columns) {
    return absl::InvalidArgumentError(
        Concat({"the row has ", std::to_string(cells.size()), " cells for ",
                std::to_string(columns), " columns; mend the row or take it out"}));
  }
  out->append(row).append(columns - cells.size(), separator);
  for (const std::string_view value : values) {
    out->push_back(separator);
    out->append(MakeCell(value, separator));
  }
  return absl::OkStatus();
}

absl::Status ReplaceCell(std::string_view row, char separator, size_t column,
                         std::string_view value, std::string* out) {
  std::vector<std::string_view> cells;
  TWICETOLD_RETURN_IF_ERROR(SplitRow(row, separator, cells));
  if (column >= cells.size()) {
    return absl::NotFoundError(
        Concat({"the row has no cell ", std::to_string(column + 1), " that could be replaced"}));
  }
  const auto begin = static_cast<size_t>(cells[column].data() - row.data());
  out->append(row.substr(0, begin))
      .append(MakeCell(value, separator))
      .append(row.substr(begin + cells[column].size()));
  return absl::OkStatus();
}

}  // namespace twicetold
