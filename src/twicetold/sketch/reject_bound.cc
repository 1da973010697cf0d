#include "twicetold/sketch/reject_bound.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace twicetold {
namespace {

// The most digests q so that fewer than q agree with probability `risk` at most. Terms of the
// binomial distribution by their logarithms: the first are far below what a double holds.
uint32_t LeastAgreeing(double threshold, uint32_t size, double risk) {
  if (threshold >= 1.0) return size;
  const double log_odds = std::log(threshold) - std::log1p(-threshold);
  double log_term = size * std::log1p(-threshold);  // of none agreeing
  double below = 0.0;
  for (uint32_t agreeing = 0; agreeing < size; ++agreeing) {
    below += std::exp(log_term);
    if (below > risk) return agreeing;
    log_term += std::log(static_cast<double>(size - agreeing) / (agreeing + 1)) + log_odds;
  }
  return size;
}

}  // namespace

double RejectBelow(double threshold, uint32_t size, double risk) {
  // Halfway between two numbers of digests, so that rounding has no say.
  constexpr double kChance = 0x1.0p-16;  // as EstimateResemblance corrects for
  const double share = (LeastAgreeing(threshold, size, risk) - 0.5) / size;
  return std::max(0.0, (share - kChance) / (1.0 - kChance));
}

}  // namespace twicetold
