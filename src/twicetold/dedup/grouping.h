#ifndef TWICETOLD_DEDUP_GROUPING_H_
#define TWICETOLD_DEDUP_GROUPING_H_

// Who goes for whom when all verified pairs are at hand; decide.h says what each grouping promises.

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/dedup/comparer.h"
#include "twicetold/dedup/decide.h"

namespace twicetold {

// In both, `pairs` are by the worse item, then by the better one, of `items` items, of which the
// first `references` never go.

// Grouping::kRepresentative.
std::vector<ItemFate> FatesByRepresentative(const std::vector<ItemOverlap>& pairs, uint32_t items,
                                            uint32_t references);

// Grouping::kConnected. `comparer` gives the overlap of those that only a chain of pairs leads to.
absl::StatusOr<std::vector<ItemFate>> FatesByConnection(const std::vector<ItemOverlap>& pairs,
                                                        uint32_t items, uint32_t references,
                                                        const Comparer& comparer);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_GROUPING_H_
