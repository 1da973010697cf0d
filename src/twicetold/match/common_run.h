#ifndef TWICETOLD_MATCH_COMMON_RUN_H_
#define TWICETOLD_MATCH_COMMON_RUN_H_

// The longest run of equal words that two documents share, however short: the reason to give
// when no passage was found.

#include <cstddef>
#include <cstdint>

#include "twicetold/match/word_sequence.h"

namespace twicetold {

// The length, in words, of the longest run that stands in both documents `a` and `b` of `words`;
// 0 when they have no word in common. Exact: whether a run of n words is shared is settled by a
// set of the runs of one document, and the greatest such n by bisection, as every longer shared
// run holds a shorter one. O(N log N) time.
uint64_t LongestCommonRun(const WordSequence& words, size_t a, size_t b);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_COMMON_RUN_H_
