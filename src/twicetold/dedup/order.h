#ifndef TWICETOLD_DEDUP_ORDER_H_
#define TWICETOLD_DEDUP_ORDER_H_

// The order in which units are preferred, and which of them say the same words.

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/tables.h"

namespace twicetold {

constexpr uint32_t kNoUnit = UINT32_MAX;

// Units in the order of preference: rank 0 is kept rather than rank 1. A reference comes before all
// that is no reference.
struct Order {
  std::vector<UnitNumber> unit_of_rank;
  std::vector<uint32_t> rank_of_unit;
};

// By the records' preference; ties fall to the records' ids (byte by byte) unless the rule is
// kFirst, then to the order of the input. 8 bytes a unit, and 16 a record while it sorts.
absl::StatusOr<Order> OrderUnits(const Tables& tables, const KeepRule& rule);

// For each unit the best-ranked one whose words have the same 128-bit hash: itself for most. A unit
// without words stands alone. What the hash says is verified later, on the texts
// (dedup/collect.h). `memory` bounds what it works in, beside the 4 bytes a unit that it gives.
absl::StatusOr<std::vector<UnitNumber>> FindHeads(const Tables& tables, const Order& order,
                                                  uint64_t memory);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_ORDER_H_
