#include "bench/quality/sketch_peers.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/random.h"

namespace twicetold::bench {
namespace {

constexpr size_t kNobody = SIZE_MAX;

// Of the places of a signature, each held by an element: the chance that two, drawn with
// replacement, are held by the same.
double SameElement(const std::vector<size_t>& holders, size_t elements) {
  std::vector<size_t> places(elements, 0);
  for (const size_t holder : holders) ++places[holder];
  double squares = 0.0;
  for (const size_t count : places) squares += static_cast<double>(count * count);
  return squares / static_cast<double>(holders.size() * holders.size());
}

}  // namespace

double SameElementByOffers(uint32_t size, size_t elements, Random& random) {
  // Which element of a bin has the least value is all one: the first to come.
  std::vector<size_t> holders(size, kNobody);
  for (size_t i = 0; i < elements; ++i) {
    size_t& holder = holders[random.Below(size)];
    if (holder == kNobody) holder = i;
  }
  const std::vector<size_t> filled = holders;
  size_t empty = 0;
  for (const size_t holder : holders) empty += holder == kNobody ? 1U : 0U;
  while (empty > 0) {
    for (size_t bin = 0; bin < size; ++bin) {
      if (filled[bin] == kNobody) continue;
      size_t& place = holders[random.Below(size)];
      if (place != kNobody) continue;
      place = filled[bin];
      --empty;
    }
  }
  return SameElement(holders, elements);
}

double SameElementByFastSimilarity(uint32_t size, size_t elements, Random& random) {
  std::vector<size_t> holders(size, kNobody);
  size_t empty = size;
  for (uint32_t round = 0; round < size && empty > 0; ++round) {
    std::vector<uint64_t> least(size, UINT64_MAX);
    const std::vector<size_t> before = holders;
    for (size_t i = 0; i < elements; ++i) {
      const size_t place = random.Below(size);
      const uint64_t value = random.Next();
      if (before[place] != kNobody || value >= least[place]) continue;
      if (holders[place] == kNobody) --empty;
      holders[place] = i;
      least[place] = value;
    }
  }
  for (size_t& holder : holders) {
    if (holder == kNobody) holder = random.Below(elements);
  }
  return SameElement(holders, elements);
}

}  // namespace twicetold::bench
