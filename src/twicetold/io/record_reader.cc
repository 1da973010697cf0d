// A line goes the fast way or the careful one, and both give the same.
//
// The fast way is simdjson's DOM parser, line by line. (The on-demand parser touches less, but its
// code is compiled into ours for the lowest common processor; the DOM parser stands in the shared
// library and is chosen at run time.) It takes what is plain: valid UTF-8, an object, a string in
// the text field. Whatever it refuses, and the few values of which it forgets how they were written
// (0 and -0, fractions), goes the careful way of io/jsonl.h, which knows the reasons, takes lone
// surrogate escapes for U+FFFD and numbers of any size. So what is skipped, and why, is decided in
// one place. Ill-formed UTF-8 is repaired by Decode and then goes the fast way.
//
// Limits: a line number counts LFs only. Nested values that nobody asked for are checked by the
// fast way, but its refusal only leads to the careful one, which lets them pass.

#include "twicetold/io/record_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/io/ascii.h"
#include "twicetold/io/csv_row.h"
#include "twicetold/io/date.h"
#include "twicetold/io/jsonl.h"
#include "twicetold/io/record_stream.h"
#include "twicetold/io/size_limit.h"
#include "twicetold/text/decode.h"

namespace twicetold {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// A parser that has read a longer line is dropped: it keeps some fifteen times as much memory.
constexpr size_t kLongLine = size_t{4} << 20U;

// Line ends become LF. `kept` holds the result if it differs from `text`.
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

// What stands in the fields; of any number of them, the last.
struct Values {
  std::string_view text, id, date, source;
};

}  // namespace

class RecordReader::Impl {
 public:
  explicit Impl(const ReadOptions& options) : options_(options) {}

  void ForEach(const RecordInput& input, const RecordBlock& block, Visit visit, Skip skip) {
    if (block.skipped) skip(*block.skipped);
    if (block.bytes.empty() && input.format != RecordFormat::kPage) return;
    if (block.skipped) return;
    Enter(input);
    if (input.format == RecordFormat::kPage) {
      VisitPage(block, visit, skip);
      return;
    }
    RecordCutter cutter(input.format);
    uint64_t line = block.first_line;
    const std::string_view bytes = block.bytes;
    for (size_t begin = 0; begin < bytes.size();) {
      size_t size = cutter.FirstEnd(bytes.substr(begin));
      if (size == std::string_view::npos) size = bytes.size() - begin;
      const std::string_view whole = bytes.substr(begin, size);
      Record record;
      record.raw = WithoutLineEnd(whole);
      record.offset = block.offset + begin;
      record.line = line;
      if (const absl::Status status = ReadOne(whole, record); status.ok()) {
        if (!blank_) visit(record);
      } else {
        skip(SkippedRecord{record.offset, size, line, status});
      }
      if (input.format == RecordFormat::kJsonl) {
        ++line;
      } else {
        line += static_cast<uint64_t>(std::count(whole.begin(), whole.end(), '\n'));
      }
      begin += size;
    }
  }

 private:
  // Prepares for records of `input`.
  void Enter(const RecordInput& input) {
    if (input_ != nullptr && input.name == name_ && input.header == header_) {
      input_ = &input;
      return;
    }
    input_ = &input;
    name_ = input.name;
    header_ = input.header;
    file_date_ = DateInFileName(name_).value_or("");
    careful_ = std::make_unique<JsonlRecords>(name_, options_);
    columns_.clear();
    if (input.format != RecordFormat::kCsv && input.format != RecordFormat::kTsv) return;
    const auto names = ColumnNames(header_, CellSeparator(input.format));
    if (names.ok()) columns_ = *names;
    for (size_t i = 0; i < fields_.size(); ++i) {
      const std::string& wanted = *FieldNames()[i];
      fields_[i] = std::nullopt;
      for (size_t column = 0; column < columns_.size(); ++column) {
        if (!wanted.empty() && columns_[column] == wanted) fields_[i] = column;
      }
    }
  }

  std::array<const std::string*, 4> FieldNames() const {
    return {&options_.text_field, &options_.id_field, &options_.date_field, &options_.source_field};
  }

