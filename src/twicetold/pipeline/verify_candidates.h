#ifndef TWICETOLD_PIPELINE_VERIFY_CANDIDATES_H_
#define TWICETOLD_PIPELINE_VERIFY_CANDIDATES_H_

// Candidates to pairs: a bound that dismisses those well below the threshold
// (match/bitmap_filter.h), then full shingle sets.
//
// Texts that buckets connect are gone over together, by rising index, in batches of a few hundred
// kilobytes that one thread works on in memory of its own. So the words of a text are cut anew
// once, not once for each candidate, what is made of them is still in a cache when its other
// candidates come, and no list of candidates is ever longer than those of one text.
//
// A family of many megabytes does not fit: its texts would be made anew for each of their many
// candidates. There, buckets are gone over one by one, so that a text is made once in each of its
// bands at most, and then what hot buckets tell, whose members are compared with neighbours.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/lsh/candidate_lists.h"
#include "twicetold/match/overlap.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {

struct Verified {
  std::vector<VerifiedPair> pairs;  // no order said, but the same for any number of threads
  uint64_t candidates = 0;          // distinct pairs that the buckets gave
  uint64_t dismissed = 0;           // of these by their bitmaps
};

// The candidates of `lists`, whose items are indices of `texts`, that reach recipe.threshold. A
// thread holds the sets of up to `most_held` shingles, of 8 bytes each and a bitmap beside it, and
// of two texts more; what is found does not depend on it.
Verified VerifyCandidates(const CandidateLists& lists, std::span<const std::string_view> texts,
                          const Recipe& recipe, int threads, size_t most_held = size_t{4} << 20);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_VERIFY_CANDIDATES_H_
