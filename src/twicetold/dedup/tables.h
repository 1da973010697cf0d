#ifndef TWICETOLD_DEDUP_TABLES_H_
#define TWICETOLD_DEDUP_TABLES_H_

// What a bulk run knows of its records when it has read them once: a few fixed bytes each, on disk,
// in the order of the input.
//
// A record is a line of JSON, a row of a table or a file; a unit is what is compared: the text of a
// record, or one paragraph of it. Records and units are numbered from 0 in the order of the input.

#include <cstdint>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/hash.h"
#include "twicetold/dedup/record_column.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

using UnitNumber = uint32_t;

struct RecordEntry {
  uint64_t offset = 0;      // of its bytes in its input, decompressed
  uint64_t line = 0;        // 1-based
  uint64_t preference = 0;  // lower is kept rather than higher, as the keep rule has it
  uint32_t size = 0;        // of its bytes, without the line end
  uint32_t input = 0;       // index
};

struct UnitEntry {
  Hash128Value content;  // of its word hashes; zero for a unit without words
  RecordNumber record = 0;
  uint32_t begin = 0;  // bytes of the record's text
  uint32_t end = 0;
  uint32_t words = 0;
};

// The files that the stage "read" leaves.
class Tables {
 public:
  static absl::StatusOr<Tables> Open(const WorkDir& work);

  // Records there are; units there are; keys of each unit.
  uint64_t records() const { return records_.size() / sizeof(RecordEntry); }
  uint64_t units() const { return units_.size() / sizeof(UnitEntry); }

  SpillStream<RecordEntry> Records() const { return SpillStream<RecordEntry>(records_); }
  SpillStream<UnitEntry> Units() const { return SpillStream<UnitEntry>(units_); }

  absl::StatusOr<RecordEntry> Record(RecordNumber record) const;
  absl::StatusOr<UnitEntry> Unit(UnitNumber unit) const;
  // The first record of input `input` or of a later one; the first unit of record `record` or of a
  // later one; how many there are when there is none.
  absl::StatusOr<uint64_t> FirstRecordFrom(uint64_t input) const;
  absl::StatusOr<uint64_t> FirstUnitFrom(uint64_t record) const;
  // What the record is called: its id, or empty when it has none.
  absl::StatusOr<std::string> IdOf(RecordNumber record) const { return ids_.Of(record); }
  // What versions of it have in common; empty when it says nothing of that.
  absl::StatusOr<std::string> SeriesOf(RecordNumber record) const { return series_.Of(record); }

  // The keys for one band of the `count` units of a chunk, which begins with unit `begin`.
  absl::Status ReadKeys(UnitNumber begin, uint64_t count, uint32_t band, uint32_t bands,
                        std::span<uint64_t> keys) const;

 private:
  Tables(SpillReader records, SpillReader units, RecordColumn ids, RecordColumn series,
         SpillReader keys);

  SpillReader records_;
  SpillReader units_;
  RecordColumn ids_;
  RecordColumn series_;
  SpillReader keys_;
};

// Keys lie in chunks of so many units; in a chunk, all keys of the first band, then of the second.
constexpr uint64_t kUnitsInKeyChunk = 1 << 16;

constexpr char kReadStage[] = "read";

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_TABLES_H_
