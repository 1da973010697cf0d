#ifndef TWICETOLD_LSH_KEY_SIEVE_H_
#define TWICETOLD_LSH_KEY_SIEVE_H_

// One thread's part in the join of keys (key_join.h): dropping keys that are alone, and grouping
// the others. How is said in key_join.cc.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/lsh/key_join.h"

namespace twicetold {

// As many first bits as tell partitions apart that stay in the nearest caches.
inline int PartitionBits(size_t records) {
  constexpr size_t kRecordsInPartition = 8192;
  constexpr int kMostBits = 12;
  return std::min(static_cast<int>(std::bit_width(records / kRecordsInPartition)), kMostBits);
}

// Numbers keys in the order in which they are first seen.
class KeyNumbers {
 public:
  // Forgets all. `keys`: at most so many will come; they may be many times fewer.
  void Clear(size_t keys) {
    slots_.assign(std::bit_ceil(2 * std::min(keys, kKeysAtFirst)), Slot{0, kFree});
    count_ = 0;
  }

  uint32_t Number(uint64_t key) {
    if (2 * size_t{count_} >= slots_.size()) Grow();
    Slot& slot = Find(key);
    if (slot.number == kFree) slot = {key, count_++};
    return slot.number;
  }

 private:
  struct Slot {
    uint64_t key;
    uint32_t number;
  };
  static constexpr uint32_t kFree = std::numeric_limits<uint32_t>::max();
  static constexpr size_t kKeysAtFirst = 2048;

  // The key's slot, or the free one it would take. Keys of a partition begin alike, and may end
  // alike: multiplied, all their bits have a say (Knuth, section 6.4).
  Slot& Find(uint64_t key) {
    const size_t mask = slots_.size() - 1;
    size_t at = (key * 0x9e3779b97f4a7c15U) >> 32 & mask;
    while (slots_[at].number != kFree && slots_[at].key != key) at = (at + 1) & mask;
    return slots_[at];
  }

  void Grow() {
    std::vector<Slot> old(2 * slots_.size(), Slot{0, kFree});
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number != kFree) Find(slot.key) = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of two of them
  uint32_t count_ = 0;
};

// Keeps its memory from one call to the next.
class KeySieve {
 public:
  KeySieve();

  // Adds the buckets among all `keys`. `records`: room for as many. Key: uint32_t or uint64_t.
  template <typename Key>
  void Join(std::span<const Key> keys, std::span<uint64_t> records);

  // Adds the buckets among the records of a partition of `keys`, which are overwritten.
  void JoinPartition(std::span<uint64_t> records, std::span<const uint64_t> keys);

  // What was added since the last call.
  Buckets Take() { return std::exchange(buckets_, {}); }

 private:
  // Adds the buckets among records of any number, part by part.
  template <typename Key>
  void JoinParts(std::span<const uint64_t> records, std::span<const Key> keys);
  template <typename Key>
  void Group(std::span<uint64_t> records, std::span<const Key> keys);

  std::vector<uint64_t> taken_;
  std::vector<uint64_t> slots_;
  std::vector<uint32_t> counts_;  // records of each part; then places
  std::vector<uint64_t> parted_;
  KeyNumbers numbers_;
  std::vector<uint32_t> sizes_;
  std::vector<uint64_t> nexts_;  // where the next member of each number goes
  Buckets buckets_;
};

}  // namespace twicetold

#endif  // TWICETOLD_LSH_KEY_SIEVE_H_
