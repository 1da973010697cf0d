#ifndef TWICETOLD_LSH_SIEVE_KERNEL_H_
#define TWICETOLD_LSH_SIEVE_KERNEL_H_

// The inner loops of the join of keys (key_join.h) that drop keys which are alone.
//
// The slot of a number is `slot_bits` of its bits, those after the first `skip`. Numbers that are
// equal have one slot, so what shares no slot is alone. Keys have 32 bits or 64.

#include <cstddef>
#include <cstdint>
#include <span>

namespace twicetold {

// Writes to `seen` the places in `keys` of those whose slot one before them had, rising; returns
// how many. `seen`: room for all keys. `taken`: room for a bit a slot, zero; slot_bits from 6 to
// one less than a key has.
size_t FindSeen(std::span<const uint64_t> keys, int slot_bits, uint64_t* taken, uint64_t* seen);
size_t FindSeen(std::span<const uint32_t> keys, int slot_bits, uint64_t* taken, uint64_t* seen);

// Writes to `records` those of the keys that share their slot with one of the keys at `seen`, which
// they do themselves: their last 32 bits above their place, rising; returns how many. `records`:
// room for all keys, and may be where `seen` is. `taken`: as above.
size_t KeepSeen(std::span<const uint64_t> keys, std::span<const uint64_t> seen, int skip,
                int slot_bits, uint64_t* taken, uint64_t* records);
size_t KeepSeen(std::span<const uint32_t> keys, std::span<const uint64_t> seen, int skip,
                int slot_bits, uint64_t* taken, uint64_t* records);

// Keeps, in place and in order, the records that share their slot with another. Returns how many.
// `slots`: room for SlotWords(slot_bits) words; slot_bits 5 to 32.
size_t SiftRecords(uint64_t* records, size_t count, int skip, int slot_bits, uint64_t* slots);

constexpr size_t SlotWords(int slot_bits) { return size_t{1} << (slot_bits - 5); }

}  // namespace twicetold

#endif  // TWICETOLD_LSH_SIEVE_KERNEL_H_
