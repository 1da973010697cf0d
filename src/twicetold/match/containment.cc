#include "twicetold/match/containment.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/match/intersect_kernel.h"

namespace twicetold {
namespace {

bool Reaches(uint64_t shared, uint64_t size, double threshold) {
  return static_cast<double>(shared) / static_cast<double>(size) >= threshold;
}

// From so many times as large on, the larger set is searched for each element of the smaller
// instead of walked through.
constexpr size_t kMuchLarger = 8;

// Elements of `small` that stand in `large`; some number below `required` if fewer do.
uint64_t CountByLookUp(std::span<const uint64_t> small, std::span<const uint64_t> large,
                       uint64_t required) {
  uint64_t may_lack = small.size() - required;
  uint64_t shared = 0;
  auto from = large.begin();
  for (const uint64_t element : small) {
    from = std::lower_bound(from, large.end(), element);
    if (from != large.end() && *from == element) {
      ++shared;
    } else if (may_lack-- == 0) {
      return 0;
    }
  }
  return shared;
}

uint64_t CountSmaller(std::span<const uint64_t> a, std::span<const uint64_t> b, uint64_t required) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.size() / kMuchLarger >= a.size()
             ? CountByLookUp(a, b, required)
             : CountShared(a.data(), a.size(), b.data(), b.size(), required);
}

// For each element that two sets or more have, the sets that have it.
class ElementIndex {
 public:
  explicit ElementIndex(std::span<const std::vector<uint64_t>> sets) {
    struct Occurrence {
      uint64_t element;
      uint32_t set;
      uint32_t place;
    };
    std::vector<Occurrence> occurrences;
    for (uint32_t set = 0; set < sets.size(); ++set) {
      begins_.push_back(lists_.size());
      lists_.resize(lists_.size() + sets[set].size());
      for (uint32_t place = 0; place < sets[set].size(); ++place) {
        occurrences.push_back({sets[set][place], set, place});
      }
    }
    std::sort(occurrences.begin(), occurrences.end(), [](const Occurrence& x, const Occurrence& y) {
      return x.element != y.element ? x.element < y.element : x.set < y.set;
    });
    holders_.reserve(occurrences.size());
    for (size_t begin = 0, end = 0; begin < occurrences.size(); begin = end) {
      while (end < occurrences.size() && occurrences[end].element == occurrences[begin].element) {
        holders_.push_back(occurrences[end++].set);
      }
      for (size_t i = begin; i < end; ++i) {
        lists_[begins_[occurrences[i].set] + occurrences[i].place] = {begin, end};
      }
    }
  }

  // The sets that have the element at `place` of `set`, itself among them.
  std::span<const uint32_t> Holders(uint32_t set, uint32_t place) const {
    const auto& [begin, end] = lists_[begins_[set] + place];
    return std::span(holders_).subspan(begin, end - begin);
  }

 private:
  std::vector<size_t> begins_;                    // of each set, in `lists_`
  std::vector<std::pair<size_t, size_t>> lists_;  // of each element of each set, in `holders_`
  std::vector<uint32_t> holders_;
};

}  // namespace

uint64_t LeastContained(uint64_t size, double threshold) {
  if (size == 0) return 0;
  // The estimate is off by rounding only; the loops make it exact.
  uint64_t shared = static_cast<uint64_t>(threshold * static_cast<double>(size));
  while (shared > 0 && Reaches(shared - 1, size, threshold)) --shared;
  while (!Reaches(shared, size, threshold)) ++shared;
  return shared;
}

std::optional<Overlap> OverlapContaining(double threshold, std::span<const uint64_t> a,
                                         std::span<const uint64_t> b) {
  if (a.empty() || b.empty()) return std::nullopt;
  const uint64_t required = LeastContained(std::min(a.size(), b.size()), threshold);
  const uint64_t shared = CountSmaller(a, b, required);
  if (shared < required) return std::nullopt;
  return Overlap{shared, a.size() - shared, b.size() - shared};
}

std::vector<VerifiedPair> JoinContained(std::span<const std::vector<uint64_t>> sets,
                                        double threshold) {
  assert(threshold > 0.0 && threshold <= 1.0);
  const ElementIndex index(sets);
  std::vector<VerifiedPair> pairs;
  std::vector<uint32_t> places;
  std::vector<uint32_t> met_by(sets.size(), UINT32_MAX);
  for (uint32_t set = 0; set < sets.size(); ++set) {
    const size_t size = sets[set].size();
    if (size == 0) continue;
    const uint64_t least = LeastContained(size, threshold);
    places.resize(size);
    for (uint32_t place = 0; place < size; ++place) places[place] = place;
    const size_t prefix = size - static_cast<size_t>(least) + 1;
    const auto rarer = [&](uint32_t x, uint32_t y) {
      return std::pair(index.Holders(set, x).size(), x) <
             std::pair(index.Holders(set, y).size(), y);
    };
    std::partial_sort(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(prefix),
                      places.end(), rarer);
    met_by[set] = set;
    for (size_t i = 0; i < prefix; ++i) {
      for (const uint32_t other : index.Holders(set, places[i])) {
        if (met_by[other] == set) continue;
        met_by[other] = set;
        // The smaller one finds the larger; of two of one size, the first finds the second.
        if (std::pair(sets[other].size(), other) < std::pair(size, set)) continue;
        const auto [a, b] = std::minmax({set, other});
        const auto overlap = OverlapContaining(threshold, sets[a], sets[b]);
        if (overlap) pairs.push_back({a, b, *overlap});
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace twicetold
