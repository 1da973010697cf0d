#ifndef TWICETOLD_MATCH_OVERLAP_BOUNDS_H_
#define TWICETOLD_MATCH_OVERLAP_BOUNDS_H_

// What a threshold of resemblance asks of an overlap, in whole numbers.
//
// "At least the threshold" means shared / union >= threshold with the quotient rounded to double,
// as Resemblance() reports it: 4 shared of 5 reaches the threshold 0.8. Every bound is derived from
// that one comparison, so rounding can neither lose nor add a pair. Thresholds are above 0 and at
// most 1; whatever they are, each function returns.

#include <cstdint>

namespace twicetold {

// part / whole; 0 for nothing of nothing.
inline double Share(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Whether sets of these sizes that share so many reach the threshold.
inline bool Reaches(uint64_t shared, uint64_t size_a, uint64_t size_b, double threshold) {
  return Share(shared, size_a + size_b - shared) >= threshold;
}

// The least overlap with which sets of these sizes reach the threshold, or else more than the
// smaller has. At least 1 unless both are empty.
uint64_t RequiredOverlap(uint64_t size_a, uint64_t size_b, double threshold);

// The least overlap with which a set of this size reaches the threshold with any other: with a
// subset of itself, whose elements are all shared. Also the size of the smallest such subset. At
// least 1 unless the set is empty.
uint64_t LeastOverlap(uint64_t size, double threshold);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_OVERLAP_BOUNDS_H_
