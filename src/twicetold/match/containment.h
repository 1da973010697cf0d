#ifndef TWICETOLD_MATCH_CONTAINMENT_H_
#define TWICETOLD_MATCH_CONTAINMENT_H_

// Exact containment: which sets stand in others (Broder 1997). Never an estimate.
//
// Of two sets, the share of the smaller one that they have in common is the higher of the two
// containments. So a pair "holds" when the smaller one's reaches the threshold; the larger one's
// may reach it too (the two are versions of one text) or not (one is a part of the other). Where
// only one containment reaches it, it is that of the set with strictly fewer elements.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "twicetold/match/overlap.h"

namespace twicetold {

// The least number of its elements that a set of `size` must share with another, so that its
// containment there is at least `threshold` (in (0, 1]), the quotient rounded to double.
uint64_t LeastContained(uint64_t size, double threshold);

// CountOverlap of two sets of which one is contained in the other at least at `threshold`; none for
// others, in less time than counting. An empty set is contained in none. Thread-safe.
std::optional<Overlap> OverlapContaining(double threshold, std::span<const uint64_t> a,
                                         std::span<const uint64_t> b);

// Every pair of `sets` (each sorted, distinct) of which one is contained in the other at least at
// `threshold`, exactly, in order of (a, b): nothing is left to chance. A set of n elements of which
// s must be shared has one of any n - s + 1 of its elements in common with what contains it; its
// rarest are looked up in the index of all elements of all sets (the prefix filter of Bayardo, Ma
// and Srikant, WWW 2007, on one side only: containment bounds no size from above).
// Memory: 40 bytes an element of all sets together, beside the sets and the pairs.
std::vector<VerifiedPair> JoinContained(std::span<const std::vector<uint64_t>> sets,
                                        double threshold);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_CONTAINMENT_H_
