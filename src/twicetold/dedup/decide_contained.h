#ifndef TWICETOLD_DEDUP_DECIDE_CONTAINED_H_
#define TWICETOLD_DEDUP_DECIDE_CONTAINED_H_

// Which units go because they stand in others, and for which kept one each does.
//
// An item is contained in another when at least the threshold's share of its shingles stand there.
// Two items may be contained in each other: versions of one text, of which the keep rule chooses.
// Or the one in the other only: a part, which goes for the whole whatever the keep rule prefers.
//
// The rule. Items are taken in the order of preference, but none before all those have been taken
// that it is contained in and that are not contained in it: of the items that wait for no other,
// always the best. Taken, an item goes when it is contained in one that was taken before it and
// kept, for the first such; else it is kept.
//
// It ends: who is contained in another that is not contained in it has strictly fewer shingles
// (s/n >= t and s/m < t give n < m), so nobody waits, through others, for himself, and there is
// always one that waits for nobody.
//
// What went is contained in what was kept: by construction. No kept item is contained in another
// kept one: say A is in B, both kept. Was B taken first, A would have gone. Was A taken first, A
// did not wait for B, so B is in A, too, and would have gone. In the words of graphs: the kept ones
// are a kernel of the directed graph of containment; it has one since every cycle has an arc with
// its reverse (Duchet, "Graphes noyau-parfaits", 1980).
//
// That order can be had only from verified pairs, so every candidate is compared, not only those
// with kept ones as in decide.h: in a family of n versions n*(n-1)/2, up to the bucket limit.
// Pairs are kept on disk; 8 bytes in memory for each that holds one way only.

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {

// As Decide, for Measure::kContainment. References, the first items, never go and wait for nobody.
// Works in files of `stage`.
absl::StatusOr<Decisions> DecideContained(const Undecided& undecided, const DedupOptions& options,
                                          const WorkDir& work, std::string_view stage,
                                          PairVisit visit, Progress* progress);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_DECIDE_CONTAINED_H_
