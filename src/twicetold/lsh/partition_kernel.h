#ifndef TWICETOLD_LSH_PARTITION_KERNEL_H_
#define TWICETOLD_LSH_PARTITION_KERNEL_H_

// The inner loops of the join of keys (key_join.h) that put keys into partitions.
//
// A key's first `bits` bits (0 to 16) name its partition. A record is the next 32 bits of the key
// above the item's index.

#include <cstddef>
#include <cstdint>

namespace twicetold {

constexpr uint32_t kRecordsInLine = 8;  // of the cache

inline size_t PartitionOf(uint64_t key, int bits) { return (key >> 1) >> (63 - bits); }

// Adds to counts[p] how many keys belong to partition p. `spare` has the size of `counts` and is
// overwritten.
void CountPartitions(const uint64_t* keys, size_t count, int bits, uint32_t* counts,
                     uint32_t* spare);

// Where a scatter writes. `places`: for each partition the index of its first record here; moved on
// to behind its last. `begins`: the same, not moved. `lines`: kRecordsInLine words a partition.
// `lines` and `records` begin at whole cache lines.
struct ScatterTarget {
  uint32_t* places;
  const uint32_t* begins;
  uint64_t* lines;
  uint64_t* records;
};

// Writes the records of keys[0..count), whose items are `first_item` and on, each to the next place
// of its partition. They are gathered into whole lines first, which go to memory without being read
// into a cache. Touches no other place.
void ScatterRecords(const uint64_t* keys, uint32_t first_item, size_t count, int bits,
                    const ScatterTarget& target);

}  // namespace twicetold

#endif  // TWICETOLD_LSH_PARTITION_KERNEL_H_
