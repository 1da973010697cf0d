#ifndef TWICETOLD_DEDUP_PASSAGES_H_
#define TWICETOLD_DEDUP_PASSAGES_H_

// --level passage: exact repeats of a number of words and more, anywhere in the corpus, cut from
// all places but the preferred one.
//
// What is repeated says match/long_repeat.h: the same words as a suffix array would give. Texts are
// needed several times and in the order of preference, so the stage "read" leaves them, decoded, in
// the work folder: as much disk as there is text.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/cuts.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/order.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

struct FoundPassages {
  std::vector<Cut> cuts;  // by record and place, disjoint
  uint64_t words = 0;     // that are cut
  uint64_t false_proposals = 0;
};

// The cuts of all records but the references, which are `references` of the first in order. A cut's
// twin is where its words stand first; it may be cut itself, and leads on to one that is not.
// ResourceExhausted for a text of 1 GiB and more.
absl::StatusOr<FoundPassages> FindPassages(const Tables& tables, const WorkDir& work,
                                           const Order& order, uint32_t references,
                                           const DedupOptions& options);

// The text less its cuts, with their borders as options.cut_at has them: the words alone; what of
// whole sentences is in a cut; or all sentences that a cut touches. Closing marks and the space
// behind a cut go with it.
CutText CutPassages(std::string_view text, std::span<const Cut> cuts, CutAt cut_at);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_PASSAGES_H_
