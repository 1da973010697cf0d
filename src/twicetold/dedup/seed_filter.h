#ifndef TWICETOLD_DEDUP_SEED_FILTER_H_
#define TWICETOLD_DEDUP_SEED_FILTER_H_

// Which hashes may be a seed of some unit: a Bloom filter (Bloom 1970) with all bits of a hash in
// one word (Putze, Sanders and Singler, "Cache-, hash- and space-efficient Bloom filters", 2007),
// so that a look costs one access to memory.

#include <cstdint>
#include <vector>

#include "twicetold/base/hash.h"

namespace twicetold {

class SeedFilter {
 public:
  // Two bytes for each of `seeds`, but no more than `memory`: less of it lets more pass that is no
  // seed (about one hash in a hundred at two bytes), and never holds back one that is.
  SeedFilter(uint64_t seeds, uint64_t memory);

  void Add(uint64_t hash) { words_[Place(Mix64(hash))] |= Bits(Mix64(hash)); }

  // True for every hash that was added. Thread-safe.
  bool MayHold(uint64_t hash) const {
    const uint64_t mixed = Mix64(hash);  // seeds are small numbers
    const uint64_t bits = Bits(mixed);
    return (words_[Place(mixed)] & bits) == bits;
  }

 private:
  uint64_t Place(uint64_t mixed) const { return ((mixed >> 32) * words_.size()) >> 32; }
  static uint64_t Bits(uint64_t mixed) {
    return uint64_t{1} << (mixed & 63) | uint64_t{1} << (mixed >> 6 & 63) |
           uint64_t{1} << (mixed >> 12 & 63);
  }

  std::vector<uint64_t> words_;  // below 2^32
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_SEED_FILTER_H_
