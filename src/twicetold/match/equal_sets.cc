#include "twicetold/match/equal_sets.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/base/hash_sort.h"
#include "twicetold/base/parallel.h"

namespace twicetold {
namespace {

using Sets = std::span<const std::vector<uint64_t>>;

// The hash of a whole set, to find equal ones by.
struct SetHash {
  uint64_t hash;
  uint32_t set;
  friend bool operator<(const SetHash& x, const SetHash& y) {
    return x.hash != y.hash ? x.hash < y.hash : x.set < y.set;
  }
};

std::vector<SetHash> HashSets(Sets sets, int threads) {
  std::vector<SetHash> hashes;
  for (uint32_t set = 0; set < sets.size(); ++set) {
    if (!sets[set].empty()) hashes.push_back({0, set});
  }
  constexpr size_t kAtOnce = 256;
  ParallelFor((hashes.size() + kAtOnce - 1) / kAtOnce, threads, [&](size_t part) {
    const size_t end = std::min((part + 1) * kAtOnce, hashes.size());
    for (size_t i = part * kAtOnce; i < end; ++i) {
      const std::vector<uint64_t>& set = sets[hashes[i].set];
      hashes[i].hash =
          Hash64({reinterpret_cast<const char*>(set.data()), set.size() * sizeof(uint64_t)});
    }
  });
  std::vector<SetHash> sorted(hashes.size());
  SortByHash<SetHash>(hashes, sorted, [](const SetHash& h) { return h.hash; });
  return sorted;
}

}  // namespace

EqualSets::EqualSets(Sets sets, Order order, int threads) {
  // Of the sets with one hash, each is compared with the first of every kind so far: hashes that
  // agree by chance only cost time.
  std::vector<std::vector<uint32_t>> kinds;
  const std::vector<SetHash> hashes = HashSets(sets, threads);
  size_t first_kind = 0;
  for (size_t i = 0; i < hashes.size(); ++i) {
    if (i > 0 && hashes[i].hash != hashes[i - 1].hash) first_kind = kinds.size();
    const auto kind = std::find_if(
        kinds.begin() + static_cast<std::ptrdiff_t>(first_kind), kinds.end(),
        [&](const std::vector<uint32_t>& k) { return sets[k[0]] == sets[hashes[i].set]; });
    if (kind == kinds.end()) {
      kinds.push_back({hashes[i].set});
    } else {
      kind->push_back(hashes[i].set);
    }
  }
  const auto key = [&](const std::vector<uint32_t>& kind) {
    return std::pair(order == Order::kSize ? sets[kind[0]].size() : 0, kind[0]);
  };
  std::sort(kinds.begin(), kinds.end(),
            [&](const auto& x, const auto& y) { return key(x) < key(y); });
  begins_.push_back(0);
  for (const std::vector<uint32_t>& kind : kinds) {
    members_.insert(members_.end(), kind.begin(), kind.end());
    begins_.push_back(members_.size());
    sets_.emplace_back(sets[kind[0]]);
  }
}

}  // namespace twicetold
