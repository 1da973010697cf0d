#ifndef TWICETOLD_MATCH_BITMAP_KERNEL_H_
#define TWICETOLD_MATCH_BITMAP_KERNEL_H_

// The kernel of BitmapsMayReach (bitmap_filter.h).

#include <cstddef>
#include <cstdint>

namespace twicetold {

// Bits that are set in one of two bitmaps only.
struct SlotsApart {
  size_t only_a = 0;
  size_t only_b = 0;
};

// Of two bitmaps of `words` words each.
SlotsApart CountSlotsApart(const uint64_t* a, const uint64_t* b, size_t words);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_BITMAP_KERNEL_H_
