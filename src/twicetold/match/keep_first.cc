// Equal sets share a representative, so the first of each kind is looked at alone. It looks up its
// prefix (prefix_index.h) in lists that hold kept sets only: each list is filled from its front as
// sets are kept, in order, so the first candidate that holds on its full set ends that list.
// Partners may be smaller or larger; a prefix is for either.

#include "twicetold/match/keep_first.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "twicetold/match/equal_sets.h"
#include "twicetold/match/overlap.h"
#include "twicetold/match/overlap_bounds.h"
#include "twicetold/match/prefix_index.h"

namespace twicetold {
namespace {

class Keeper {
 public:
  Keeper(std::span<const std::span<const uint64_t>> sets, double threshold, int threads)
      : sets_(sets),
        threshold_(threshold),
        index_(sets, threshold, threads),
        kept_(index_.entries().size()),
        kept_counts_(index_.entries().size()),
        met_by_(sets.size(), kNone) {}

  // The representative of `set`. Sets must be given in order.
  uint32_t Take(uint32_t set) {
    const uint32_t found = FirstPartner(set);
    if (found != kNone) return found;
    for (const PrefixIndex::Link link : index_.Links(set)) {
      kept_[link.list + kept_counts_[link.list]++] = {set, index_.entries()[link.own].place};
    }
    return set;
  }

 private:
  static constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

  struct Kept {
    uint32_t set;
    uint32_t place;
  };

  uint32_t FirstPartner(uint32_t set) {
    const size_t size = sets_[set].size();
    uint32_t first = kNone;
    for (const PrefixIndex::Link link : index_.Links(set)) {
      const size_t place = index_.entries()[link.own].place;
      for (size_t i = link.list; i < link.list + kept_counts_[link.list]; ++i) {
        const Kept other = kept_[i];
        if (other.set >= first) break;
        if (met_by_[other.set] == set) continue;
        met_by_[other.set] = set;
        // Nothing before this element is shared, and no more than what follows it in either.
        const size_t other_size = sets_[other.set].size();
        const size_t bound = std::min(size - place, other_size - other.place);
        if (!Reaches(bound, size, other_size, threshold_)) continue;
        if (OverlapReaching(threshold_, sets_[set], sets_[other.set])) first = other.set;
      }
    }
    return first;
  }

  std::span<const std::span<const uint64_t>> sets_;
  double threshold_;
  PrefixIndex index_;
  std::vector<Kept> kept_;             // list by list, as long as the index's
  std::vector<uint32_t> kept_counts_;  // of the list that begins there
  std::vector<uint32_t> met_by_;       // the last set that met this one
};

}  // namespace

std::vector<uint32_t> KeepFirst(std::span<const std::vector<uint64_t>> sets, double threshold,
                                int threads) {
  assert(threshold > 0.0 && threshold <= 1.0);
  std::vector<uint32_t> representatives(sets.size());
  std::iota(representatives.begin(), representatives.end(), uint32_t{0});
  const EqualSets kinds(sets, EqualSets::Order::kFirstMember, threads);
  Keeper keeper(kinds.sets(), threshold, threads);
  for (uint32_t kind = 0; kind < kinds.sets().size(); ++kind) {
    const uint32_t representative = kinds.Members(keeper.Take(kind))[0];
    for (const uint32_t member : kinds.Members(kind)) representatives[member] = representative;
  }
  return representatives;
}

}  // namespace twicetold
