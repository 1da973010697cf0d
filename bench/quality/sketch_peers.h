#ifndef TWICETOLD_BENCH_QUALITY_SKETCH_PEERS_H_
#define TWICETOLD_BENCH_QUALITY_SKETCH_PEERS_H_

// Other ways to fill a signature of k digests from one pass over a set, played through with random
// numbers: which element stands at which place, and so how often two places show the same one. That
// chance alone decides the variance of the estimate (docs/sketch.md), for these as for ours.

#include <cstddef>
#include <cstdint>

#include "twicetold/base/random.h"

namespace twicetold::bench {

// One permutation hashing whose filled bins offer themselves: in each round every filled bin, in
// order, draws a place, and has it if it is empty still (Mai et al., UAI 2019).
double SameElementByOffers(uint32_t size, size_t elements, Random& random);

// In each of the first k rounds every element draws a place and a value; a place belongs to the
// least value of the first round that reaches it; in the rounds after, place i alone is drawn by
// all elements in round k + i (Dahlgaard, Knudsen and Thorup, "Fast similarity sketching", FOCS
// 2017).
double SameElementByFastSimilarity(uint32_t size, size_t elements, Random& random);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_SKETCH_PEERS_H_
