#include "tests/reference/sketch_reference.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/base/random.h"

namespace twicetold::reference {
namespace {

constexpr uint32_t kRounds = 128;

std::vector<std::vector<uint32_t>> Permutations(uint32_t size, uint64_t seed) {
  Random random(seed);
  std::vector<std::vector<uint32_t>> permutations;
  for (uint32_t round = 0; round < kRounds; ++round) {
    std::vector<uint32_t> table;
    for (uint32_t i = 0; i < size; ++i) table.push_back(i);
    for (uint32_t i = size - 1; i >= 1; --i) std::swap(table[i], table[random.Below(i + 1)]);
    permutations.push_back(table);
  }
  return permutations;
}

// The value that bin `bin` shows: that of the first filled bin in its fixed order of looking.
uint32_t Look(const std::map<uint32_t, uint32_t>& filled, uint32_t bin, uint32_t size,
              const std::vector<std::vector<uint32_t>>& permutations) {
  if (filled.contains(bin)) return filled.at(bin);
  for (uint32_t pass = 0; pass < size; ++pass) {
    for (const std::vector<uint32_t>& table : permutations) {
      const auto donor = filled.find(table[bin] ^ pass);
      if (donor != filled.end()) return donor->second;
    }
  }
  return 0;  // not reached: over all passes every bin is looked at
}

}  // namespace

std::vector<uint16_t> SketchOnePermutation(std::span<const uint64_t> hashes, uint32_t size,
                                           uint64_t seed) {
  std::map<uint32_t, uint32_t> filled;
  for (const uint64_t hash : hashes) {
    // hash * size / 2^64: the top log2(size) bits.
    __extension__ using Wide = unsigned __int128;
    const uint32_t bin = static_cast<uint32_t>((static_cast<Wide>(hash) * size) >> 64);
    uint32_t value = static_cast<uint32_t>(hash % 0x100000000U);
    if (value == 0xffffffffU) value = 0xfffffffeU;
    const auto [place, is_new] = filled.emplace(bin, value);
    if (!is_new && value < place->second) place->second = value;
  }
  const std::vector<std::vector<uint32_t>> permutations = Permutations(size, seed);
  std::vector<uint16_t> signature;
  for (uint32_t bin = 0; bin < size; ++bin) {
    const uint64_t product = uint64_t{Look(filled, bin, size, permutations)} * 0x9e3779b1U;
    signature.push_back(static_cast<uint16_t>(product % 0x100000000U / 0x10000U));
  }
  return signature;
}

std::vector<uint16_t> SketchClassic(std::span<const uint64_t> hashes, uint32_t size,
                                    uint64_t seed) {
  Random random(seed);
  std::vector<uint16_t> signature;
  for (uint32_t i = 0; i < size; ++i) {
    const uint64_t multiplier = random.Next() | 1U;
    const uint64_t offset = random.Next();
    std::optional<uint64_t> least;
    for (const uint64_t hash : hashes) {
      const uint64_t value = multiplier * hash + offset;
      if (!least || value < *least) least = value;
    }
    signature.push_back(static_cast<uint16_t>(Mix64(*least) >> 48));
  }
  return signature;
}

}  // namespace twicetold::reference
