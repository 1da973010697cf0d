#ifndef TWICETOLD_BENCH_QUALITY_LADDER_H_
#define TWICETOLD_BENCH_QUALITY_LADDER_H_

// One step of the edit ladder: paragraphs planted in one document, their edited copies in another,
// and what the search for passages makes of it.
//
// The measures are those of text alignment at PAN (Potthast et al., "An evaluation framework for
// plagiarism detection", COLING 2010): recall, word-level precision and granularity. Two
// departures: recall counts a paragraph as found or not (an editor sees it or does not), and a
// passage between the unedited neighbours that shares an exact run of min_words is counted apart,
// because real paragraphs of different stories do repeat one another's formulas.

#include <cstddef>
#include <cstdint>
#include <string>

#include "bench/quality/edit.h"
#include "bench/quality/real_text.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/match/passage.h"

namespace twicetold::bench {

// Two documents of five paragraphs from nine stories: the third of each is the planted one.
struct PlantedPair {
  std::string a;   // with the paragraph as it stands
  std::string b;   // with its edited copy
  Span planted_a;  // bytes
  Span planted_b;
  EditCounts edits;
};

PlantedPair Plant(const TextSet& set, const Paragraph& paragraph, double rate, Random& random);

// What the search said of one pair, or of several added up. Words are those of the library; a
// passage links the two places when each of its sides meets the planted words of its document.
struct LadderTally {
  uint64_t pairs = 0;
  uint64_t found = 0;     // one linking passage covers half of the planted words of `a` and more
  uint64_t matched = 0;   // likewise, only equal words counted
  uint64_t linked = 0;    // some passage links the two
  double coverage = 0.0;  // shares of the planted words of `a` in any linking passage, summed
  uint64_t links = 0;     // linking passages
  uint64_t words_reported = 0;  // of both sides of all passages but `elsewhere`
  uint64_t words_inside = 0;    // of those, in the planted places
  uint64_t elsewhere = 0;       // true repeats of the neighbours
  EditCounts edits;

  void Add(const LadderTally& other);
  double Recall() const;
  double MatchedRecall() const;
  double Coverage() const;
  double Granularity() const;  // linking passages for each linked pair; 1 is ideal
  double Precision() const;    // 1 when nothing was reported
};

LadderTally Measure(const PlantedPair& pair, const PassageOptions& options);

// `pairs` paragraphs of `set` (the first ones, over again when there are fewer) at one rate, on up
// to `threads` threads. The outcome depends on the set, the rate and the seed alone.
LadderTally RunStep(const TextSet& set, double rate, size_t pairs, uint64_t seed,
                    const PassageOptions& options, int threads);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_LADDER_H_
