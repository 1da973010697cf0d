// Nothing here is work for vectors: targets differ in how shifts and bits are done.
//
// No loop has a branch that depends on a key, for one that is taken once in twelve times costs more
// than what it spares: what is written is written always, and the place to write moves on or stays.
//
// In SiftRecords the two bitmaps (seen once, seen again) lie side by side, two bits a slot, so that
// a record costs one load and one store.

#include "twicetold/lsh/sieve_kernel.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/lsh/sieve_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

template <typename Key>
HWY_INLINE uint64_t SlotOf(Key key, int skip, int slot_bits) {
  return static_cast<Key>(key << skip) >> (8 * static_cast<int>(sizeof(Key)) - slot_bits);
}

// Adds bit number `slot` modulo 64 of `word` to `count`. On x86 by way of the carry, as no compiler
// does: a fifth of the time of FindSeen.
HWY_INLINE void CountBit(uint64_t word, uint64_t slot, size_t& count) {
#if HWY_ARCH_X86_64 && (HWY_COMPILER_GCC || HWY_COMPILER_CLANG)
  asm("btq %[slot], %[word]\n\tadcq $0, %[count]"
      : [count] "+r"(count)
      : [word] "r"(word), [slot] "r"(slot)
      : "cc");
#else
  count += word >> (slot % 64) & 1;
#endif
}

// The same, and sets the bit.
HWY_INLINE void CountAndSetBit(uint64_t& word, uint64_t slot, size_t& count) {
#if HWY_ARCH_X86_64 && (HWY_COMPILER_GCC || HWY_COMPILER_CLANG)
  asm("btsq %[slot], %[word]\n\tadcq $0, %[count]"
      : [word] "+r"(word), [count] "+r"(count)
      : [slot] "r"(slot)
      : "cc");
#else
  count += word >> (slot % 64) & 1;
  word |= uint64_t{1} << (slot % 64);
#endif
}

template <typename Key>
HWY_INLINE size_t FindSeenAmong(const Key* keys, size_t count, int slot_bits, uint64_t* taken,
                                uint64_t* seen) {
  size_t found = 0;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t slot = SlotOf(keys[i], 0, slot_bits);
    uint64_t word = taken[slot / 64];
    seen[found] = i;
    CountAndSetBit(word, slot, found);
    taken[slot / 64] = word;
  }
  return found;
}

template <typename Key>
HWY_INLINE size_t KeepSeenAmong(const Key* keys, size_t count, const uint64_t* seen,
                                size_t seen_count, int skip, int slot_bits, uint64_t* taken,
                                uint64_t* records) {
  for (size_t i = 0; i < seen_count; ++i) {
    const uint64_t slot = SlotOf(keys[seen[i]], skip, slot_bits);
    taken[slot / 64] |= uint64_t{1} << (slot % 64);
  }
  size_t kept = 0;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t slot = SlotOf(keys[i], skip, slot_bits);
    records[kept] = uint64_t{keys[i]} << 32 | i;
    CountBit(taken[slot / 64], slot, kept);
  }
  return kept;
}

size_t FindSeenImpl(const uint64_t* keys, size_t count, int slot_bits, uint64_t* taken,
                    uint64_t* seen) {
  return FindSeenAmong(keys, count, slot_bits, taken, seen);
}

size_t FindSeenOfShortImpl(const uint32_t* keys, size_t count, int slot_bits, uint64_t* taken,
                           uint64_t* seen) {
  return FindSeenAmong(keys, count, slot_bits, taken, seen);
}

size_t KeepSeenImpl(const uint64_t* keys, size_t count, const uint64_t* seen, size_t seen_count,
                    int skip, int slot_bits, uint64_t* taken, uint64_t* records) {
  return KeepSeenAmong(keys, count, seen, seen_count, skip, slot_bits, taken, records);
}

size_t KeepSeenOfShortImpl(const uint32_t* keys, size_t count, const uint64_t* seen,
                           size_t seen_count, int skip, int slot_bits, uint64_t* taken,
                           uint64_t* records) {
  return KeepSeenAmong(keys, count, seen, seen_count, skip, slot_bits, taken, records);
}

size_t SiftRecordsImpl(uint64_t* records, size_t count, int skip, int slot_bits, uint64_t* slots) {
  std::fill_n(slots, SlotWords(slot_bits), uint64_t{0});
  const int shift = 64 - slot_bits;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t slot = (records[i] << skip) >> shift;
    const uint64_t once = uint64_t{1} << (2 * (slot % 32));
    uint64_t& word = slots[slot / 32];
    word |= once | (word & once) << 1;
  }
  size_t left = 0;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t record = records[i];
    const uint64_t slot = (record << skip) >> shift;
    records[left] = record;
    left += slots[slot / 32] >> (2 * (slot % 32) + 1) & 1;
  }
  return left;
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(FindSeenImpl);
HWY_EXPORT(FindSeenOfShortImpl);
HWY_EXPORT(KeepSeenImpl);
HWY_EXPORT(KeepSeenOfShortImpl);
HWY_EXPORT(SiftRecordsImpl);

size_t FindSeen(std::span<const uint64_t> keys, int slot_bits, uint64_t* taken, uint64_t* seen) {
  return HWY_DYNAMIC_DISPATCH(FindSeenImpl)(keys.data(), keys.size(), slot_bits, taken, seen);
}

size_t FindSeen(std::span<const uint32_t> keys, int slot_bits, uint64_t* taken, uint64_t* seen) {
  return HWY_DYNAMIC_DISPATCH(FindSeenOfShortImpl)(keys.data(), keys.size(), slot_bits, taken,
                                                   seen);
}

size_t KeepSeen(std::span<const uint64_t> keys, std::span<const uint64_t> seen, int skip,
                int slot_bits, uint64_t* taken, uint64_t* records) {
  return HWY_DYNAMIC_DISPATCH(KeepSeenImpl)(keys.data(), keys.size(), seen.data(), seen.size(),
                                            skip, slot_bits, taken, records);
}

size_t KeepSeen(std::span<const uint32_t> keys, std::span<const uint64_t> seen, int skip,
                int slot_bits, uint64_t* taken, uint64_t* records) {
  return HWY_DYNAMIC_DISPATCH(KeepSeenOfShortImpl)(keys.data(), keys.size(), seen.data(),
                                                   seen.size(), skip, slot_bits, taken, records);
}

size_t SiftRecords(uint64_t* records, size_t count, int skip, int slot_bits, uint64_t* slots) {
  return HWY_DYNAMIC_DISPATCH(SiftRecordsImpl)(records, count, skip, slot_bits, slots);
}

}  // namespace twicetold
#endif  // HWY_ONCE
