#ifndef TWICETOLD_MATCH_OVERLAP_H_
#define TWICETOLD_MATCH_OVERLAP_H_

// Exact resemblance and containment of two shingle sets (Broder 1997). Never an estimate.

#include <cstdint>
#include <optional>
#include <span>

namespace twicetold {

struct Overlap {
  uint64_t shared = 0;
  uint64_t only_a = 0;
  uint64_t only_b = 0;

  // |A and B| / |A or B|; 0 when both are empty.
  double Resemblance() const;
  // |A and B| / |A|; 0 when A is empty.
  double ContainmentOfA() const;
  double ContainmentOfB() const;

  friend bool operator==(const Overlap&, const Overlap&) = default;
};

// `a` and `b` must be sorted and without repetition (DistinctShingles). Thread-safe.
Overlap CountOverlap(std::span<const uint64_t> a, std::span<const uint64_t> b);

// CountOverlap of two sets whose Resemblance() is at least `threshold` (above 0); none for others,
// in less time than counting. Thread-safe.
std::optional<Overlap> OverlapReaching(double threshold, std::span<const uint64_t> a,
                                       std::span<const uint64_t> b);

// A verified pair of units, a < b.
struct VerifiedPair {
  uint32_t a = 0;
  uint32_t b = 0;
  Overlap overlap;
  friend bool operator==(const VerifiedPair&, const VerifiedPair&) = default;
  // By a, then b: a list holds each pair of texts once.
  friend bool operator<(const VerifiedPair& x, const VerifiedPair& y) {
    return (uint64_t{x.a} << 32 | x.b) < (uint64_t{y.a} << 32 | y.b);
  }
};

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_OVERLAP_H_
