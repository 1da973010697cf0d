#ifndef TWICETOLD_IO_RECORD_FIELDS_H_
#define TWICETOLD_IO_RECORD_FIELDS_H_

// The parts of io/record_reader.h that know a format: one record to the values of its fields.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "twicetold/io/reader.h"

namespace twicetold {

// What stands in the fields of interest, lines ended by LF; "" when nothing does. Views hold until
// the parser's next record.
struct RecordFields {
  static constexpr size_t kText = 0, kId = 1, kDate = 2, kSource = 3, kSeries = 4, kCount = 5;
  std::array<std::string_view, kCount> values;
  uint64_t repaired = 0;
};

// The names of the fields, in that order.
std::array<std::string_view, RecordFields::kCount> FieldNames(const ReadOptions& options);

// Line ends become LF. `kept` holds the result if it differs from `text`.
std::string_view NormaliseLineEnds(std::string_view text, std::string& kept);

// True when bytes of the encoding can be UTF-8, and need no decoding then.
bool MayBeUtf8(Encoding encoding);

// JSON objects, the fast way.
class JsonFieldParser {
 public:
  enum class Result { kRead, kNotUtf8, kRefused };

  // `options` must live on.
  explicit JsonFieldParser(const ReadOptions& options);
  ~JsonFieldParser();
  JsonFieldParser(const JsonFieldParser&) = delete;
  JsonFieldParser& operator=(const JsonFieldParser&) = delete;

  // kRefused for what is better read with care. kRecordPadding bytes behind `json` must be
  // readable.
  Result Parse(std::string_view json, RecordFields& fields);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Rows of a table.
class RowFieldParser {
 public:
  // `options` must live on.
  explicit RowFieldParser(const ReadOptions& options) : options_(options) {}

  // The rows that follow stand under this header.
  void Enter(std::string_view header, char separator);

  // InvalidArgument for a row that is no text, is not closed, or has no cell for the text.
  absl::Status Parse(std::string_view row, RecordFields& fields);

 private:
  const ReadOptions& options_;
  char separator_ = ',';
  size_t columns_ = 0;
  std::array<std::optional<size_t>, RecordFields::kCount> column_of_;
  std::vector<std::string_view> cells_;
  std::string decoded_;
  std::array<std::string, RecordFields::kCount> value_;
  std::array<std::string, RecordFields::kCount> kept_;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_RECORD_FIELDS_H_
