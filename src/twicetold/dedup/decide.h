#ifndef TWICETOLD_DEDUP_DECIDE_H_
#define TWICETOLD_DEDUP_DECIDE_H_

// Which units go, and for which kept one each does.
//
// Items are taken in the order of preference; one goes when it is verified at or above the
// threshold against one that is kept already, the first of its candidates that is. So what went is
// as like the kept one as asked for, and nothing chains. A candidate that itself has gone is not
// even looked at: in a family of n near copies n-1 pairs are verified, not n^2.
//
// With options.protect a pair that is a form letter (match/form_letter.h) is no pair, whatever its
// figures. Both laws then hold of "at or above the threshold, and no form letter". Families of form
// letters stay whole, so all of their candidate pairs are verified.

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {

// What became of an item: for which better one it went, and what the two share.
struct ItemFate {
  uint32_t item = 0;
  uint32_t kept = 0;    // an item, never one that went
  Overlap overlap;      // a: the item that went; b: the kept one
  bool is_pair = true;  // false: only a chain of pairs leads there (Grouping::kConnected)
  // Grouping::kConnected: the set that the item is in falls apart when pairs of a resemblance up to
  // this one are left out. The least of a maximum spanning tree over its verified pairs.
  double weakest_link = 0;
};

// A verified pair of items, better < worse. The overlap's a is the worse one.
struct ItemOverlap {
  uint32_t better = 0;
  uint32_t worse = 0;
  Overlap overlap;
};

struct Decisions {
  std::vector<ItemFate> gone;    // by item
  uint64_t verified = 0;         // pairs whose sets were compared
  uint64_t protected_pairs = 0;  // of them: reached the threshold, but are a form letter
};

// What is to be decided.
struct Undecided {
  const SpillReader& pairs;  // the numbers of the candidates (ItemPair), sorted
  const SetStore& sets;
  const TextStore* texts;  // may be null unless something is to be protected
  uint32_t items;
  uint32_t references;  // the first so many of the items never go
  // Some buckets were hot, so that candidates are missing.
  bool hot = false;
};

// Called with every verified pair, by the worse item, then by the better one.
using PairVisit = absl::FunctionRef<absl::Status(const ItemOverlap&)>;

// Visits every pair of candidates that holds by the measure, and counts in `decisions` those
// compared and those protected. Several threads compare, one at a time visits.
absl::Status VerifyPairs(const Undecided& undecided, const DedupOptions& options, PairVisit visit,
                         Decisions& decisions, Progress* progress);

// For Measure::kResemblance; decide_contained.h has the other.
// The same result for any number of threads. With Grouping::kConnected an item goes for the best
// one that a chain of verified pairs leads to, and its overlap with that one may be below the
// threshold. Where buckets were hot, an item that would stay is held against the kept ones that its
// candidates went for, too: a member of a family meets one of the family, and by it the one that is
// kept.
// `visit` sees every verified pair with options.all_pairs, else none. Pairs are not kept in memory:
// Grouping::kConnected sorts them in files of `stage`, within a quarter of options.memory, and has
// some 13 bytes an item beside.
absl::StatusOr<Decisions> Decide(const Undecided& undecided, const DedupOptions& options,
                                 const WorkDir& work, std::string_view stage, PairVisit visit,
                                 Progress* progress);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_DECIDE_H_
