#include "twicetold/pipeline/sketch_comparison.h"

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/lsh/band_plan.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold {

SketchComparison CompareSketches(std::span<const uint64_t> a, std::span<const uint64_t> b,
                                 double resemblance, const Recipe& recipe) {
  const Sketcher sketcher = *Sketcher::Create(recipe.sketch);
  std::vector<uint16_t> signature_a(recipe.sketch.size);
  std::vector<uint16_t> signature_b(recipe.sketch.size);
  sketcher.Sketch(a, signature_a);
  sketcher.Sketch(b, signature_b);
  SketchComparison comparison;
  comparison.estimated_resemblance = EstimateResemblance(signature_a, signature_b);
  comparison.standard_error = EstimateStandardError(resemblance, recipe.sketch.size);
  comparison.equal_bands = EqualBands(signature_a, signature_b, recipe.Plan());
  comparison.candidate_probability = recipe.Plan().CandidateProbability(resemblance);
  return comparison;
}

}  // namespace twicetold
