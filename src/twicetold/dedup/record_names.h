#ifndef TWICETOLD_DEDUP_RECORD_NAMES_H_
#define TWICETOLD_DEDUP_RECORD_NAMES_H_

// What records are called in results.

#include <string>

#include "absl/status/statusor.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/tables.h"

namespace twicetold {

struct RecordName {
  std::string id;     // its own, or the place when it has none
  std::string place;  // "FILE:LINE"
};

// Thread-safe.
class RecordNames {
 public:
  RecordNames(const DedupInputs& inputs, const Tables& tables) : inputs_(inputs), tables_(tables) {}

  absl::StatusOr<RecordName> Of(RecordNumber record, const RecordEntry& entry) const;
  absl::StatusOr<RecordName> Of(RecordNumber record) const;
  // Of the record that the unit is in.
  absl::StatusOr<RecordName> OfUnit(UnitNumber unit) const;

 private:
  const DedupInputs& inputs_;
  const Tables& tables_;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_RECORD_NAMES_H_
