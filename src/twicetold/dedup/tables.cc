#include "twicetold/dedup/tables.h"

#include <array>
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

Tables::Tables(SpillReader records, SpillReader units, SpillReader ids, SpillReader id_ends,
               SpillReader keys)
    : records_(std::move(records)),
      units_(std::move(units)),
      ids_(std::move(ids)),
      id_ends_(std::move(id_ends)),
      keys_(std::move(keys)) {}

absl::StatusOr<Tables> Tables::Open(const WorkDir& work) {
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader records, work.Open(kReadStage, "records"));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader units, work.Open(kReadStage, "units"));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader ids, work.Open(kReadStage, "ids"));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader id_ends, work.Open(kReadStage, "id_ends"));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader keys, work.Open(kReadStage, "keys"));
  return Tables(std::move(records), std::move(units), std::move(ids), std::move(id_ends),
                std::move(keys));
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

absl::StatusOr<std::string> Tables::IdOf(RecordNumber record) const {
  std::array<uint64_t, 2> ends = {0, 0};
  if (record == 0) {
    TWICETOLD_RETURN_IF_ERROR(id_ends_.ReadValues<uint64_t>(0, std::span(&ends[1], 1)));
  } else {
    TWICETOLD_RETURN_IF_ERROR(id_ends_.ReadValues<uint64_t>(record - 1, ends));
  }
  std::string id(ends[1] - ends[0], '\0');
  TWICETOLD_RETURN_IF_ERROR(ids_.ReadAt(ends[0], id));
  return id;
}

absl::Status Tables::ReadKeys(UnitNumber begin, uint64_t count, uint32_t band, uint32_t bands,
                              std::span<uint64_t> keys) const {
  return keys_.ReadValues(uint64_t{begin} * bands + band * count, keys.first(count));
}

}  // namespace twicetold
