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

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/io/ascii.h"
#include "twicetold/io/csv_row.h"
#include "twicetold/io/date.h"
#include "twicetold/io/jsonl.h"
#include "twicetold/io/record_fields.h"
#include "twicetold/io/record_stream.h"
#include "twicetold/io/size_limit.h"
#include "twicetold/text/decode.h"

namespace twicetold {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

class RecordReader::Impl {
 public:
  explicit Impl(const ReadOptions& options)
      : options_(options), objects_(options_), rows_(options_) {}

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
      line += input.format == RecordFormat::kJsonl ? 1 : CountLineEnds(whole);
      begin += size;
    }
  }

 private:
  // Prepares for records of `input`.
  void Enter(const RecordInput& input) {
    const bool same = input_ != nullptr && input.name == name_ && input.header == header_;
    input_ = &input;
    if (same) return;
    name_ = input.name;
    header_ = input.header;
    file_date_ = DateInFileName(name_).value_or("");
    careful_ = std::make_unique<JsonlRecords>(name_, options_);
    rows_.Enter(header_, CellSeparator(input.format));
  }

  // Sets blank_ for no record.
  absl::Status ReadOne(std::string_view whole, Record& record) {
    const bool json = input_->format == RecordFormat::kJsonl;
    blank_ = false;
    if (whole.size() > options_.max_document_bytes) {
      return TooLarge(json ? "the line" : "the row", whole.size(), options_.max_document_bytes);
    }
    if (json) return ReadLine(whole, record);
    blank_ = record.raw.empty();
    if (blank_) return absl::OkStatus();
    RecordFields fields;
    TWICETOLD_RETURN_IF_ERROR(rows_.Parse(record.raw, fields));
    Take(fields, record);
    return absl::OkStatus();
  }

  absl::Status ReadLine(std::string_view whole, Record& record) {
    RecordFields fields;
    auto result = JsonFieldParser::Result::kNotUtf8;
    if (MayBeUtf8(options_.encoding)) {
      std::string_view json = record.raw;
      if (json.starts_with(kByteOrderMark)) json.remove_prefix(kByteOrderMark.size());
      blank_ = StripTrailingSpace(json).empty();
      if (blank_) return absl::OkStatus();
      // Decode has an opinion on the only control character that JSON lets stand.
      const bool plain = json.find('\x7F') == std::string_view::npos;
      if (plain) result = objects_.Parse(json, fields);
    }
    // A line that only looks like UTF-16 is told from text by care, not by Decode.
    if (result == JsonFieldParser::Result::kNotUtf8 && !LooksLikeUtf16(record.raw) &&
        record.raw.find('\0') == std::string_view::npos) {
      if (absl::StatusOr<DecodedText> decoded = Decode(record.raw, options_.encoding);
          decoded.ok()) {
        decoded_ = std::move(decoded->text);
        decoded_.reserve(decoded_.size() + kRecordPadding);
        fields.repaired = decoded->repaired;
        blank_ = StripTrailingSpace(decoded_).empty();
        if (blank_) return absl::OkStatus();
        result = objects_.Parse(decoded_, fields);
      }
    }
    if (result != JsonFieldParser::Result::kRead) return ReadCarefully(whole, record);
    Take(fields, record);
    return absl::OkStatus();
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
    record.series = document_.metadata.series;
    record.repaired = document_.repaired;
    return absl::OkStatus();
  }

  // Makes the record of its fields, by the rules of io/jsonl.h.
  void Take(const RecordFields& fields, Record& record) {
    record.text = fields.values[RecordFields::kText];
    record.id = fields.values[RecordFields::kId];
    record.has_id = !record.id.empty();
    const std::string_view date = fields.values[RecordFields::kDate];
    date_ = date.empty() ? "" : ParseDate(date).value_or("");
    record.date = date_.empty() ? file_date_ : date_;
    record.source = fields.values[RecordFields::kSource];
    if (record.source.empty() && record.id.find('/') != std::string_view::npos) {
      record.source = record.id.substr(0, record.id.find('/'));
    }
    record.series = fields.values[RecordFields::kSeries];
    record.repaired = fields.repaired;
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
      record.series = document_.metadata.series;
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
  JsonFieldParser objects_;
  RowFieldParser rows_;
  std::unique_ptr<JsonlRecords> careful_;
  bool blank_ = false;
  // What a record's views point into, beside the parsers.
  std::string decoded_;
  std::string date_;
  Document document_;
};

RecordReader::RecordReader(const ReadOptions& options) : impl_(std::make_unique<Impl>(options)) {}

RecordReader::~RecordReader() = default;

void RecordReader::ForEach(const RecordInput& input, const RecordBlock& block, Visit visit,
                           Skip skip) {
  impl_->ForEach(input, block, visit, skip);
}

}  // namespace twicetold
