#include "twicetold/dedup/tables.h"

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

Tables::Tables(SpillReader records, SpillReader units, RecordColumn ids, RecordColumn series,
               SpillReader keys)
    : records_(std::move(records)),
      units_(std::move(units)),
      ids_(std::move(ids)),
      series_(std::move(series)),
      keys_(std::move(keys)) {}

absl::StatusOr<Tables> Tables::Open(const WorkDir& work) {
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader records, work.Open(kReadStage, "records"));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader units, work.Open(kReadStage, "units"));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader ids, work.Open(kReadStage, "ids"));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader id_ends, work.Open(kReadStage, "id_ends"));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader series, work.Open(kReadStage, "series"));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader series_ends, work.Open(kReadStage, "series_ends"));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader keys, work.Open(kReadStage, "keys"));
  return Tables(std::move(records), std::move(units),
                RecordColumn(std::move(ids), std::move(id_ends)),
                RecordColumn(std::move(series), std::move(series_ends)), std::move(keys));
}

absl::StatusOr<RecordEntry> Tables::Record(RecordNumber record) const {
  RecordEntry entry;
  TWICETOLD_RETURN_IF_ERROR(records_.ReadValues(record, std::span(&entry, 1)));
  return entry;
}

absl::StatusOr<UnitEntry> Tables::Unit(UnitNumber unit) const {
  UnitEntry entry;
  TWICETOLD_RETURN_IF_ERROR(units_.ReadValues(unit, std::span(&entry, 1)));
  return entry;
}

namespace {

// The first number below `count` whose entry is not before what is looked for; `count` when all
// are.
template <typename Get, typename IsBefore>
absl::StatusOr<uint64_t> FirstNotBefore(uint64_t count, Get get, IsBefore is_before) {
  uint64_t begin = 0;
  for (uint64_t end = count; begin < end;) {
    const uint64_t middle = begin + (end - begin) / 2;
    TWICETOLD_ASSIGN_OR_RETURN(const auto entry, get(middle));
    if (is_before(entry)) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

}  // namespace

absl::StatusOr<uint64_t> Tables::FirstRecordFrom(uint64_t input) const {
  return FirstNotBefore(
      records(), [&](uint64_t number) { return Record(static_cast<RecordNumber>(number)); },
      [input](const RecordEntry& entry) { return entry.input < input; });
}

absl::StatusOr<uint64_t> Tables::FirstUnitFrom(uint64_t record) const {
  return FirstNotBefore(
      units(), [&](uint64_t number) { return Unit(static_cast<UnitNumber>(number)); },
      [record](const UnitEntry& entry) { return entry.record < record; });
}

absl::Status Tables::ReadKeys(UnitNumber begin, uint64_t count, uint32_t band, uint32_t bands,
                              std::span<uint64_t> keys) const {
  return keys_.ReadValues(uint64_t{begin} * bands + band * count, keys.first(count));
}

}  // namespace twicetold
