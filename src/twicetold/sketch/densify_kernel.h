#ifndef TWICETOLD_SKETCH_DENSIFY_KERNEL_H_
#define TWICETOLD_SKETCH_DENSIFY_KERNEL_H_

// From bins to digests: those that no hash fell into take the value of a donor. The rule is that of
// sketch.cc.

#include <cstdint>

#include "twicetold/sketch/sketch_kernel.h"

namespace twicetold {

inline uint16_t DigestOf(uint32_t value) {
  return static_cast<uint16_t>((value * kDigestMultiplier) >> 16);
}

// The numbers of bins, a byte each.
struct BinNumbers {
  alignas(64) uint8_t of[256];
};
constexpr BinNumbers MakeBinNumbers() {
  BinNumbers numbers{};
  for (int i = 0; i < 256; ++i) numbers.of[i] = static_cast<uint8_t>(i);
  return numbers;
}
inline constexpr BinNumbers kBinNumbers = MakeBinNumbers();

// How many rounds pass before each look whether a bin is empty still. A few are enough for a text
// of many shingles. Otherwise a look is a branch that is mispredicted where texts differ, and costs
// more than rounds that change nothing.
inline constexpr uint32_t kFirstRounds = 4;
inline constexpr uint32_t kNextRounds = 16;
inline constexpr uint32_t kMoreRounds = 12;

// Writes the digests of tables.size bins, of which at least one is not kEmptyBin.
void Densify(const uint32_t* least, const DonorTables& tables, uint16_t* signature);

}  // namespace twicetold

#endif  // TWICETOLD_SKETCH_DENSIFY_KERNEL_H_
