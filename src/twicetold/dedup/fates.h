#ifndef TWICETOLD_DEDUP_FATES_H_
#define TWICETOLD_DEDUP_FATES_H_

// What became of the units, as results tell it.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/match/overlap.h"

namespace twicetold {

enum class Reason : uint8_t {
  kExact,      // the same words in the same order as the kept one
  kContained,  // at the threshold or above it, its shingles stand in the kept one
  kNear,       // at or above the threshold against the kept one
  kVersion,    // as kContained or kNear, and the same item as the kept one (dedup/versions.h)
  kConnected,  // a chain of pairs leads to the kept one (Grouping::kConnected)
};

std::string_view ReasonName(Reason reason);  // "exact", "contained", ...

// What says that two records are one item at two times.
enum class VersionSign : uint8_t { kNone, kId, kSeries };

std::string_view VersionSignName(VersionSign sign);  // "", "id", "series"

constexpr uint32_t kNoItemFate = UINT32_MAX;

// A unit that went.
struct UnitFate {
  UnitNumber unit = 0;
  UnitNumber kept = 0;  // never one that went
  Reason reason = Reason::kNear;
  VersionSign version_by = VersionSign::kNone;  // another for kVersion only
  // Of the unit with the kept one; all zero for kExact, where all is shared.
  uint32_t shared = 0;
  uint32_t only_unit = 0;
  uint32_t only_kept = 0;
  // Which of the items' fates this one follows from; kNoItemFate for kExact.
  uint32_t item_fate = kNoItemFate;
  double weakest_link = 0;  // as in ItemFate; 0 for kExact

  double Resemblance() const;
  double Containment() const;        // of the unit in the kept one
  double ContainmentOfKept() const;  // of the kept one in the unit
};

// The fates of items, and of the units that have the words of another (`heads`), by unit. Units
// from `first_reference` on never go. The measure says why others do.
std::vector<UnitFate> FatesOfUnits(std::span<const ItemFate> fates, const Items& items,
                                   std::span<const UnitNumber> heads, uint64_t first_reference,
                                   Measure measure);

// The weakest link of what went (as in ItemFate): the least of all. 1 when all have the same words.
double WeakestLink(std::span<const UnitFate> fates);

// Two units whose overlap reaches the threshold; `a` is kept rather than `b`.
struct UnitPair {
  UnitNumber a = 0;
  UnitNumber b = 0;
  uint32_t shared = 0;
  uint32_t only_a = 0;
  uint32_t only_b = 0;
};
UnitPair PairOfUnits(const ItemOverlap& pair, const Items& items);

// A unit that has the words of another, its head.
struct UnitCopy {
  UnitNumber head = 0;
  UnitNumber copy = 0;
};
// By head, then by copy.
std::vector<UnitCopy> CopiesOf(std::span<const UnitNumber> heads);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_FATES_H_
