#ifndef TWICETOLD_MATCH_COMMON_RUN_H_
#define TWICETOLD_MATCH_COMMON_RUN_H_

// The longest run of equal words that two documents share, however short: the reason to give
// when no passage was found.

#include <cstddef>
#include <cstdint>

#include "twicetold/match/word_sequence.h"

namespace twicetold {

// The length, in words, of the longest run that stands in both documents `a` and `b` of `words`;
// 0 when they have no word in common. O(N log N) time, O(N) memory.
//
// Exact, no run is ever known by a hash: the runs of 1, 2, 4, ... words are named, those of twice a
// length by the pair of names of their halves, so that equal names are equal runs (Karp, Miller
// and Rosenberg, "Rapid identification of repeated patterns in strings, trees and arrays", STOC
// 1972). A run of any length between is a pair of overlapping ones, and the greatest length
// shared is found by bisection, as every longer shared run holds a shorter one.
uint64_t LongestCommonRun(const WordSequence& words, size_t a, size_t b);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_COMMON_RUN_H_
