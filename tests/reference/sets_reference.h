#ifndef TWICETOLD_TESTS_REFERENCE_SETS_REFERENCE_H_
#define TWICETOLD_TESTS_REFERENCE_SETS_REFERENCE_H_

// Shingle sets and their measures by the book: sets of strings, no hash anywhere.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "twicetold/match/overlap.h"

namespace twicetold::reference {

// A text as its words.
using Text = std::vector<std::string>;

// The runs of n consecutive words, joined by U+001F; one run of all words when there are fewer
// than n; nothing for no words.
std::set<std::string> ShingleSet(const Text& words, size_t n);

// |A and B|, |A| - |A and B|, |B| - |A and B|.
Overlap CountOverlap(const std::set<std::string>& a, const std::set<std::string>& b);

}  // namespace twicetold::reference

#endif  // TWICETOLD_TESTS_REFERENCE_SETS_REFERENCE_H_
