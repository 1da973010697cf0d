#include "twicetold/dedup/record_names.h"

#include <string>

#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/tables.h"

namespace twicetold {

absl::StatusOr<RecordName> RecordNames::Of(RecordNumber record, const RecordEntry& entry) const {
  RecordName name;
  name.place = Concat({inputs_.NameOf(entry.input), ":", std::to_string(entry.line)});
  TWICETOLD_ASSIGN_OR_RETURN(name.id, tables_.IdOf(record));
  if (name.id.empty()) name.id = name.place;
  return name;
}

absl::StatusOr<RecordName> RecordNames::Of(RecordNumber record) const {
  TWICETOLD_ASSIGN_OR_RETURN(const RecordEntry entry, tables_.Record(record));
  return Of(record, entry);
}

absl::StatusOr<RecordName> RecordNames::OfUnit(UnitNumber unit) const {
  TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry entry, tables_.Unit(unit));
  return Of(entry.record);
}

}  // namespace twicetold
