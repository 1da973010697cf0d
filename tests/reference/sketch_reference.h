#ifndef TWICETOLD_TESTS_REFERENCE_SKETCH_REFERENCE_H_
#define TWICETOLD_TESTS_REFERENCE_SKETCH_REFERENCE_H_

// Signatures by a literal reading of the definition at the head of sketch/sketch.cc, one digest at
// a time: what every faster kernel must equal.

#include <cstdint>
#include <span>
#include <vector>

namespace twicetold::reference {

// `size` must be a power of two; `hashes` must not be empty.
std::vector<uint16_t> SketchOnePermutation(std::span<const uint64_t> hashes, uint32_t size,
                                           uint64_t seed);

std::vector<uint16_t> SketchClassic(std::span<const uint64_t> hashes, uint32_t size, uint64_t seed);

}  // namespace twicetold::reference

#endif  // TWICETOLD_TESTS_REFERENCE_SKETCH_REFERENCE_H_
