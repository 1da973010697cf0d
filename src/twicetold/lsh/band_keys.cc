// The key of a band of r digests d[0..r), exactly; all arithmetic modulo 2^64.
//
// Four digests make one number: four(i) = d[i] + d[i+1] 2^16 + d[i+2] 2^32 + d[i+3] 2^48, with
// nothing above the last where r < 4.
//
//   h = 0
//   for i = 0, 4, 8, ... while i + 4 < r:  h = (h + four(i)) * 0x9e3779b97f4a7c15
//   key = (h + four(max(r - 4, 0))) * 0x9e3779b97f4a7c15     the last four, which may overlap
//
// Digests are hashes, so nothing needs mixing for the keys of unlike texts to be spread: their
// first bits depend on all digests, their last 16 on the first of each group. A step is a bijection
// of h and of the group, so bands that differ in one digest alone never meet. Others meet when what
// the groups' differences come to cancels out, for unlike texts a chance of 2^-64. Bands of eight
// rows and more that differ in the last digest of two groups alone meet once in 2^16; their texts
// are nearly alike, and meet in other bands anyhow.

#include "twicetold/lsh/band_keys.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

#include "twicetold/base/hash.h"
#include "twicetold/lsh/band_plan.h"

namespace twicetold {
namespace {

constexpr uint64_t kStep = 0x9e3779b97f4a7c15U;
constexpr size_t kWordsOfLine = 8;

inline uint64_t Four(const uint16_t* digests) {
  return uint64_t{digests[0]} | uint64_t{digests[1]} << 16 | uint64_t{digests[2]} << 32 |
         uint64_t{digests[3]} << 48;
}

inline uint64_t KeyOfFew(const uint16_t* digests, size_t rows) {
  uint64_t packed = 0;
  for (size_t row = 0; row < rows; ++row) packed |= uint64_t{digests[row]} << (16 * row);
  return packed * kStep;
}

inline uint64_t KeyOfMany(const uint16_t* digests, size_t rows) {
  uint64_t h = 0;
  for (size_t row = 0; row + 4 < rows; row += 4) h = (h + Four(digests + row)) * kStep;
  return (h + Four(digests + rows - 4)) * kStep;
}

template <typename Key>
void MakeKeys(std::span<const uint16_t> signature, const BandPlan& plan, Key* keys, size_t stride) {
  const size_t rows = plan.rows;
  assert(rows > 0 && size_t{plan.bands} * rows <= signature.size());
  const uint16_t* digests = signature.data();
  const auto make = [&](auto key) {
    for (size_t band = 0; band < plan.bands; ++band, digests += rows, keys += stride) {
      *keys = static_cast<Key>(key(digests) >> (64 - 8 * sizeof(Key)));
    }
  };
  if (rows < 4) {
    make([rows](const uint16_t* band) { return KeyOfFew(band, rows); });
  } else if (rows > 4 && rows <= 8) {  // as the default plans: no inner loop
    make([rows](const uint16_t* band) {
      return (Four(band) * kStep + Four(band + rows - 4)) * kStep;
    });
  } else {
    make([rows](const uint16_t* band) { return KeyOfMany(band, rows); });
  }
}

}  // namespace

void MakeBandKeys(std::span<const uint16_t> signature, const BandPlan& plan, uint64_t* keys,
                  size_t stride) {
  MakeKeys(signature, plan, keys, stride);
}

void MakeBandKeys(std::span<const uint16_t> signature, const BandPlan& plan, uint32_t* keys,
                  size_t stride) {
  MakeKeys(signature, plan, keys, stride);
}

template <>
uint64_t LonelyKey(uint32_t item) {
  return Mix64(kStep + item);
}

// An odd factor moves no two items to one place, and neighbours far apart.
template <>
uint32_t LonelyKey(uint32_t item) {
  constexpr uint32_t kFactor = 0x9e3779b1U;
  return item * kFactor;
}

size_t BandStride(size_t count) {
  return ((count + kWordsOfLine - 1) / kWordsOfLine | 1) * kWordsOfLine;
}

}  // namespace twicetold
