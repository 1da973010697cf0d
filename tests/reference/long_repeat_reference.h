#ifndef TWICETOLD_TESTS_REFERENCE_LONG_REPEAT_REFERENCE_H_
#define TWICETOLD_TESTS_REFERENCE_LONG_REPEAT_REFERENCE_H_

// Long repeats by suffix array and common prefixes, no hash anywhere: what match/long_repeat.h must
// equal. And the repeated words by comparing every two windows, which the definition says.

#include <cstdint>
#include <vector>

#include "twicetold/match/long_repeat.h"

namespace twicetold::reference {

// Documents as numbers that are equal exactly when words are.
using Sequences = std::vector<std::vector<uint32_t>>;

// As FindLongRepeats. n log^2 n comparisons, and the words of the repeats.
std::vector<LongRepeat> FindLongRepeatsBySuffixArray(const Sequences& documents,
                                                     uint32_t window_words);

// Document by document, true for each repeated word. Quadratic.
std::vector<std::vector<bool>> RepeatedWordsByComparing(const Sequences& documents,
                                                        uint32_t window_words);

}  // namespace twicetold::reference

#endif  // TWICETOLD_TESTS_REFERENCE_LONG_REPEAT_REFERENCE_H_
