#ifndef TWICETOLD_MATCH_EXHAUSTIVE_JOIN_H_
#define TWICETOLD_MATCH_EXHAUSTIVE_JOIN_H_

// Every pair of sets at or above a threshold, exactly: nothing is left to chance.
//
// `sets` are sorted and distinct (DistinctShingles), `threshold` is of Resemblance(), in (0, 1].
// An empty set pairs with none. Elements should be hashes: the answer is right for any, but slow to
// come when all have the same leading bits. The same result for any number of `threads`. Less than
// 2^32 sets of less than 2^32 elements.
//
// Time: on natural text and at high thresholds a few nanoseconds an element. Equal sets are
// compared with others once for all of them. Quadratic at worst, when many different sets share
// their rarest elements; the number of pairs may be quadratic too.

#include <cstdint>
#include <span>
#include <vector>

#include "absl/functional/function_ref.h"
#include "twicetold/match/overlap.h"

namespace twicetold {

// All pairs, in order of (a, b). 32 bytes each: a family of 100,000 equal texts has 5 thousand
// million.
std::vector<VerifiedPair> JoinExhaustively(std::span<const std::vector<uint64_t>> sets,
                                           double threshold, int threads = 1);

// The same pairs to `sink`, one after the other, in an order of its own: what need not be held is
// not. Called from this thread.
void JoinExhaustively(std::span<const std::vector<uint64_t>> sets, double threshold, int threads,
                      absl::FunctionRef<void(const VerifiedPair&)> sink);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_EXHAUSTIVE_JOIN_H_
