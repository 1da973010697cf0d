#ifndef TWICETOLD_MATCH_BITMAP_FILTER_H_
#define TWICETOLD_MATCH_BITMAP_FILTER_H_

// Pairs that cannot reach a threshold, told without making a set of either text (Sandes, Teodoro
// and Melo, "Bitmap filter: speeding up exact set similarity joins with bitwise operations",
// Information Systems 88, 2020).
//
// The bitmap of a list of shingles has a bit for each slot that a shingle falls into. A slot that
// is taken in one bitmap and free in the other holds at least one shingle that is the first text's
// alone. So texts of at most |A| and |B| distinct shingles whose bitmaps have a and b such slots
// share at most
//
//   s = min(|A| - a, |B| - b)      and resemble each other by at most      s / (s + a + b).
//
// The bound is exact, not likely: what it dismisses is no pair, whatever the hashes. It needs no
// order and no distinct shingles, which is most of what comparing two texts costs. With eight to
// sixteen slots a shingle about one shingle in ten hides behind another, so that pairs within some
// hundredths below the threshold pass, and are counted in full.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

// Words of 64 slots in the bitmaps of texts of which the longer has `shingles` shingles. At most
// 4096, so that two bitmaps stay near; the bound is weaker for texts of more than 30,000.
size_t BitmapWords(size_t shingles);

// Puts the bitmap of `shingles`, in any order and repeated or not, into `bitmap`, `words` long: a
// power of two.
void MakeBitmap(std::span<const uint64_t> shingles, size_t words, std::vector<uint64_t>& bitmap);

// False only if the resemblance of two texts is below `threshold`. The texts have at most `size_a`
// and `size_b` distinct shingles, and bitmaps of one length. Thread-safe.
bool BitmapsMayReach(double threshold, size_t size_a, std::span<const uint64_t> bitmap_a,
                     size_t size_b, std::span<const uint64_t> bitmap_b);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_BITMAP_FILTER_H_
