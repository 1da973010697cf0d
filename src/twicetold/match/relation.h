#ifndef TWICETOLD_MATCH_RELATION_H_
#define TWICETOLD_MATCH_RELATION_H_

// Relations: how much two documents share, by the passages between them.

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/match/alignment.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {

// Two documents of a sequence with a passage between them, a < b.
struct Relation {
  uint32_t a = 0;
  uint32_t b = 0;
  // Distinct words, by position, of each that are matched in a passage with the other.
  uint64_t shared_a = 0;
  uint64_t shared_b = 0;
  uint64_t longest = 0;  // matched words of the longest passage
  friend bool operator==(const Relation&, const Relation&) = default;
};

// The relations that `passages` of `words` make, in order of (a, b). Passages inside one document
// make none. O(n log n) in the runs of the passages.
std::vector<Relation> Relate(std::span<const Alignment> passages, const WordSequence& words);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_RELATION_H_
