#ifndef TWICETOLD_IO_RECORD_STREAM_H_
#define TWICETOLD_IO_RECORD_STREAM_H_

// One file of records, cut into blocks. The part of io/record_blocks.h that knows no other inputs.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/io/file.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_cut.h"

namespace twicetold {

// What the JSON parser may read behind a record.
inline constexpr size_t kRecordPadding = 64;

// Not thread-safe.
class RecordStream {
 public:
  RecordStream(File file, RecordFormat format, size_t block_bytes, uint64_t limit);

  // The first bytes of what was not yet given, a few at least unless there are fewer.
  absl::StatusOr<std::string_view> Peek();

  // Takes the next record, line end included; what is left of the file when it ends in none.
  absl::StatusOr<std::string> TakeFirst();

  // The next block (its number and input aside); false at the end. A record above the limit is
  // passed over and told in block.skipped. Trouble with the file is told once the whole records
  // before it have been given.
  absl::StatusOr<bool> Next(RecordBlock& block);

 private:
  // Reads on until `bytes` holds `size`, as far as the file goes; `have` counts what it holds.
  void Fill(std::string& bytes, size_t& have, size_t size);
  // Passes over the record whose first `have` bytes the block holds.
  absl::StatusOr<bool> PassRecord(RecordBlock& block, size_t have);
  void Advance(std::string_view bytes);

  File file_;
  RecordCutter cutter_;
  size_t block_bytes_;
  uint64_t limit_;
  std::string_view what_;  // a record is called
  std::string kept_;       // read but not yet given; begins a record
  uint64_t offset_ = 0;
  uint64_t line_ = 1;
  bool ended_ = false;    // the file has no more bytes, or trouble
  absl::Status trouble_;  // with the file
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_RECORD_STREAM_H_
