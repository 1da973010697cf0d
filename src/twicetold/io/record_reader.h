#ifndef TWICETOLD_IO_RECORD_READER_H_
#define TWICETOLD_IO_RECORD_READER_H_

// The records of a block: their bytes as they stand, and what the fields of interest say.

#include <cstdint>
#include <memory>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "twicetold/io/reader.h"
#include "twicetold/io/record_blocks.h"

namespace twicetold {

// Views hold until the next record.
struct Record {
  std::string_view raw;  // as it stands in the input, without its line end (LF or CRLF)
  uint64_t offset = 0;   // of raw in the decompressed input
  uint64_t line = 0;     // 1-based, of its first byte
  // The text, id, date, source and series that a Document of it would have (io/reader.h), but that
  // an id the record does not give is empty. Valid UTF-8, lines end in LF.
  std::string_view text;
  std::string_view id;
  std::string_view date;
  std::string_view source;
  std::string_view series;
  bool has_id = false;
  uint64_t repaired = 0;  // ill-formed sequences and lone surrogate escapes that became U+FFFD
};

// Keeps a parser and buffers, so: one a thread.
class RecordReader {
 public:
  using Visit = absl::FunctionRef<void(const Record& record)>;
  using Skip = absl::FunctionRef<void(const SkippedRecord& skipped)>;

  // Of `options` the field names, the encoding and the limit count. A field is an object's key in
  // JSON Lines, a column in CSV and TSV.
  explicit RecordReader(const ReadOptions& options);
  ~RecordReader();
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;

  // Calls `visit` or `skip` once for each record of `block`, in order; blank lines are no records.
  // `input` is inputs()[block.input].
  void ForEach(const RecordInput& input, const RecordBlock& block, Visit visit, Skip skip);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_RECORD_READER_H_