  // Sets blank_ for no record.
  absl::Status ReadOne(std::string_view whole, Record& record) {
    blank_ = false;
    if (whole.size() > options_.max_document_bytes) {
      return TooLarge(input_->format == RecordFormat::kJsonl ? "the line" : "the row", whole.size(),
                      options_.max_document_bytes);
    }
    return input_->format == RecordFormat::kJsonl ? ReadLine(whole, record) : ReadRow(record);
  }

  bool MayBeUtf8() const {
    return options_.encoding == Encoding::kDetect || options_.encoding == Encoding::kUtf8;
  }

  // --- JSON Lines ---

  absl::Status ReadLine(std::string_view whole, Record& record) {
    std::string_view json = record.raw;
    if (MayBeUtf8()) {
      if (json.starts_with(kByteOrderMark)) json.remove_prefix(kByteOrderMark.size());
      blank_ = StripTrailingSpace(json).empty();
      if (blank_) return absl::OkStatus();
      // Decode has an opinion on the only control character that JSON lets stand.
      const bool plain = json.find('\x7F') == std::string_view::npos;
      simdjson::error_code error = simdjson::UTF8_ERROR;
      if (plain && ParseFast(json, record, error)) return absl::OkStatus();
      if (error != simdjson::UTF8_ERROR) return ReadCarefully(whole, record);
    }
    if (json.find('\0') != std::string_view::npos) return ReadCarefully(whole, record);
    absl::StatusOr<DecodedText> decoded = Decode(record.raw, options_.encoding);
    if (!decoded.ok()) return ReadCarefully(whole, record);
    decoded_ = std::move(decoded->text);
    blank_ = StripTrailingSpace(decoded_).empty();
    if (blank_) return absl::OkStatus();
    decoded_.reserve(decoded_.size() + kRecordPadding);
    record.repaired = decoded->repaired;
    simdjson::error_code error = simdjson::SUCCESS;
    if (ParseFast(decoded_, record, error)) return absl::OkStatus();
    return ReadCarefully(whole, record);
  }

