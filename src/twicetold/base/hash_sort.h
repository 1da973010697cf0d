#ifndef TWICETOLD_BASE_HASH_SORT_H_
#define TWICETOLD_BASE_HASH_SORT_H_

// Sorting by hash.
//
// Hashes are uniform, so their leading bits all but sort them: one pass deals them out to about as
// many buckets as there are records, and what is left is to put neighbours right (radix sort by the
// most significant digit; McIlroy, Bostic and McIlroy, "Engineering radix sort", 1993): numbers by
// vectors (sort_kernel.h), other records by insertion. A document's few hundred shingles take one
// such pass in the first-level cache, several times as fast as std::sort, which mispredicts every
// second comparison.
//
// Nothing but speed rests on uniformity. A bucket that holds too much is dealt out once more by the
// bits that follow, and what is still too much goes to std::sort: n log n at worst, for any input.

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "twicetold/base/sort_kernel.h"

namespace twicetold {
namespace hash_sort_internal {

// Below this, a bucket is sorted by insertion.
inline constexpr size_t kSmall = 24;
// The counts of a pass stay in the first-level cache, and its open cache lines in the second.
inline constexpr int kMostBits = 11;

template <typename Record>
void InsertionSort(std::span<Record> records) {
  for (size_t i = 1; i < records.size(); ++i) {
    const Record record = records[i];
    size_t place = i;
    for (; place > 0 && record < records[place - 1]; --place) records[place] = records[place - 1];
    records[place] = record;
  }
}

// Sorts what was dealt out to buckets of up to `largest`.
template <typename Record>
void SortBuckets(std::span<Record> records, uint32_t largest) {
  if constexpr (std::is_same_v<Record, uint64_t>) {
    if (SortAmongNeighbours(records, largest)) return;
  }
  InsertionSort(records);
}

// Deals `from` out to `to` by the `bits` bits of the hash above `shift`. Leaves in ends[b] where
// bucket b ends. Returns the size of the largest.
template <typename Record, typename HashOf>
uint32_t Deal(std::span<const Record> from, std::span<Record> to, HashOf hash_of, int shift,
              int bits, std::span<uint32_t> ends) {
  const size_t buckets = size_t{1} << bits;
  const uint64_t mask = buckets - 1;
  std::fill_n(ends.begin(), buckets, 0U);
  for (const Record& record : from) ++ends[(hash_of(record) >> shift) & mask];
  uint32_t begin = 0;
  uint32_t largest = 0;
  for (size_t b = 0; b < buckets; ++b) {
    const uint32_t size = ends[b];
    ends[b] = begin;
    begin += size;
    largest = std::max(largest, size);
  }
  for (const Record& record : from) to[ends[(hash_of(record) >> shift) & mask]++] = record;
  return largest;
}

// Sorts `from`, whose hashes have the bits from `top` on in common, into `to`; `levels` are the
// passes still allowed.
template <typename Record, typename HashOf>
void SortInto(std::span<Record> from, std::span<Record> to, HashOf hash_of, int top, int levels) {
  const int bits = std::min({static_cast<int>(std::bit_width(from.size())), kMostBits, top});
  if (from.size() <= kSmall || from.size() > UINT32_MAX || levels == 0 || bits == 0) {
    std::copy(from.begin(), from.end(), to.begin());
    return from.size() <= kSmall ? InsertionSort(to) : std::sort(to.begin(), to.end());
  }
  std::array<uint32_t, size_t{1} << kMostBits> ends;
  const int shift = top - bits;
  const uint32_t largest = Deal<Record>(from, to, hash_of, shift, bits, ends);
  if (largest <= kSmall) return SortBuckets(to, largest);
  size_t begin = 0;
  for (size_t b = 0; b < size_t{1} << bits; ++b) {
    const std::span<Record> bucket = to.subspan(begin, ends[b] - begin);
    const std::span<Record> scratch = from.subspan(begin, bucket.size());
    begin = ends[b];
    if (bucket.size() <= kSmall) {
      InsertionSort(bucket);
    } else {
      SortInto(bucket, scratch, hash_of, shift, levels - 1);
      std::copy(scratch.begin(), scratch.end(), bucket.begin());
    }
  }
}

}  // namespace hash_sort_internal

// Sorts `from` into `to`, which is as long and apart from it; `from` is worked in and left in any
// order. Record is small and trivial, hash_of(record) is its 64-bit hash, and operator< orders by
// the hash first. `equal_bits` says how many leading bits all hashes are known to have in common.
// Thread-safe.
template <typename Record, typename HashOf>
void SortByHash(std::span<Record> from, std::span<Record> to, HashOf hash_of, int equal_bits = 0) {
  constexpr int kLevels = 2;
  assert(from.size() == to.size());
  hash_sort_internal::SortInto(from, to, hash_of, 64 - equal_bits, kLevels);
}

// The same by a number instead of a hash: number_of(record) is at most `greatest`, and operator<
// orders by it first. Quick where numbers lie about evenly between 0 and `greatest`, as places do.
template <typename Record, typename NumberOf>
void SortByNumber(std::span<Record> from, std::span<Record> to, NumberOf number_of,
                  uint64_t greatest) {
  const int shift = std::countl_zero(greatest | 1);
  SortByHash(from, to, [&](const Record& record) { return number_of(record) << shift; });
}

}  // namespace twicetold

#endif  // TWICETOLD_BASE_HASH_SORT_H_
