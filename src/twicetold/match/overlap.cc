#include "twicetold/match/overlap.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

#include "twicetold/match/intersect_kernel.h"
#include "twicetold/match/overlap_bounds.h"

namespace twicetold {

double Overlap::Resemblance() const { return Share(shared, shared + only_a + only_b); }
double Overlap::ContainmentOfA() const { return Share(shared, shared + only_a); }
double Overlap::ContainmentOfB() const { return Share(shared, shared + only_b); }

Overlap CountOverlap(std::span<const uint64_t> a, std::span<const uint64_t> b) {
  const uint64_t shared = CountShared(a.data(), a.size(), b.data(), b.size(), 0);
  return {shared, a.size() - shared, b.size() - shared};
}

std::optional<Overlap> OverlapReaching(double threshold, std::span<const uint64_t> a,
                                       std::span<const uint64_t> b) {
  if (a.empty() || b.empty()) return std::nullopt;
  const uint64_t required = RequiredOverlap(a.size(), b.size(), threshold);
  if (required > std::min(a.size(), b.size())) return std::nullopt;
  const uint64_t shared = CountShared(a.data(), a.size(), b.data(), b.size(), required);
  if (shared < required) return std::nullopt;
  return Overlap{shared, a.size() - shared, b.size() - shared};
}

// The estimates are off by rounding only; the loops make them exact, and end at sizes that no
// threshold exceeds.
uint64_t RequiredOverlap(uint64_t size_a, uint64_t size_b, double threshold) {
  const uint64_t total = size_a + size_b;
  uint64_t overlap =
      static_cast<uint64_t>(threshold / (1.0 + threshold) * static_cast<double>(total));
  while (overlap > 0 && Reaches(overlap - 1, size_a, size_b, threshold)) --overlap;
  while (overlap < total && !Reaches(overlap, size_a, size_b, threshold)) ++overlap;
  return overlap;
}

uint64_t LeastOverlap(uint64_t size, double threshold) {
  uint64_t overlap = static_cast<uint64_t>(threshold * static_cast<double>(size));
  while (overlap > 0 && Share(overlap - 1, size) >= threshold) --overlap;
  while (overlap < size && Share(overlap, size) < threshold) ++overlap;
  return overlap;
}

}  // namespace twicetold
