#ifndef TWICETOLD_MATCH_DIFFERENCE_H_
#define TWICETOLD_MATCH_DIFFERENCE_H_

// The words in which two texts differ, when the greater part of both is the same.
//
// A passage grows from a run of equal words and stops where that no longer pays
// (match/alignment.h); here both texts count from their first word to their last, and as few words
// as can be are told as different: the rest is a longest common subsequence of the two. Found by
// the greedy search for furthest reaching paths from both ends (Myers, "An O(ND) Difference
// Algorithm and Its Variations", Algorithmica 1986, section 4b): time O((N + M) D), memory
// O(N + M), D being the number of words that differ. So it suits texts that are alike; for others
// there is a limit on the work.
//
// Words are compared by their folded bytes.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/text/words.h"

namespace twicetold {

// Words of one text that stand in the place of words of the other; either may be empty, not both.
struct DifferingWords {
  Span a;
  Span b;
  friend bool operator==(const DifferingWords&, const DifferingWords&) = default;
};

struct WordDifferences {
  // In order. Between two of them, before the first and after the last, are equal words, as many
  // in one text as in the other.
  std::vector<DifferingWords> stretches;
  // False when the work came to its limit: some stretch then holds words that could be matched.
  bool complete = true;
};

constexpr uint64_t kMostDifferenceSteps = uint64_t{1} << 25;

// The differences of documents `a` and `b`, as numbers of their words (from 0 in each). A step is
// a path carried on; what is not settled after `most_steps` of them is told as one stretch.
// Deterministic. Thread-safe.
WordDifferences FindWordDifferences(const WordSequence& words, size_t a, size_t b,
                                    uint64_t most_steps = kMostDifferenceSteps);

// A text and its words.
struct WordedText {
  std::string_view text;
  const Words& words;
};

// The same of two texts, but that a number is told as a whole: "1,500" and "500" differ in that,
// not in "1". Thread-safe.
WordDifferences FindDifferences(const WordedText& a, const WordedText& b,
                                uint64_t most_steps = kMostDifferenceSteps);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_DIFFERENCE_H_
