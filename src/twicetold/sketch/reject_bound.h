#ifndef TWICETOLD_SKETCH_REJECT_BOUND_H_
#define TWICETOLD_SKETCH_REJECT_BOUND_H_

// How far an estimate must lie below the threshold for a pair to be dismissed unseen.
//
// Counting two sets in full costs a hundred times what comparing their signatures does, and most
// candidates that are no pairs are far from being one. An estimate may dismiss them, never accept
// one; what it dismisses wrongly is lost. So the bound is put where that is next to impossible.
//
// Of `size` digests those of two sets of resemblance J agree with probability J each, or a little
// more (by chance). Were they independent, as the classic method's are, the number that agree would
// be binomial, and the bound is that distribution's, computed exactly: no more than `risk` of it
// lies below. One permutation hashing scatters less than that from about 20 shingles on, and by up
// to a fifth more below (EstimateStandardError). The default risk of 10^-9 is six standard errors,
// or five of those a fifth greater: below 10^-6 even there. Pairs above the threshold are safer
// still.

#include <cstdint>

namespace twicetold {

constexpr double kRejectRisk = 1e-9;

// Two sets whose EstimateResemblance is below this have a resemblance below `threshold`, but for a
// probability of at most `risk`. 0, which no estimate is below, when there are too few digests to
// tell. threshold in (0, 1], size at least 1.
double RejectBelow(double threshold, uint32_t size, double risk = kRejectRisk);

}  // namespace twicetold

#endif  // TWICETOLD_SKETCH_REJECT_BOUND_H_
