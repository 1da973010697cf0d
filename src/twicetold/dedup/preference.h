#ifndef TWICETOLD_DEDUP_PREFERENCE_H_
#define TWICETOLD_DEDUP_PREFERENCE_H_

// The keep rule as a number, so that what a record is worth can be kept in eight bytes.

#include <cstdint>

#include "twicetold/dedup/options.h"
#include "twicetold/io/record_reader.h"

namespace twicetold {

class Preference {
 public:
  explicit Preference(const KeepRule& rule) : rule_(rule) {}

  // Lower is kept rather than higher; at least 1 (0 is for references). kLongest goes by the bytes
  // of the text. A record without a date comes after all that have one.
  uint64_t Of(const Record& record) const;

 private:
  KeepRule rule_;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_PREFERENCE_H_