  // True when the record is read.
  bool ParseFast(std::string_view json, Record& record, simdjson::error_code& error) {
    static_assert(kRecordPadding >= simdjson::SIMDJSON_PADDING);
    if (parsed_long_) parser_ = simdjson::dom::parser();
    parsed_long_ = json.size() > kLongLine;
    simdjson::dom::object object;
    error = parser_.parse(json.data(), json.size(), /*realloc_if_needed=*/false).get(object);
    if (error != simdjson::SUCCESS) return false;
    const auto names = FieldNames();
    std::array<std::optional<simdjson::dom::element>, 4> found;
    for (const auto [key, value] : object) {
      for (size_t i = 0; i < names.size(); ++i) {
        if (key == *names[i] && (i < 2 || !names[i]->empty())) found[i] = value;
      }
    }
    std::array<std::string_view, 4> values;
    for (size_t i = 0; i < values.size(); ++i) {
      if (i == 0 && (!found[i] || !found[i]->is_string())) return false;
      if (found[i] && !PlainText(*found[i], i, values[i])) return false;
    }
    Take({values[0], values[1], values[2], values[3]}, record);
    return true;
  }

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
        text = {};
        return true;
    }
  }

  template <typename Number>
  bool WholeNumber(Number number, size_t field, std::string_view& text) {
    if (number == 0) return false;
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    kept_[field].assign(digits.data(), end);
    text = kept_[field];
    return true;
  }

  absl::Status ReadCarefully(std::string_view whole, Record& record) {
    Position position;
    position.byte = record.offset;
    position.line = record.line;
    careful_->MoveTo(position);
    std::optional<ReadResult> result = careful_->Read(whole);
    blank_ = !result;
    if (blank_) return absl::OkStatus();
    if (auto* skipped = std::get_if<SkippedDocument>(&*result)) return std::move(skipped->reason);
    document_ = std::move(std::get<Document>(*result));
    const std::string_view id = std::string_view(document_.name).substr(name_.size() + 1);
    record.has_id = id != Concat({"L", std::to_string(record.line)});
    if (record.has_id) record.id = id;
    record.text = document_.text;
    record.date = document_.metadata.date;
    record.source = document_.metadata.source;
    record.repaired = document_.repaired;
    return absl::OkStatus();
  }

  // --- CSV and TSV ---

  absl::Status ReadRow(Record& record) {
    blank_ = record.raw.empty();
    if (blank_) return absl::OkStatus();
    std::string_view row = record.raw;
    if (row.find('\0') != std::string_view::npos) {
      return absl::InvalidArgumentError("the row is not text; mend the row or take it out");
    }
    if (!MayBeUtf8() || !simdjson::validate_utf8(row.data(), row.size())) {
      absl::StatusOr<DecodedText> decoded = Decode(row, options_.encoding);
      if (!decoded.ok()) return decoded.status();
      decoded_ = std::move(decoded->text);
      record.repaired = decoded->repaired;
      row = decoded_;
    }
    if (absl::Status status = SplitRow(row, CellSeparator(input_->format), cells_); !status.ok()) {
      return status;
    }
    if (!fields_[0] || *fields_[0] >= cells_.size()) {
      return absl::InvalidArgumentError(
          Concat({"the row has ", std::to_string(cells_.size()), " of ",
                  std::to_string(columns_.size()), " cells, and none for the column \"",
                  options_.text_field, "\"; mend the row or take it out"}));
    }
    std::array<std::string_view, 4> values;
    for (size_t i = 0; i < values.size(); ++i) {
      if (!fields_[i] || *fields_[i] >= cells_.size()) continue;
      cell_[i] = CellValue(cells_[*fields_[i]]);
      values[i] = NormaliseLineEnds(cell_[i], kept_[i]);
    }
    Take({values[0], values[1], values[2], values[3]}, record);
    return absl::OkStatus();
  }

  // --- both ---

  // Makes the record of the values, by the rules of io/jsonl.h.
  void Take(const Values& values, Record& record) {
    record.text = values.text;
    record.id = values.id;
    record.has_id = !values.id.empty();
    date_ = values.date.empty() ? "" : ParseDate(values.date).value_or("");
    record.date = date_.empty() ? file_date_ : date_;
    record.source = values.source;
    if (values.source.empty() && values.id.find('/') != std::string_view::npos) {
      record.source = values.id.substr(0, values.id.find('/'));
    }
  }

  void VisitPage(const RecordBlock& block, Visit visit, Skip skip) {
    ReadOptions options = options_;
    options.format = input_->page;
    ReadBytes(name_, block.bytes, options, [&](ReadResult result) {
      if (const auto* skipped = std::get_if<SkippedDocument>(&result)) {
        skip(SkippedRecord{0, block.bytes.size(), skipped->line, skipped->reason});
        return true;
      }
      document_ = std::move(std::get<Document>(result));
      Record record;
      record.raw = block.bytes;
      record.line = 1;
      record.text = document_.text;
      record.date = document_.metadata.date;
      record.source = document_.metadata.source;
      record.repaired = document_.repaired;
      visit(record);
      return true;
    });
  }

  const ReadOptions options_;
  const RecordInput* input_ = nullptr;
  std::string name_;
  std::string header_;
  std::string file_date_;
  std::unique_ptr<JsonlRecords> careful_;
  std::vector<std::string> columns_;
  std::array<std::optional<size_t>, 4> fields_;  // columns of text, id, date, source

  simdjson::dom::parser parser_;
  bool parsed_long_ = false;
  bool blank_ = false;
  // What the record's views point into.
  std::array<std::string, 4> kept_;
  std::array<std::string, 4> cell_;
  std::string decoded_;
  std::string date_;
  Document document_;
  std::vector<std::string_view> cells_;
};

RecordReader::RecordReader(const ReadOptions& options) : impl_(std::make_unique<Impl>(options)) {}

RecordReader::~RecordReader() = default;

void RecordReader::ForEach(const RecordInput& input, const RecordBlock& block, Visit visit,
                           Skip skip) {
  impl_->ForEach(input, block, visit, skip);
}

}  // namespace twicetold
