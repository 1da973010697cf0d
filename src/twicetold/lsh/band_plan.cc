// The S-curve and its inverse.
//
// 1 - (1 - p)^b loses every digit when p is near 0 and the power when p is near 1, so it is
// computed as -expm1(b * log1p(-p)), exact to rounding over all of [0, 1]; p = 1 passes through
// log1p(-1) = -infinity and gives 1.

#include "twicetold/lsh/band_plan.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

namespace twicetold {
namespace {

// Not NaN either.
bool IsInside(double value) { return value > 0.0 && value < 1.0; }

absl::Status NotReachable(double threshold, double recall, uint32_t signature_size) {
  const double best = BandPlan{signature_size, 1}.CandidateProbability(threshold);
  const double needed = std::ceil(std::log1p(-recall) / std::log1p(-threshold));
  return absl::InvalidArgumentError(absl::StrCat("band plan: a signature of ", signature_size,
                                                 " digests cannot reach recall ", recall,
                                                 " at resemblance ", threshold, "; use at least ",
                                                 needed, " digests or a recall of at most ", best));
}

}  // namespace

double BandPlan::CandidateProbability(double resemblance) const {
  const double band_equal = std::pow(std::clamp(resemblance, 0.0, 1.0), rows);
  if (bands == 0 || band_equal == 0.0) return 0.0;
  return -std::expm1(static_cast<double>(bands) * std::log1p(-band_equal));
}

absl::StatusOr<BandPlan> SolveBandPlan(double threshold, double recall, uint32_t signature_size) {
  if (!IsInside(threshold)) {
    return absl::InvalidArgumentError(
        absl::StrCat("band plan: threshold is ", threshold, "; it must be above 0 and below 1"));
  }
  if (!IsInside(recall)) {
    return absl::InvalidArgumentError(
        absl::StrCat("band plan: recall is ", recall, "; it must be above 0 and below 1"));
  }
  if (signature_size == 0) {
    return absl::InvalidArgumentError(
        "band plan: the signature has no digests; it must have at least 1");
  }
  // From the strictest down: floor() makes the recall uneven in rows, so no bisection.
  for (uint32_t rows = signature_size; rows >= 1; --rows) {
    const BandPlan plan{signature_size / rows, rows};
    if (plan.CandidateProbability(threshold) >= recall) return plan;
  }
  return NotReachable(threshold, recall, signature_size);
}

}  // namespace twicetold
