#ifndef TWICETOLD_SHINGLE_SHINGLE_KERNEL_H_
#define TWICETOLD_SHINGLE_SHINGLE_KERNEL_H_

// The kernels of ShingleWords and ShingleSum (shingle.h): as many shingles abreast as a vector has
// lanes.

#include <cstddef>
#include <cstdint>

namespace twicetold {

// The steps of a shingle's hash; shingle.cc has the definition.
constexpr uint64_t kShingleCountMultiplier = 0x9e3779b97f4a7c15U;  // 2^64 / golden ratio, odd
constexpr int kShingleRotation = 13;
constexpr size_t kShingleWordsPerMix = 8;

// Writes the hash of the run of `n` words that begins at word i to shingles[i], for the `count`
// values of i from 0 on.
void HashShingles(const uint64_t* words, size_t count, size_t n, uint64_t* shingles);

// The sum of `count` shingles.
uint64_t SumShingles(const uint64_t* shingles, size_t count);

}  // namespace twicetold

#endif  // TWICETOLD_SHINGLE_SHINGLE_KERNEL_H_
