#ifndef TWICETOLD_PIPELINE_NEAR_DUPLICATES_H_
#define TWICETOLD_PIPELINE_NEAR_DUPLICATES_H_

// Near-duplicates among many texts that are in memory: words, shingles, signatures, buckets, and
// every candidate verified on its full shingle sets. Nothing but hashes is kept of a text, and not
// these either: a candidate's set is made again from its text.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/match/overlap.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {

struct NearDuplicates {
  std::vector<VerifiedPair> pairs;  // at or above the threshold, in order of (a, b)
  std::vector<Cluster> clusters;    // around the first text of each, in order
  uint64_t candidates = 0;          // that the signatures gave
  uint64_t hot_buckets = 0;         // compared with representatives only
};

// Pairs of `texts` (valid UTF-8) whose shingle sets, of recipe.shingle_words, reach
// recipe.threshold: all of them with probability recipe.recall at the threshold and more above it,
// no other. A text without words pairs with none. The same result for any number of threads. Memory
// beside the texts: signatures (256 bytes a text by default), 16 bytes a text and thread, the
// candidates, and the sets of texts that are candidates. InvalidArgument for a recipe that is not
// valid. Below 2^32 texts.
absl::StatusOr<NearDuplicates> FindNearDuplicates(std::span<const std::string_view> texts,
                                                  const Recipe& recipe, int threads);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_NEAR_DUPLICATES_H_
