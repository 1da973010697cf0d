#ifndef TWICETOLD_BENCH_QUALITY_UNRELATED_H_
#define TWICETOLD_BENCH_QUALITY_UNRELATED_H_

// Passages between texts that have nothing to do with each other: each one is false.
//
// But for one kind. Two press releases of different offices may truly share a formula ("a member of
// the Senate Committee on ..."), and a joint release stands in two offices' files. A passage with
// an exact run of at least min_words is such a true repeat, whatever the texts are about: it is
// counted and shown apart.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/quality/real_text.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold::bench {

// True when the passage holds an exact run as long as `min_words` asks of a whole passage.
bool IsExactRepeat(const WordSequence& words, const Alignment& passage, uint32_t min_words);

// A passage as it stands on both sides, for a person to judge.
struct Shown {
  std::string a;
  std::string b;
  uint64_t matched_words = 0;
};

struct UnrelatedTally {
  uint64_t pairs = 0;
  uint64_t words = 0;  // of both texts of all pairs
  std::vector<Shown> false_passages;
  std::vector<Shown> exact_repeats;
};

enum class Unit { kParagraph, kStory };

// Passages across `pairs` random pairs of paragraphs, or of stories, of different stories of `set`.
// Passages inside one text are not looked for. The outcome depends on the set and the seed alone.
UnrelatedTally RunUnrelated(const TextSet& set, Unit unit, size_t pairs, uint64_t seed,
                            const PassageOptions& options, int threads);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_UNRELATED_H_
