#include "tests/sketch/trials.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "tests/reference/variance_reference.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/lsh/band_plan.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold::testing {
namespace {

using Signature = std::vector<uint16_t>;

// Calls visit(seed number, signature of A, signature of B) for each trial.
template <typename Visit>
void ForEachPair(const SketchOptions& options, const Sizes& sizes, const Trials& trials,
                 const Visit& visit) {
  Random random(trials.random);
  Signature a(options.size);
  Signature b(options.size);
  for (size_t seed = 0; seed < trials.seeds; ++seed) {
    const Sketcher sketcher =
        Sketcher::Create({options.method, options.size, random.Next()}).value();
    for (size_t i = 0; i < trials.each; ++i) {
      const SetPair pair = MakeSetPair(sizes.shared, sizes.only_a, sizes.only_b, random);
      sketcher.Sketch(pair.a, a);
      sketcher.Sketch(pair.b, b);
      visit(seed, a, b);
    }
  }
}

// Ordered pairs of equal digests, a digest with itself among them.
size_t EqualPairs(Signature signature) {
  std::sort(signature.begin(), signature.end());
  size_t pairs = 0;
  for (size_t i = 0, next = 0; i < signature.size(); i = next) {
    while (next < signature.size() && signature[next] == signature[i]) ++next;
    pairs += (next - i) * (next - i);
  }
  return pairs;
}

}  // namespace

void Mean::Add(double value) {
  ++count_;
  sum_ += value;
  squares_ += value * value;
}

double Mean::error() const {
  if (count_ < 2) return 0.0;
  const auto n = static_cast<double>(count_);
  return std::sqrt(std::max(0.0, squares_ / n - value() * value()) / (n - 1.0));
}

std::string Describe(const Sizes& sizes) {
  char text[96];
  std::snprintf(text, sizeof(text), "|A|=%zu |B|=%zu J=%.4f", sizes.shared + sizes.only_a,
                sizes.shared + sizes.only_b, sizes.resemblance());
  return text;
}

EstimateErrors MeasureErrors(SketchMethod method, uint32_t size, const Sizes& sizes,
                             const Trials& trials) {
  const double j = sizes.resemblance();
  const double unit = j * (1.0 - j) / size;
  EstimateErrors errors;
  ForEachPair({method, size, 0}, sizes, trials,
              [&](size_t /*seed*/, const Signature& a, const Signature& b) {
                const double error = EstimateResemblance(a, b) - j;
                errors.error.Add(error);
                errors.squared_error.Add(error * error / unit);
              });
  return errors;
}

double ExpectedSquaredError(uint32_t size, const Sizes& sizes) {
  // A digest that is equal by chance is one more Bernoulli trial, of c (1 - J) (1 - c).
  constexpr double kChance = 0x1.0p-16;
  return reference::VarianceRatio(reference::Donors::kPermutations, size, sizes.united()) +
         kChance / sizes.resemblance();
}

Mean MeasureEqualDigests(uint32_t size, size_t elements, const Trials& trials) {
  std::vector<Mean> by_seed(trials.seeds);
  ForEachPair({SketchMethod::kOnePermutation, size, 0}, {0, elements, 0}, trials,
              [&](size_t seed, const Signature& a, const Signature& /*b*/) {
                by_seed[seed].Add(static_cast<double>(EqualPairs(a)) / (double{1} * size * size));
              });
  Mean all;
  for (const Mean& one : by_seed) all.Add(one.value());
  return all;
}

std::vector<size_t> CountCandidates(uint32_t size, const Sizes& sizes,
                                    std::span<const BandPlan> plans, const Trials& trials) {
  std::vector<size_t> met(plans.size(), 0);
  ForEachPair({SketchMethod::kOnePermutation, size, 0}, sizes, trials,
              [&](size_t /*seed*/, const Signature& a, const Signature& b) {
                for (size_t i = 0; i < plans.size(); ++i) {
                  met[i] += EqualBands(a, b, plans[i]) > 0 ? 1U : 0U;
                }
              });
  return met;
}

}  // namespace twicetold::testing
