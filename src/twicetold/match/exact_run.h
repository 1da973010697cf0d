#ifndef TWICETOLD_MATCH_EXACT_RUN_H_
#define TWICETOLD_MATCH_EXACT_RUN_H_

// Exact runs: where two stretches of a word sequence are equal word for word and can't be grown.
//
// They are the seeds of passages. All shingles of `seed_words` words are grouped; every pair of
// equal shingles that could not have begun one word earlier begins a maximal run. This is every
// maximal repeat of at least seed_words words: nothing is sampled. As everywhere, a grapheme of a
// spaceless script counts as the part of a word that it is (Weight in text/words.h), so that a
// shingle there has more of them; otherwise four characters, which is two words or one, would be a
// seed, and pages of prose hold thousands of pairs.
//
// Two things would make that quadratic, and are met:
// - A stretch that repeats itself at once ("very very very", the rows of a table) has a pair for
//   every two of its rows. It is a tandem: found by the distance to the previous equal shingle
//   being constant, and only the shingles of its first period take part in the search.
// - A shingle that stands in a great many places. When all pairs would be more than
//   `max_seed_pairs`, the hottest shingles are paired only with their first and their previous
//   occurrence, which still ties all places together; how many were is reported.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/match/word_sequence.h"

namespace twicetold {

// words[a, a + size) equals words[b, b + size); a < b.
struct ExactRun {
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t size = 0;
  uint32_t diagonal() const { return b - a; }
  // Words between this run and `next`, which lies behind it on both sides: of both sides
  // together, and of the longer one.
  uint64_t EditedBefore(const ExactRun& next) const {
    return uint64_t{next.a - (a + size)} + (next.b - (b + size));
  }
  uint64_t GapBefore(const ExactRun& next) const {
    return std::max(next.a - (a + size), next.b - (b + size));
  }
  friend bool operator==(const ExactRun&, const ExactRun&) = default;
};

// words[begin, begin + size) repeats with `period` (the least), and neither a word more before
// nor one behind does; size >= 2 * period.
struct Tandem {
  uint32_t begin = 0;
  uint32_t size = 0;
  uint32_t period = 0;
  friend bool operator==(const Tandem&, const Tandem&) = default;
};

enum class PairScope {
  kEverywhere,       // inside each document and across documents
  kAcrossDocuments,  // only between two different documents
  kToReferences,     // only between a document before first_reference and one from there on
};

struct ExactRunOptions {
  uint32_t seed_words = 4;  // at least 1; graphemes of spaceless scripts count less
  PairScope scope = PairScope::kEverywhere;
  uint64_t max_seed_pairs = 20'000'000;
  size_t first_reference = 0;  // number of a document; for kToReferences
};

struct ExactRuns {
  std::vector<ExactRun> runs;   // maximal, sorted by (a, b), each once
  std::vector<Tandem> tandems;  // sorted by begin
  uint64_t hot_shingles = 0;    // distinct shingles whose pairs were held back
};

// Every run reported is maximal and shorter than its diagonal. A maximal run of at least seed_words
// words is reported (one that overlaps or touches itself, size >= diagonal, as a tandem) unless it
// - has both sides in one tandem, the second beginning after the first period; or
// - has, in each of its shingles, a side that lies in a tandem; or
// - has hot shingles only.
// Every place of every maximal run, left out or not, lies in some run or tandem that is reported.
// Of tandems inside one another the outermost is told. Time and memory are linear in the words, the
// seed pairs and the sizes of the runs.
ExactRuns FindExactRuns(const WordSequence& words, const ExactRunOptions& options);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_EXACT_RUN_H_
