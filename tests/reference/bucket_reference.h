#ifndef TWICETOLD_TESTS_REFERENCE_BUCKET_REFERENCE_H_
#define TWICETOLD_TESTS_REFERENCE_BUCKET_REFERENCE_H_

// The bucket join by sorting whole bands, no hash anywhere: what the join by partitions must equal.
//
// Records (the first four digests of the band packed into 64 bits, index) are sorted by the band's
// digests, then by index, and a run of equal digests is a bucket.

#include <cstddef>
#include <cstdint>
#include <span>

#include "twicetold/lsh/band_plan.h"
#include "twicetold/lsh/bucket.h"

namespace twicetold::reference {

// As JoinBuckets.
BucketResult JoinBucketsBySorting(std::span<const uint16_t> signatures, size_t signature_size,
                                  const BandPlan& plan, const BucketOptions& options);

}  // namespace twicetold::reference

#endif  // TWICETOLD_TESTS_REFERENCE_BUCKET_REFERENCE_H_
