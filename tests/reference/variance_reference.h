#ifndef TWICETOLD_TESTS_REFERENCE_VARIANCE_REFERENCE_H_
#define TWICETOLD_TESTS_REFERENCE_VARIANCE_REFERENCE_H_

// What the variance of an estimate from one permutation hashing must be, computed from the rule by
// which empty bins choose their donors; docs/sketch.md derives it. No sketch is made here.
//
// Let n elements stand in the union of two sets, and let Q be the chance that two digests of the
// union's signature, drawn with replacement, show the same element. For any resemblance J
//
//   variance = J (1 - J) (n Q - 1) / (n - 1)
//
// and with N filled bins of k, the one at b shown by L_b digests, Q = E[sum of L_b^2] / k^2.

#include <cstdint>

namespace twicetold::reference {

enum class Donors {
  kPermutations,  // ours, with an independent random permutation a round and rounds without end
  kRandom,        // each empty bin draws filled ones with replacement (Shrivastava 2017)
  kNext,          // the next filled bin on a circle (Shrivastava and Li 2014, first scheme)
  kEven,          // as evenly as whole numbers allow: what no rule can go below
};

// Q for a set of `elements`, at least 1, in `size` bins.
double SameElementChance(Donors donors, uint32_t size, uint64_t elements);

// The variance over that of `size` independent minwise hashes, J (1 - J) / size; at least two
// elements. The root of it is the ratio of errors.
double VarianceRatio(Donors donors, uint32_t size, uint64_t elements);

}  // namespace twicetold::reference

#endif  // TWICETOLD_TESTS_REFERENCE_VARIANCE_REFERENCE_H_
