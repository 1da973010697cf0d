#ifndef TWICETOLD_DEDUP_CONTAINED_CANDIDATES_H_
#define TWICETOLD_DEDUP_CONTAINED_CANDIDATES_H_

// Which units may be contained in which: those whose seeds the other holds (dedup/seed_plan.h).
//
// Seeds are known from the first reading. Here the inputs are read again, and of every item's
// shingles those that may be somebody's seed are put down with the item's number: the posting
// lists, sorted by hash, on disk as far as memory does not hold them. Then, seed by seed, every
// item that asks (whose seed it is) meets every item that holds it, and who holds enough of an
// item's seeds is a candidate.
//
// Why not the index of all windows' minimizers (winnowing), read once: it finds what shares a run
// of a window's length, so its recall depends on how edits lie, and units shorter than a window, or
// than the runs between edits, are a matter of luck; and it holds a fifth of all shingles on disk,
// where seeds are 16 a unit. See docs/decisions/0011.
//
// A seed that more than `bucket_limit` items hold is hot: each item that asks for it would meet all
// of them, a quadratic number. Items have other seeds. Of 16 at most 8 are missing in what contains
// the item (at the threshold 0.8), so of those that are not hot all but 8 stand there at least,
// whichever the hot ones are, and the promise is kept by them. (Those that are not hot are no
// random sample any more: they are rare, and what is rare of a text is what its copies lack.) An
// item with too few of them is held back: of its hot seeds it meets only the first
// `hot_representatives` holders of each, and as many of the largest. (The one that stays, of
// versions of one text, is among the first; what goes for no other is among the largest.) Items
// held back are counted and reported.

#include <cstdint>

#include "absl/status/status.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {

// Runs the stage "bucket" for Measure::kContainment. The first `references` items never go, so they
// ask for nothing. The same result for any number of threads and any memory.
// Memory: half of options.memory, and 8 bytes an item; for a hot seed 4 bytes an item more.
absl::Status FindContainedCandidates(DedupInputs& inputs, const Tables& tables, const Items& items,
                                     uint32_t references, const DedupOptions& options,
                                     WorkDir& work, Progress* progress);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_CONTAINED_CANDIDATES_H_
