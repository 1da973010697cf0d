#ifndef TWICETOLD_LSH_BAND_PLAN_H_
#define TWICETOLD_LSH_BAND_PLAN_H_

// How a signature is cut into bands, and what recall that buys.
//
// A signature is cut into `bands` bands of `rows` digests; two texts become candidates when one
// whole band is equal, which happens with probability 1 - (1 - J^rows)^bands (Indyk and Motwani,
// STOC 1998; Leskovec, Rajaraman and Ullman, "Mining of massive datasets", section 3.4). More
// bands find more, more rows are stricter.

#include <cstdint>

#include "absl/status/statusor.h"

namespace twicetold {

struct BandPlan {
  uint32_t bands = 18;
  uint32_t rows = 7;

  // The probability that two texts of resemblance `resemblance` (in [0, 1]) become candidates.
  double CandidateProbability(double resemblance) const;

  friend bool operator==(const BandPlan&, const BandPlan&) = default;
};

// The strictest plan that keeps its promise at the threshold itself: the most rows for which
// floor(signature_size / rows) bands reach `recall` at resemblance `threshold`. Both in (0, 1).
// InvalidArgument when they are not, or when even one row a band does not reach the recall
// (the message says what would).
absl::StatusOr<BandPlan> SolveBandPlan(double threshold, double recall, uint32_t signature_size);

}  // namespace twicetold

#endif  // TWICETOLD_LSH_BAND_PLAN_H_
