#ifndef TWICETOLD_PIPELINE_NEAR_DUPLICATES_H_
#define TWICETOLD_PIPELINE_NEAR_DUPLICATES_H_

// Near-duplicates among many texts that are in memory: words, shingles, signatures, band keys,
// buckets, and every candidate verified on its full shingle sets. Of a text nothing is kept but the
// keys of its bands: what its candidates need is made again from the text.
//
// Texts that are told word for word twice are found first and compared no further, since what is
// true of the first of them is true of its copies: N equal texts are N - 1 pairs, not N (N - 1)
// / 2.

#include <cstddef>
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
  // At or above the threshold, in order of (a, b). A text whose words are those of an earlier one
  // is a copy: it is `b` of one pair, with the first text of these words, and in no other. Pairs of
  // its own that are not told are those of that first text.
  std::vector<VerifiedPair> pairs;
  // Around the first text of each, in order; copies are members like others, so the clusters are
  // those that all pairs, told or not, would give.
  std::vector<Cluster> clusters;
  uint64_t copies = 0;          // how many texts are
  uint64_t candidates = 0;      // pairs of texts that keys gave, those of copies among them
  uint64_t dismissed = 0;       // candidates that only their bitmaps were compared of
  uint64_t hot_buckets = 0;     // whose texts were compared with representatives only
  uint64_t largest_bucket = 0;  // texts, copies left out
};

// Texts of which band keys of 32 bits are kept, of more those of 64. Short keys are half the
// memory, but unlike texts have one in common by chance: n^2 / 2^33 pairs a band, in 18 bands one
// for 28 texts here, which verification rejects. Of very many texts they would be most of its work.
constexpr size_t kMostOfShortKeys = size_t{1} << 24;

// Pairs of `texts` (valid UTF-8) whose shingle sets, of recipe.shingle_words, reach
// recipe.threshold: all of them with probability recipe.recall at the threshold and more above it
// (but for those between members of hot buckets, counted), no other. A text without words pairs
// with none. The same result for any number of threads. Time linear in the texts and candidates,
// which are at most bands * bucket_limit a text. Memory beside the texts: 4 bytes for each band of
// a text (8 of more than `most_of_short_keys` texts), 8 for each text, 10 more for each text and
// thread, 12 for each bucket that a text shares with one other and up to 20 for larger ones, the
// pairs, and up to some 50 MB and what is made of two texts a thread.
// Where a quarter of the texts or more have no words, each of these takes one byte and each other
// 20 more; where fewer, they take what others do. InvalidArgument for a recipe that is not valid.
// Below 2^32 texts.
absl::StatusOr<NearDuplicates> FindNearDuplicates(std::span<const std::string_view> texts,
                                                  const Recipe& recipe, int threads,
                                                  size_t most_of_short_keys = kMostOfShortKeys);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_NEAR_DUPLICATES_H_
