#include "twicetold/match/bitmap_filter.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/match/bitmap_kernel.h"
#include "twicetold/match/overlap_bounds.h"

namespace twicetold {
namespace {

constexpr size_t kSlotsOfShingle = 8;  // at least
constexpr size_t kSlotsOfWord = 64;
constexpr size_t kLeastWords = 8;  // a vector, or several
constexpr size_t kMostWords = 4096;

}  // namespace

size_t BitmapWords(size_t shingles) {
  const size_t most = kMostWords * kSlotsOfWord / kSlotsOfShingle;
  return std::max(std::bit_ceil(std::min(shingles, most)) * kSlotsOfShingle / kSlotsOfWord,
                  kLeastWords);
}

void MakeBitmap(std::span<const uint64_t> shingles, size_t words, std::vector<uint64_t>& bitmap) {
  assert(std::has_single_bit(words));
  bitmap.assign(words, 0);
  const int shift = 64 - std::countr_zero(words * kSlotsOfWord);
  for (const uint64_t shingle : shingles) {
    const uint64_t slot = shingle >> shift;
    bitmap[slot / kSlotsOfWord] |= uint64_t{1} << (slot % kSlotsOfWord);
  }
}

// A quotient of doubles does not fall when its true value does not, so a pair at the threshold as
// Reaches() has it is at the threshold here.
bool BitmapsMayReach(double threshold, size_t size_a, std::span<const uint64_t> bitmap_a,
                     size_t size_b, std::span<const uint64_t> bitmap_b) {
  assert(bitmap_a.size() == bitmap_b.size());
  const SlotsApart apart = CountSlotsApart(bitmap_a.data(), bitmap_b.data(), bitmap_a.size());
  const uint64_t shared = std::min(size_a - apart.only_a, size_b - apart.only_b);
  return Share(shared, shared + apart.only_a + apart.only_b) >= threshold;
}

}  // namespace twicetold
