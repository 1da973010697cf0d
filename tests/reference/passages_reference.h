#ifndef TWICETOLD_TESTS_REFERENCE_PASSAGES_REFERENCE_H_
#define TWICETOLD_TESTS_REFERENCE_PASSAGES_REFERENCE_H_

// Passages the slow way: every pair of positions, every cell of the table.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold::reference {

// Every pair a < b of positions from which `size` words are equal that weigh `least` words or more,
// the words before are not, and neither are the words behind: every maximal repeat, in order of
// (a, b).
std::vector<ExactRun> MaximalRuns(const WordSequence& words, uint32_t least, PairScope scope);

// The least period of words[begin, begin + size).
uint32_t LeastPeriod(const WordSequence& words, uint32_t begin, uint32_t size);

// The score of the best local alignment of the two stretches, where an equal word earns 2, one put
// in or dropped costs 1 and one replaced costs 2: the whole table, without band or drop (Smith and
// Waterman, "Identification of common molecular subsequences", J. Mol. Biol. 1981).
int64_t BestLocalScore(const WordSequence& words, Span a, Span b);

// The best local alignment of a stretch with itself, where the sides must not overlap: the best
// over all places to part it.
int64_t BestLocalScoreWithin(const WordSequence& words, Span stretch);

// The longest run of equal words in the two stretches.
uint64_t LongestCommonRun(const WordSequence& words, Span a, Span b);

}  // namespace twicetold::reference

#endif  // TWICETOLD_TESTS_REFERENCE_PASSAGES_REFERENCE_H_
