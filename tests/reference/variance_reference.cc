#include "tests/reference/variance_reference.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace twicetold::reference {
namespace {

// Element N: the chance that `elements` fill N of `size` bins.
std::vector<double> FilledBins(uint32_t size, uint64_t elements) {
  std::vector<double> chance(size + 1, 0.0);
  chance[0] = 1.0;
  const double bins = size;
  // From 64 elements a bin on, an empty one is a chance below 10^-24.
  for (uint64_t i = 0; i < std::min<uint64_t>(elements, uint64_t{64} * size); ++i) {
    for (uint32_t filled = size; filled >= 1; --filled) {
      chance[filled] =
          chance[filled] * filled / bins + chance[filled - 1] * (bins - filled + 1.0) / bins;
    }
    chance[0] = 0.0;
  }
  return chance;
}

// Logarithms of binomial coefficients of numbers up to `most`.
class LogChoose {
 public:
  explicit LogChoose(uint32_t most) : factorials_(most + 1, 0.0) {
    for (uint32_t i = 1; i <= most; ++i) factorials_[i] = factorials_[i - 1] + std::log(i);
  }
  double operator()(uint32_t n, uint32_t r) const {
    return factorials_[n] - factorials_[r] - factorials_[n - r];
  }

 private:
  std::vector<double> factorials_;
};

// The expected sum over the rounds of f^2, where f bins find a donor in the round: those of the
// `empty` whose images under a random permutation lie among the `filled`, a hypergeometric number.
double SquaredRounds(uint32_t size, uint32_t filled) {
  const LogChoose choose(size);
  const uint32_t empty = size - filled;
  std::vector<double> rest(empty + 1, 0.0);
  for (uint32_t e = 1; e <= empty; ++e) {
    const double all = choose(size, e);
    double none = 0.0;
    double sum = 0.0;
    for (uint32_t f = 0; f <= std::min(filled, e); ++f) {
      const double chance = std::exp(choose(filled, f) + choose(empty, e - f) - all);
      if (f == 0) {
        none = chance;
      } else {
        sum += chance * (double{1} * f * f + rest[e - f]);
      }
    }
    rest[e] = sum / (1.0 - none);
  }
  return rest[empty];
}

// The expected sum of L_b^2 when `filled` bins are filled.
double SquaredLoads(Donors donors, uint32_t size, uint32_t filled) {
  const double k = size;
  const double n = filled;
  switch (donors) {
    case Donors::kPermutations:
      return k * k / n + (k - n) - SquaredRounds(size, filled) / n;
    case Donors::kRandom:
      return k * k / n + (k - n) * (1.0 - 1.0 / n);
    case Donors::kNext:
      return 2.0 * k * (k + 1.0) / (n + 1.0) - k;
    case Donors::kEven:
      break;
  }
  const double low = std::floor(k / n);
  const double more = k - low * n;
  return more * (low + 1.0) * (low + 1.0) + (n - more) * low * low;
}

}  // namespace

double SameElementChance(Donors donors, uint32_t size, uint64_t elements) {
  const std::vector<double> chance = FilledBins(size, elements);
  double squares = 0.0;
  for (uint32_t filled = 1; filled <= size; ++filled) {
    if (chance[filled] < 1e-12) continue;  // not worth the time
    squares += chance[filled] * SquaredLoads(donors, size, filled);
  }
  return squares / (double{1} * size * size);
}

double VarianceRatio(Donors donors, uint32_t size, uint64_t elements) {
  const auto n = static_cast<double>(elements);
  return size * (n * SameElementChance(donors, size, elements) - 1.0) / (n - 1.0);
}

}  // namespace twicetold::reference
