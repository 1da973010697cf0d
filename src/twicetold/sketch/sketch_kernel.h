#ifndef TWICETOLD_SKETCH_SKETCH_KERNEL_H_
#define TWICETOLD_SKETCH_SKETCH_KERNEL_H_

// The kernels of signatures; sketch.cc has the definition that they give bit for bit.

#include <cstddef>
#include <cstdint>

namespace twicetold {

constexpr uint32_t kGreatestSignature = 1024;  // digests
constexpr uint32_t kEmptyBin = 0xffffffffU;
constexpr uint32_t kDigestMultiplier = 0x9e3779b1U;

// Where empty bins look: `rounds` permutations of 0..size-1, end to end. As bytes too when a bin's
// number fits one (size at most 256), 64 bytes aligned; else null.
struct DonorTables {
  uint32_t size;    // a power of two, 16 to kGreatestSignature
  uint32_t rounds;  // kFirstRounds + kNextRounds, and a multiple of kMoreRounds (densify_kernel.h)
  const uint16_t* permutations;
  const uint8_t* permutation_bytes;
  // As bytes once more, taken apart: of each round the bins p, then p / 8 modulo 16, then
  // 1 << p % 8.
  const uint8_t* look_bytes;
};

// The signatures by one permutation hashing of `sets` sets, end to end: set i is hashes[begins[i]]
// to hashes[begins[i + 1] - 1], at least one.
void SketchOnePermutation(const uint64_t* hashes, const size_t* begins, size_t sets,
                          const DonorTables& tables, uint16_t* signatures);

// How many of `size` digests are equal.
size_t CountEqualDigests(const uint16_t* a, const uint16_t* b, size_t size);

}  // namespace twicetold

#endif  // TWICETOLD_SKETCH_SKETCH_KERNEL_H_
