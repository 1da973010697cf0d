#include "twicetold/io/record_writer.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/io/csv_row.h"

namespace twicetold {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view WithoutMark(std::string_view header) {
  if (header.starts_with(kByteOrderMark)) header.remove_prefix(kByteOrderMark.size());
  return header;
}

// A page becomes a line of JSON, as do the records of JSON Lines.
RecordFormat FormatWritten(RecordFormat format) {
  return format == RecordFormat::kPage ? RecordFormat::kJsonl : format;
}

}  // namespace

absl::StatusOr<std::unique_ptr<RecordWriter>> RecordWriter::Create(const std::string& path,
                                                                   UnfinishedFiles* unfinished) {
  TWICETOLD_ASSIGN_OR_RETURN(std::unique_ptr<OutputFile> file,
                             OutputFile::Create(path, unfinished));
  return std::unique_ptr<RecordWriter>(new RecordWriter(std::move(file)));
}

absl::Status RecordWriter::Begin(const RecordInput& input, std::string_view header_cells) {
  const RecordFormat format = FormatWritten(input.format);
  const std::string_view header = WithoutMark(WithoutLineEnd(input.header));
  if (!begun_) {
    begun_ = true;
    format_ = format;
    header_ = std::string(header);
    if (format == RecordFormat::kJsonl) return absl::OkStatus();
    if (input.header.ends_with("\r\n")) line_end_ = "\r\n";
    Put(WithoutLineEnd(input.header));
    Put(header_cells);
    Put(line_end_);
    return absl::OkStatus();
  }
  if (format != format_) {
    return absl::InvalidArgumentError(Concat(
        {input.name, ": JSON Lines, CSV and TSV can't be written into one file; take them apart"}));
  }
  if (header != header_) {
    return absl::InvalidArgumentError(
        Concat({input.name, ": its columns are not those of the first table; take them apart"}));
  }
  return absl::OkStatus();
}

void RecordWriter::Write(std::string_view record) {
  Put(record);
  Put(line_end_);
}

void RecordWriter::WriteLines(std::string_view lines) { Put(lines); }

// Past the stream's own ceremony, of which every record would pay its share.
void RecordWriter::Put(std::string_view bytes) {
  const auto size = static_cast<std::streamsize>(bytes.size());
  if (file_->stream().rdbuf()->sputn(bytes.data(), size) != size) failed_ = true;
}

absl::Status RecordWriter::Commit() { return file_->Commit(); }

}  // namespace twicetold
