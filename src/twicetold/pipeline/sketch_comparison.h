#ifndef TWICETOLD_PIPELINE_SKETCH_COMPARISON_H_
#define TWICETOLD_PIPELINE_SKETCH_COMPARISON_H_

// What sketches say of two texts, for whoever explains why the two were compared or not.

#include <cstdint>
#include <span>

#include "twicetold/recipe/recipe.h"

namespace twicetold {

struct SketchComparison {
  double estimated_resemblance = 0;
  double standard_error = 0;         // of such an estimate
  uint32_t equal_bands = 0;          // bands of the plan in which the signatures agree
  double candidate_probability = 0;  // of a pair this alike, under the plan
};

// `a` and `b` are shingle sets of that `resemblance`, the recipe valid. Thread-safe.
SketchComparison CompareSketches(std::span<const uint64_t> a, std::span<const uint64_t> b,
                                 double resemblance, const Recipe& recipe);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_SKETCH_COMPARISON_H_
