// The key of a band of r digests d[0..r), exactly; all arithmetic modulo 2^64.
//
// Four digests make one number: four(i) = d[i] + d[i+1] 2^16 + d[i+2] 2^32 + d[i+3] 2^48.
//
//   r < 4:   key = Mix64(the r digests packed so, zero above)
//   r >= 4:  h = 0
//            for i = 0, 4, 8, ... while i + 4 < r:  h = (h + four(i)) * 0x9e3779b97f4a7c15
//                                                   h = h ^ (h >> 32)
//            key = Mix64(h + four(r - 4))           the last four, which may overlap
//
// Each step is a bijection of h, so two bands that differ in one group of four alone never meet;
// others meet when the first groups' mixed difference equals the last groups', which for digests,
// hashes themselves, is a chance of about 2^-64.

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
  return Mix64(packed);
}

inline uint64_t KeyOfMany(const uint16_t* digests, size_t rows) {
  uint64_t h = 0;
  for (size_t row = 0; row + 4 < rows; row += 4) {
    h = (h + Four(digests + row)) * kStep;
    h ^= h >> 32;
  }
  return Mix64(h + Four(digests + rows - 4));
}

}  // namespace

void MakeBandKeys(std::span<const uint16_t> signature, const BandPlan& plan, uint64_t* keys,
                  size_t stride) {
  const size_t rows = plan.rows;
  assert(rows > 0 && size_t{plan.bands} * rows <= signature.size());
  const uint16_t* digests = signature.data();
  const auto make = [&](auto key) {
    for (size_t band = 0; band < plan.bands; ++band, digests += rows, keys += stride) {
      *keys = key(digests);
    }
  };
  if (rows < 4) {
    make([rows](const uint16_t* band) { return KeyOfFew(band, rows); });
  } else if (rows > 4 && rows <= 8) {  // as the default plans: no inner loop
    make([rows](const uint16_t* band) {
      const uint64_t h = Four(band) * kStep;
      return Mix64((h ^ (h >> 32)) + Four(band + rows - 4));
    });
  } else {
    make([rows](const uint16_t* band) { return KeyOfMany(band, rows); });
  }
}

uint64_t LonelyKey(uint32_t item) { return Mix64(kStep + item); }

size_t BandStride(size_t count) {
  return ((count + kWordsOfLine - 1) / kWordsOfLine | 1) * kWordsOfLine;
}

}  // namespace twicetold
