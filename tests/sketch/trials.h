#ifndef TWICETOLD_TESTS_SKETCH_TRIALS_H_
#define TWICETOLD_TESTS_SKETCH_TRIALS_H_

// Signatures of many random sets, and what they say on average: for the tests of bias, variance and
// S-curve, and for the longer tables of bench/quality/sketch_accuracy.cc.
//
// Sets are of random 64-bit numbers, as the proof in docs/sketch.md asks of hashes; every few
// trials the sketcher gets another seed, so that a figure is about the method and not about one
// table.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "twicetold/base/random.h"
#include "twicetold/lsh/band_plan.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold::testing {

// A mean with its standard error.
class Mean {
 public:
  void Add(double value);
  double value() const { return sum_ / static_cast<double>(count_); }
  double error() const;  // 0 for fewer than two values

 private:
  size_t count_ = 0;
  double sum_ = 0.0;
  double squares_ = 0.0;
};

// Two sets by their sizes.
struct Sizes {
  size_t shared = 0;
  size_t only_a = 0;
  size_t only_b = 0;

  size_t united() const { return shared + only_a + only_b; }
  double resemblance() const { return static_cast<double>(shared) / static_cast<double>(united()); }
};

// "|A|=20 |B|=200 J=.0909"
std::string Describe(const Sizes& sizes);

struct Trials {
  size_t seeds = 40;    // different sketchers
  size_t each = 100;    // trials with each
  uint64_t random = 1;  // draws seeds and sets
};

struct EstimateErrors {
  Mean error;          // estimate - J
  Mean squared_error;  // over J (1 - J) / size: 1 for independent minwise hashes
};

// The errors of EstimateResemblance for random sets of these sizes, 0 < J < 1.
EstimateErrors MeasureErrors(SketchMethod method, uint32_t size, const Sizes& sizes,
                             const Trials& trials);

// What squared_error must come to: the variance ratio of tests/reference/variance_reference.h for
// J (1 - J), and the digests that are equal by chance.
double ExpectedSquaredError(uint32_t size, const Sizes& sizes);

// The chance that two digests of a signature, drawn with replacement, are equal, for random sets of
// `elements`: one value a seed, the mean over its sets.
Mean MeasureEqualDigests(uint32_t size, size_t elements, const Trials& trials);

// How many of the trials' random pairs of these sizes are equal in a whole band, for each plan.
std::vector<size_t> CountCandidates(uint32_t size, const Sizes& sizes,
                                    std::span<const BandPlan> plans, const Trials& trials);

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SKETCH_TRIALS_H_
