#include "twicetold/io/record_fields.h"

#include <simdjson.h>

#include <array>
#include <charconv>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/io/csv_row.h"
#include "twicetold/io/record_stream.h"
#include "twicetold/text/decode.h"

namespace twicetold {
namespace {

// A parser that has read a longer line is dropped: it keeps some fifteen times as much memory.
constexpr size_t kLongLine = size_t{4} << 20U;

}  // namespace

std::array<std::string_view, RecordFields::kCount> FieldNames(const ReadOptions& options) {
  return {options.text_field, options.id_field, options.date_field, options.source_field,
          options.series_field};
}

std::string_view NormaliseLineEnds(std::string_view text, std::string& kept) {
  size_t at = text.find('\r');
  if (at == std::string_view::npos) return text;
  kept.assign(text.substr(0, at));
  for (; at < text.size(); ++at) {
    const bool carriage = text[at] == '\r';
    kept.push_back(carriage ? '\n' : text[at]);
    if (carriage && at + 1 < text.size() && text[at + 1] == '\n') ++at;
  }
  return kept;
}

bool MayBeUtf8(Encoding encoding) {
  return encoding == Encoding::kDetect || encoding == Encoding::kUtf8;
}

class JsonFieldParser::Impl {
 public:
  explicit Impl(const ReadOptions& options) : names_(FieldNames(options)) {}

  Result Parse(std::string_view json, RecordFields& fields) {
    static_assert(kRecordPadding >= simdjson::SIMDJSON_PADDING);
    if (parsed_long_) parser_ = simdjson::dom::parser();
    parsed_long_ = json.size() > kLongLine;
    simdjson::dom::object object;
    const simdjson::error_code error =
        parser_.parse(json.data(), json.size(), /*realloc_if_needed=*/false).get(object);
    if (error == simdjson::UTF8_ERROR) return Result::kNotUtf8;
    if (error != simdjson::SUCCESS) return Result::kRefused;
    std::array<std::optional<simdjson::dom::element>, RecordFields::kCount> found;
    for (const auto [key, value] : object) {
      for (size_t i = 0; i < names_.size(); ++i) {
        const bool wanted = !names_[i].empty() || i <= RecordFields::kId;
        if (wanted && key == names_[i]) found[i] = value;  // of several, the last
      }
    }
    const auto& text = found[RecordFields::kText];
    if (!text || !text->is_string()) return Result::kRefused;
    for (size_t i = 0; i < found.size(); ++i) {
      fields.values[i] = {};
      if (found[i] && !PlainText(*found[i], i, fields.values[i])) return Result::kRefused;
    }
    return Result::kRead;
  }

 private:
  // Of a string or a whole number; "" of other values. False when how it was written is lost.
  bool PlainText(const simdjson::dom::element& value, size_t field, std::string_view& text) {
    switch (value.type()) {
      case simdjson::dom::element_type::STRING:
        text = NormaliseLineEnds(value.get_string().value_unsafe(), kept_[field]);
        return true;
      case simdjson::dom::element_type::INT64:
        return WholeNumber(value.get_int64().value_unsafe(), field, text);
      case simdjson::dom::element_type::UINT64:
        return WholeNumber(value.get_uint64().value_unsafe(), field, text);
      case simdjson::dom::element_type::DOUBLE:
        return false;
      default:
        return true;
    }
  }

  template <typename Number>
  bool WholeNumber(Number number, size_t field, std::string_view& text) {
    if (number == 0) return false;  // or -0
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    kept_[field].assign(digits.data(), end);
    text = kept_[field];
    return true;
  }

  const std::array<std::string_view, RecordFields::kCount> names_;
  simdjson::dom::parser parser_;
  bool parsed_long_ = false;
  std::array<std::string, RecordFields::kCount> kept_;
};

JsonFieldParser::JsonFieldParser(const ReadOptions& options)
    : impl_(std::make_unique<Impl>(options)) {}

JsonFieldParser::~JsonFieldParser() = default;

JsonFieldParser::Result JsonFieldParser::Parse(std::string_view json, RecordFields& fields) {
  return impl_->Parse(json, fields);
}

void RowFieldParser::Enter(std::string_view header, char separator) {
  separator_ = separator;
  const absl::StatusOr<std::vector<std::string>> columns = ColumnNames(header, separator);
  columns_ = columns.ok() ? columns->size() : 0;
  const auto names = FieldNames(options_);
  for (size_t i = 0; i < names.size(); ++i) {
    column_of_[i] = std::nullopt;
    for (size_t column = 0; column < columns_; ++column) {
      if (!names[i].empty() && (*columns)[column] == names[i]) column_of_[i] = column;
    }
  }
}

absl::Status RowFieldParser::Parse(std::string_view row, RecordFields& fields) {
  if (row.find('\0') != std::string_view::npos) {
    return absl::InvalidArgumentError("the row is not text; mend the row or take it out");
  }
  if (!MayBeUtf8(options_.encoding) || !simdjson::validate_utf8(row.data(), row.size())) {
    TWICETOLD_ASSIGN_OR_RETURN(DecodedText decoded, Decode(row, options_.encoding));
    decoded_ = std::move(decoded.text);
    fields.repaired = decoded.repaired;
    row = decoded_;
  }
  TWICETOLD_RETURN_IF_ERROR(SplitRow(row, separator_, cells_));
  const std::optional<size_t> text = column_of_[RecordFields::kText];
  if (!text || *text >= cells_.size()) {
    return absl::InvalidArgumentError(
        Concat({"the row has ", std::to_string(cells_.size()), " of ", std::to_string(columns_),
                " cells, and none for the column \"", options_.text_field,
                "\"; mend the row or take it out"}));
  }
  for (size_t i = 0; i < column_of_.size(); ++i) {
    fields.values[i] = {};
    if (!column_of_[i] || *column_of_[i] >= cells_.size()) continue;
    value_[i] = CellValue(cells_[*column_of_[i]]);
    fields.values[i] = NormaliseLineEnds(value_[i], kept_[i]);
  }
  return absl::OkStatus();
}

}  // namespace twicetold
