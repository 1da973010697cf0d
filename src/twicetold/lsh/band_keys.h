#ifndef TWICETOLD_LSH_BAND_KEYS_H_
#define TWICETOLD_LSH_BAND_KEYS_H_

// Band keys: each band of a signature as one 64-bit number, made while the signature is in the
// cache, so that no later step needs the signatures themselves. Or the first 32 bits of that, which
// is half the memory.
//
// Equal bands have equal keys. Those of unlike texts have equal keys with probability about 2^-64 a
// pair (2^-32 for short ones): a collision makes two texts candidates that are none, and
// verification rejects them, so it costs time and changes no result but the count of candidates.
// Keys reach files: their values are fixed.

#include <cstddef>
#include <cstdint>
#include <span>

#include "twicetold/lsh/band_plan.h"

namespace twicetold {

// Writes the key of band b to keys[b * stride], for all bands of the plan. The signature holds at
// least bands * rows digests; the plan at least one row. Thread-safe.
void MakeBandKeys(std::span<const uint16_t> signature, const BandPlan& plan, uint64_t* keys,
                  size_t stride);
void MakeBandKeys(std::span<const uint16_t> signature, const BandPlan& plan, uint32_t* keys,
                  size_t stride);

// A key for an item that is to share no bucket: different for all items, and equal to that of a
// band with the probability that keys of unlike texts are. Key: uint64_t or uint32_t.
template <typename Key>
Key LonelyKey(uint32_t item);

// The distance between the bands of `count` items' keys when laid out band after band: at least
// `count`, whole cache lines, and an odd number of them, so that the places of one item in many
// bands do not all meet in the same set of the cache.
size_t BandStride(size_t count);

}  // namespace twicetold

#endif  // TWICETOLD_LSH_BAND_KEYS_H_
