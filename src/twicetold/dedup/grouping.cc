#include "twicetold/dedup/grouping.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/dedup/comparer.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/match/overlap.h"

namespace twicetold {

void Representatives::Add(const ItemOverlap& pair) {
  if (pair.worse < references_ || gone_[pair.worse] || gone_[pair.better]) return;
  gone_[pair.worse] = true;
  fates_.push_back({pair.worse, pair.better, pair.overlap, true, 0});
}

// The bits of doubles that are not negative are in the order of their values.
absl::Status Connections::Add(const ItemOverlap& pair) {
  paired_[pair.better] = true;
  paired_[pair.worse] = true;
  const uint64_t weakness = ~std::bit_cast<uint64_t>(pair.overlap.Resemblance());
  return links_.Add({weakness, pair.better, pair.worse});
}

absl::StatusOr<std::vector<ItemFate>> Connections::Fates(uint32_t references,
                                                         const Comparer& comparer) {
  const auto items = static_cast<uint32_t>(paired_.size());
  DisjointSets sets(items);
  std::vector<double> weakest(items, 1);  // by the least item of a set, so its best
  TWICETOLD_RETURN_IF_ERROR(links_.Drain([&](const Link& link) {
    const uint32_t a = sets.Find(link.better);
    const uint32_t b = sets.Find(link.worse);
    if (sets.Unite(a, b)) weakest[std::min(a, b)] = std::bit_cast<double>(~link.weakness);
    return absl::OkStatus();
  }));
  std::vector<ItemFate> fates;
  for (uint32_t item = references; item < items; ++item) {
    if (!paired_[item]) continue;
    const uint32_t kept = sets.Find(item);
    if (kept == item) continue;
    TWICETOLD_ASSIGN_OR_RETURN(const Judgement judgement, comparer.Judge(item, kept));
    ItemFate fate{item, kept, {}, judgement.pair.has_value(), weakest[kept]};
    if (judgement.pair) {
      fate.overlap = *judgement.pair;
    } else {
      TWICETOLD_ASSIGN_OR_RETURN(fate.overlap, comparer.Count(item, kept));
    }
    fates.push_back(fate);
  }
  return fates;
}

}  // namespace twicetold
