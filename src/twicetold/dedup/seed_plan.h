#ifndef TWICETOLD_DEDUP_SEED_PLAN_H_
#define TWICETOLD_DEDUP_SEED_PLAN_H_

// Seeds: the few shingles of a unit by which what may contain it is found, and how many of them a
// text must hold to be looked at.
//
// The seeds of a unit are the least hashes of its shingle set (the bottom-k sketch of Broder 1997),
// a random sample of it without repetition. A text that contains the unit at the threshold t holds
// at least t * n of its n shingles, so of m seeds it holds at least as many as a draw of m from an
// urn of n with t * n good ones gives: hypergeometric, whatever order the shingles stand in and
// however long the two texts are. From that the least number of seeds asked for is chosen so that
// a text which contains the unit has fewer with probability `missed` at most. Units of up to about
// as many shingles as there are seeds are found for certain: a seed that may be missing counts one
// less, and no chance is left.
//
// At t = 0.8 and recall 0.98: 16 seeds, of which 8 are asked for; missed at most 0.0015.

#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {

// Not thread-safe (it remembers what it has worked out).
class SeedPlan {
 public:
  // `threshold`: of the containment. Of the pairs at the threshold at most a tenth as many are
  // missed as the recipe's recall allows, for seeds cost little.
  explicit SeedPlan(const Recipe& recipe);

  // Seeds of a unit, at most: at least 16, and enough for LeastShared to be above 0.
  uint32_t seeds() const { return seeds_; }
  double missed() const { return missed_; }

  // Of `drawn` seeds of a unit with `size` shingles (drawn <= size), so many stand in whatever
  // contains it, but for a share of at most missed(). 0: so few seeds promise nothing.
  uint32_t LeastShared(uint32_t drawn, uint64_t size);

 private:
  uint32_t Compute(uint32_t drawn, uint64_t size) const;

  double threshold_;
  double missed_;
  uint32_t seeds_;
  absl::flat_hash_map<uint64_t, uint32_t> known_;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_SEED_PLAN_H_
