#ifndef TWICETOLD_LSH_BUCKET_H_
#define TWICETOLD_LSH_BUCKET_H_

// Candidates: pairs of signatures that agree in a whole band.
//
// Band by band, signatures with the same band key fall into one bucket. A bucket of up to
// `bucket_limit` members gives all its pairs. A hotter one would give a quadratic number of
// mostly useless pairs, so its members are each compared with its first `hot_representatives`
// members and with as many directly before it only, in linear time; it is counted, so that the
// summary can say so. The first alone would not do: texts that share the band by chance may stand
// before a family that is alike.
//
// Agreeing is told from 64-bit keys (band_keys.h), not from the digests again: a collision, once in
// 2^64 pairs, proposes a pair that verification rejects.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/lsh/band_plan.h"

namespace twicetold {

// Two items, by index, a < b. Not verified.
struct Candidate {
  uint32_t a = 0;
  uint32_t b = 0;
  friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

struct BucketOptions {
  uint32_t bucket_limit = 512;       // members; at least 2
  uint32_t hot_representatives = 8;  // at least 1
};

// Calls visit(partner) for each of the first `before` members of a bucket of `size`, by place, that
// the one behind them is compared with, rising.
template <typename Visit>
void ForEachPartner(size_t size, size_t before, const BucketOptions& options, Visit visit) {
  const size_t some = size > options.bucket_limit ? options.hot_representatives : before;
  const size_t firsts = std::min(some, before);
  for (size_t partner = 0; partner < firsts; ++partner) visit(partner);
  const size_t last = before - std::min(some, before);
  for (size_t partner = std::max(firsts, last); partner < before; ++partner) visit(partner);
}

struct BucketResult {
  std::vector<Candidate> candidates;  // sorted, each once
  uint64_t hot_buckets = 0;           // buckets above the limit, over all bands
  uint64_t largest_bucket = 0;        // members of the largest, over all bands
};

// Joins `count` signatures laid end to end in `signatures`, each of `signature_size` digests, of
// which the plan uses the first bands * rows (must be at most signature_size).
// Time linear in bands * count and the candidates; 8 bytes a signature for each band, and 8 for
// each thread, beside the candidates. The same result for any number of threads. Below 2^32
// signatures. Thread-safe. Who has too many for a list of all candidates takes the steps one by
// one: MakeBandKeys, KeyJoin, CandidateLists.
BucketResult JoinBuckets(std::span<const uint16_t> signatures, size_t signature_size,
                         const BandPlan& plan, const BucketOptions& options, int threads = 1);

// How many bands of the plan are equal in `a` and `b`: why a pair became a candidate or did not.
uint32_t EqualBands(std::span<const uint16_t> a, std::span<const uint16_t> b, const BandPlan& plan);

}  // namespace twicetold

#endif  // TWICETOLD_LSH_BUCKET_H_
