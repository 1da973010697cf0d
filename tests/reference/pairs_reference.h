#ifndef TWICETOLD_TESTS_REFERENCE_PAIRS_REFERENCE_H_
#define TWICETOLD_TESTS_REFERENCE_PAIRS_REFERENCE_H_

// Every pair looked at: what the joins must find.

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "twicetold/lsh/band_plan.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/match/overlap.h"

namespace twicetold::reference {

// The pairs a < b with shared / union at least numerator / denominator, decided in whole
// numbers, in order of (a, b). Two empty sets are no pair.
std::vector<VerifiedPair> AllPairs(std::span<const std::set<std::string>> sets, uint64_t numerator,
                                   uint64_t denominator);
std::vector<VerifiedPair> AllPairs(std::span<const std::vector<uint64_t>> sets, uint64_t numerator,
                                   uint64_t denominator);

// The pairs a < b of signatures that agree in at least one whole band, in order of (a, b).
std::vector<Candidate> AllCandidates(std::span<const uint16_t> signatures, size_t signature_size,
                                     const BandPlan& plan);

}  // namespace twicetold::reference

#endif  // TWICETOLD_TESTS_REFERENCE_PAIRS_REFERENCE_H_
