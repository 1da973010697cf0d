#ifndef TWICETOLD_DEDUP_WANTED_RECORDS_H_
#define TWICETOLD_DEDUP_WANTED_RECORDS_H_

// A later reading that leaves out what does not matter: only the wanted records are read, each from
// its place in its file, gathered into blocks as if nothing had stood between them.
//
// For JSON Lines that are not compressed, where a record can be read by itself. Most records of
// most corpora are candidates of nothing, so a second reading of all of them would be the larger
// part.

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/selection.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/io/file.h"

namespace twicetold {

// Not thread-safe.
class WantedRecords {
 public:
  // nullopt when one of the inputs can't be read in this way; then SelectedBlocks reads all.
  static std::optional<WantedRecords> Open(const DedupInputs& inputs, const Tables& tables);

  // The next block of records with a unit that `wanted` is true of; false at the end. Offsets of
  // entries are those in the block.
  absl::StatusOr<bool> Next(absl::FunctionRef<bool(UnitNumber)> wanted, SelectedBlock& selected);

 private:
  WantedRecords(std::vector<File> files, const Tables& tables);

  // Takes the units of the record that is up next; true when one of them is wanted.
  absl::StatusOr<bool> TakeUnits(absl::FunctionRef<bool(UnitNumber)> wanted,
                                 SelectedBlock& selected);
  // Reads the records from `first` on that stand close together; gives the one behind them.
  absl::StatusOr<size_t> ReadRun(SelectedBlock& selected, size_t first) const;

  std::vector<File> files_;
  SpillStream<RecordEntry> records_;
  SpillStream<UnitEntry> units_;
  RecordNumber record_ = 0;
  UnitNumber unit_ = 0;
  std::optional<UnitEntry> next_unit_;
  std::optional<RecordEntry> next_record_;  // of another input than the block before it
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_WANTED_RECORDS_H_
