#include "tests/reference/pairs_reference.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "tests/reference/sets_reference.h"

namespace twicetold::reference {
namespace {

Overlap OverlapOf(const std::set<std::string>& a, const std::set<std::string>& b) {
  return CountOverlap(a, b);
}

Overlap OverlapOf(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  std::vector<uint64_t> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  return {shared.size(), a.size() - shared.size(), b.size() - shared.size()};
}

template <typename Set>
std::vector<VerifiedPair> AllPairsOf(std::span<const Set> sets, uint64_t numerator,
                                     uint64_t denominator) {
  std::vector<VerifiedPair> pairs;
  for (uint32_t a = 0; a < sets.size(); ++a) {
    for (uint32_t b = a + 1; b < sets.size(); ++b) {
      const Overlap overlap = OverlapOf(sets[a], sets[b]);
      const uint64_t all = overlap.shared + overlap.only_a + overlap.only_b;
      if (all > 0 && overlap.shared * denominator >= all * numerator) {
        pairs.push_back({a, b, overlap});
      }
    }
  }
  return pairs;
}

}  // namespace

std::vector<VerifiedPair> AllPairs(std::span<const std::set<std::string>> sets, uint64_t numerator,
                                   uint64_t denominator) {
  return AllPairsOf(sets, numerator, denominator);
}

std::vector<VerifiedPair> AllPairs(std::span<const std::vector<uint64_t>> sets, uint64_t numerator,
                                   uint64_t denominator) {
  return AllPairsOf(sets, numerator, denominator);
}

std::vector<Candidate> AllCandidates(std::span<const uint16_t> signatures, size_t signature_size,
                                     const BandPlan& plan) {
  const size_t count = signatures.size() / signature_size;
  std::vector<Candidate> candidates;
  for (uint32_t a = 0; a < count; ++a) {
    for (uint32_t b = a + 1; b < count; ++b) {
      if (EqualBands(signatures.subspan(a * signature_size, signature_size),
                     signatures.subspan(b * signature_size, signature_size), plan) > 0) {
        candidates.push_back({a, b});
      }
    }
  }
  return candidates;
}

}  // namespace twicetold::reference
