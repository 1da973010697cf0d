#ifndef TWICETOLD_SHINGLE_SHINGLE_KERNEL_H_
#define TWICETOLD_SHINGLE_SHINGLE_KERNEL_H_

// The kernels of shingle.h: as many shingles abreast as a vector has lanes.

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

constexpr size_t kShingleLanes = 8;  // of the widest vector

// Writes the shingles of `n` words of `texts` texts end to end, and the sum of each text's. The
// words of text i are words[begins[i]..begins[i + 1]), at least one. Behind the last shingle
// kShingleLanes more may be written.
void HashShinglesOfTexts(const uint64_t* words, const size_t* begins, size_t texts, size_t n,
                         uint64_t* shingles, uint64_t* sums);

}  // namespace twicetold

#endif  // TWICETOLD_SHINGLE_SHINGLE_KERNEL_H_
