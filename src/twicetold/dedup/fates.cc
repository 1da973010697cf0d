#include "twicetold/dedup/fates.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/match/overlap.h"

namespace twicetold {
namespace {

Overlap OverlapOf(const UnitFate& fate) {
  return fate.reason == Reason::kExact ? Overlap{1, 0, 0}
                                       : Overlap{fate.shared, fate.only_unit, fate.only_kept};
}

Reason ReasonOf(const ItemFate& fate, Measure measure) {
  if (!fate.is_pair) return Reason::kConnected;
  return measure == Measure::kContainment ? Reason::kContained : Reason::kNear;
}

}  // namespace

std::string_view ReasonName(Reason reason) {
  switch (reason) {
    case Reason::kExact:
      return "exact";
    case Reason::kContained:
      return "contained";
    case Reason::kNear:
      return "near";
    case Reason::kVersion:
      return "version";
    case Reason::kConnected:
      return "connected";
  }
  return "";
}

std::string_view VersionSignName(VersionSign sign) {
  switch (sign) {
    case VersionSign::kNone:
      return "";
    case VersionSign::kId:
      return "id";
    case VersionSign::kSeries:
      return "series";
  }
  return "";
}

double UnitFate::Resemblance() const { return OverlapOf(*this).Resemblance(); }
double UnitFate::Containment() const { return OverlapOf(*this).ContainmentOfA(); }
double UnitFate::ContainmentOfKept() const { return OverlapOf(*this).ContainmentOfB(); }

std::vector<UnitFate> FatesOfUnits(std::span<const ItemFate> fates, const Items& items,
                                   std::span<const UnitNumber> heads, uint64_t first_reference,
                                   Measure measure) {
  // Of each head, what became of it: a place in `fates`.
  constexpr uint32_t kKept = UINT32_MAX;
  std::vector<uint32_t> fate_of_item(items.unit_of_item.size(), kKept);
  for (uint32_t i = 0; i < fates.size(); ++i) fate_of_item[fates[i].item] = i;
  std::vector<UnitFate> result;
  for (UnitNumber unit = 0; unit < std::min<uint64_t>(heads.size(), first_reference); ++unit) {
    const UnitNumber head = heads[unit];
    const uint32_t item = items.item_of_unit[head];
    const uint32_t place = item == kNoUnit ? kKept : fate_of_item[item];
    UnitFate fate;
    fate.unit = unit;
    if (place != kKept) {
      const ItemFate& of_head = fates[place];
      fate.kept = items.unit_of_item[of_head.kept];
      fate.shared = static_cast<uint32_t>(of_head.overlap.shared);
      fate.only_unit = static_cast<uint32_t>(of_head.overlap.only_a);
      fate.only_kept = static_cast<uint32_t>(of_head.overlap.only_b);
      fate.reason = ReasonOf(of_head, measure);
      fate.item_fate = place;
      fate.weakest_link = of_head.weakest_link;
    } else if (head != unit) {
      fate.kept = head;
      fate.reason = Reason::kExact;
    } else {
      continue;
    }
    result.push_back(fate);
  }
  return result;
}

double WeakestLink(std::span<const UnitFate> fates) {
  double weakest = 1;
  for (const UnitFate& fate : fates) {
    if (fate.reason != Reason::kExact) weakest = std::min(weakest, fate.weakest_link);
  }
  return weakest;
}

// The overlap is told from the worse item's side.
UnitPair PairOfUnits(const ItemOverlap& pair, const Items& items) {
  return {items.unit_of_item[pair.better], items.unit_of_item[pair.worse],
          static_cast<uint32_t>(pair.overlap.shared), static_cast<uint32_t>(pair.overlap.only_b),
          static_cast<uint32_t>(pair.overlap.only_a)};
}

std::vector<UnitCopy> CopiesOf(std::span<const UnitNumber> heads) {
  std::vector<UnitCopy> copies;
  for (UnitNumber unit = 0; unit < heads.size(); ++unit) {
    if (heads[unit] != unit) copies.push_back({heads[unit], unit});
  }
  std::sort(copies.begin(), copies.end(), [](const UnitCopy& a, const UnitCopy& b) {
    return std::pair(a.head, a.copy) < std::pair(b.head, b.copy);
  });
  return copies;
}

}  // namespace twicetold
