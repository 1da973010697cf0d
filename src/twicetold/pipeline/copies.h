#ifndef TWICETOLD_PIPELINE_COPIES_H_
#define TWICETOLD_PIPELINE_COPIES_H_

// Texts told word for word twice, taken out before near-duplicates are looked for: a text that
// stands N times would else be a candidate N * N times.
//
// A copy is a text whose words are those of an earlier text, one by one, whatever stands between
// the words. Copies have one key (a sum over the shingles, made in passing); texts of one key are
// compared word hash by word hash.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/match/overlap.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {

// Of a text's number of shingles and their sum: equal for texts whose shingles are the same in
// order of position, for others with probability about 2^-64.
inline uint64_t CopyKey(size_t shingles, uint64_t shingle_sum) {
  constexpr uint64_t kOdd = 0x9e3779b97f4a7c15U;
  return Mix64(shingles * kOdd + shingle_sum);
}

struct Copies {
  std::vector<VerifiedPair> pairs;  // first text and copy, no order said
  uint64_t candidates = 0;          // texts that were compared with the first of their key
};

// The copies among `texts`, of which keys[i] is the key (LonelyKey for those without words). Each
// is paired with the first text of its words, and no copy is the first text of a pair. Linear in
// the bytes of the texts that share keys, however many share one.
Copies FindCopies(std::span<const std::string_view> texts, std::span<const uint64_t> keys,
                  const Recipe& recipe, int threads);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_COPIES_H_
