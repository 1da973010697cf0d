#ifndef TWICETOLD_DEDUP_SELECTION_H_
#define TWICETOLD_DEDUP_SELECTION_H_

// A later reading: the blocks of the input again, and for each the records that matter.
//
// The tables know where each record begins, so nothing is parsed to find one. Of a block only the
// bytes of the records that are wanted go on to be parsed.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_reader.h"

namespace twicetold {

struct SelectedUnit {
  UnitNumber unit = 0;
  uint32_t begin = 0;  // bytes of the record's text
  uint32_t end = 0;
};

struct SelectedRecord {
  RecordNumber record = 0;
  RecordEntry entry;
  // Its units: a stretch of SelectedBlock::units.
  size_t first_unit = 0;
  size_t end_unit = 0;
};

struct SelectedBlock {
  RecordBlock block;
  std::vector<SelectedRecord> records;  // all of the block, in order
  std::vector<SelectedUnit> units;

  std::string_view BytesOf(const SelectedRecord& record) const {
    return std::string_view(block.bytes)
        .substr(record.entry.offset - block.offset, record.entry.size);
  }
};

// Reads the inputs in step with the tables. Not thread-safe.
class SelectedBlocks {
 public:
  // Both must be as they were when the tables were made.
  SelectedBlocks(DedupInputs& inputs, const Tables& tables);

  // The next block with its records and units; false at the end. DataLoss when the inputs end
  // before the tables do: they have changed.
  absl::StatusOr<bool> Next(SelectedBlock& selected);

 private:
  DedupInputs& inputs_;
  SpillStream<RecordEntry> records_;
  SpillStream<UnitEntry> units_;
  RecordNumber record_ = 0;
  UnitNumber unit_ = 0;
  const RecordEntry* next_record_ = nullptr;  // not yet given; null: ask the stream
  const UnitEntry* next_unit_ = nullptr;
  bool records_ended_ = false;
  bool units_ended_ = false;
};

// Parses again what is wanted of blocks. One for each thread.
class SelectedReader {
 public:
  explicit SelectedReader(const DedupInputs& inputs)
      : inputs_(inputs), reader_(inputs.read_options()) {}

  // Visits the records of the block with a unit that `wanted` is true of, in order, with their
  // texts. DataLoss when they are not there any more.
  absl::Status ForEach(const SelectedBlock& selected, absl::FunctionRef<bool(UnitNumber)> wanted,
                       absl::FunctionRef<void(const SelectedRecord&, std::string_view)> visit);

 private:
  void Select(const SelectedBlock& selected, absl::FunctionRef<bool(UnitNumber)> wanted);

  const DedupInputs& inputs_;
  RecordReader reader_;
  RecordBlock block_;  // of the wanted records alone
  std::vector<const SelectedRecord*> records_;
};

// Parses the records of a block one at a time. One for each thread.
class RecordTexts {
 public:
  explicit RecordTexts(const DedupInputs& inputs);

  // Calls `visit` with the text of the record. DataLoss when there is no such record any more.
  absl::Status Visit(const SelectedBlock& selected, const SelectedRecord& record,
                     absl::FunctionRef<absl::Status(std::string_view)> visit);

 private:
  const DedupInputs& inputs_;
  std::unique_ptr<RecordReader> reader_;
  RecordBlock one_;  // a block of one record
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_SELECTION_H_
