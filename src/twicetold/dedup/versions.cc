#include "twicetold/dedup/versions.h"

#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/tables.h"

namespace twicetold {
namespace {

absl::StatusOr<VersionSign> SignOf(const Tables& tables, RecordNumber a, RecordNumber b) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::string series, tables.SeriesOf(a));
  if (!series.empty()) {
    TWICETOLD_ASSIGN_OR_RETURN(const std::string other, tables.SeriesOf(b));
    if (series == other) return VersionSign::kSeries;
  }
  TWICETOLD_ASSIGN_OR_RETURN(const std::string id, tables.IdOf(a));
  if (id.empty()) return VersionSign::kNone;
  TWICETOLD_ASSIGN_OR_RETURN(const std::string other, tables.IdOf(b));
  return id == other ? VersionSign::kId : VersionSign::kNone;
}

}  // namespace

absl::Status MarkVersions(const Tables& tables, std::span<UnitFate> fates) {
  for (UnitFate& fate : fates) {
    if (fate.reason != Reason::kNear && fate.reason != Reason::kContained) continue;
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry unit, tables.Unit(fate.unit));
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry kept, tables.Unit(fate.kept));
    TWICETOLD_ASSIGN_OR_RETURN(fate.version_by, SignOf(tables, unit.record, kept.record));
    if (fate.version_by != VersionSign::kNone) fate.reason = Reason::kVersion;
  }
  return absl::OkStatus();
}

}  // namespace twicetold
