#ifndef TWICETOLD_MATCH_KEEP_FIRST_H_
#define TWICETOLD_MATCH_KEEP_FIRST_H_

// One of each: sets are taken in order, and kept unless they reach the threshold with one that is
// kept already. What ClusterByRepresentative (cluster/cluster.h) makes of every pair that
// JoinExhaustively finds, without the pairs: a set is compared with kept ones alone, so a family of
// alike sets takes linear time where its pairs are quadratic in number.
//
// Two laws hold, exactly: every set reaches the threshold with its representative, and no two kept
// sets do.

#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

// For each of `sets`, which come in order of preference, its representative: itself when it is
// kept; otherwise the first kept set before it whose Resemblance() with it is at least `threshold`.
// An empty set is kept. Conditions and elements as for JoinExhaustively (match/exhaustive_join.h).
// The same for any number of `threads`; one of them compares. Quadratic at worst, when many sets
// that share their rarest elements are kept.
std::vector<uint32_t> KeepFirst(std::span<const std::vector<uint64_t>> sets, double threshold,
                                int threads = 1);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_KEEP_FIRST_H_
