#ifndef TWICETOLD_IO_RECORD_WRITER_H_
#define TWICETOLD_IO_RECORD_WRITER_H_

// Kept records, as they stood in their inputs, into one file that appears whole or not at all.
//
// JSON Lines end in LF, whatever the input's did. A table has one header, that of its first input,
// and rows that end as it does; what of other inputs has another header does not fit into it and is
// refused.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/io/output_file.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/unfinished_files.h"

namespace twicetold {

// Not thread-safe.
class RecordWriter {
 public:
  // Makes ready to write `path`; see OutputFile::Create.
  static absl::StatusOr<std::unique_ptr<RecordWriter>> Create(const std::string& path,
                                                              UnfinishedFiles* unfinished);

  // The records that follow are those of `input`. `header_cells`, in the form of a row's end such
  // as
  // ",role,cluster", is put behind a table's header for columns that the caller adds to each row.
  // InvalidArgument, naming the input, when it does not fit to what was begun with: a table beside
  // JSON Lines, other columns.
  absl::Status Begin(const RecordInput& input, std::string_view header_cells = "");

  // One record, without its line end. Trouble is told by Commit.
  void Write(std::string_view record);

  // Several records of JSON Lines that stand one behind the other, each with an LF at its end.
  void WriteLines(std::string_view lines);

  // True when writing has failed, and there is no use in going on; Commit tells why.
  bool failed() const { return failed_; }

  // Has the file appear; see OutputFile::Commit.
  absl::Status Commit();

 private:
  explicit RecordWriter(std::unique_ptr<OutputFile> file) : file_(std::move(file)) {}

  void Put(std::string_view bytes);

  std::unique_ptr<OutputFile> file_;
  bool begun_ = false;
  bool failed_ = false;
  RecordFormat format_ = RecordFormat::kJsonl;
  std::string header_;  // of the first table, without its line end and byte order mark
  std::string line_end_ = "\n";
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_RECORD_WRITER_H_
