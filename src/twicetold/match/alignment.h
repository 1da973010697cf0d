#ifndef TWICETOLD_MATCH_ALIGNMENT_H_
#define TWICETOLD_MATCH_ALIGNMENT_H_

// Growing an exact run into an aligned passage, across small edits.
//
// From both ends of the run a word alignment is carried on for as long as it pays: an equal word
// earns 2 (one for each side), a word that stands on one side only costs 1, so that a replaced
// word, one dropped and one put in, costs 2. A path is given up once it has fallen
// `max_gap_words` below the best (the X-drop rule of gapped BLAST: Altschul et al., "Gapped BLAST
// and PSI-BLAST", Nucleic Acids Res. 1997; Zhang et al., J. Comput. Biol. 2000). So "it said" put
// into a sentence, a dropped clause or a swapped pair of words do not break a passage, while two
// different sentences end it: they cost twice what one put in does. In unrelated prose equal words
// are too rare for any alignment to gain.
//
// What comes back is trimmed at both ends to solid ground, so that a stray "of the" just
// beyond a passage does not drag its ends into text that is not shared: an end is the seed itself,
// or a run of three words (more graphemes of a spaceless script) and at least as long as the gap it
// lies beyond is on its longer side. The seed is never trimmed away: it is found, whatever stands
// near it.
//
// Cost: the cells a row holds are bounded by max_gap_words, so time is linear in the passage.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/text/words.h"

namespace twicetold {

// An end of a passage rests on at least this many equal words in a row: what three words weigh.
constexpr uint64_t kSolidQuarters = 3 * kQuartersPerWord;

// Two stretches of a word sequence, aligned: equal words in runs, everything between edited.
struct Alignment {
  std::vector<ExactRun> runs;  // colinear, disjoint on both sides, in order; never empty

  Span a() const { return Span{runs.front().a, uint64_t{runs.back().a} + runs.back().size}; }
  Span b() const { return Span{runs.front().b, uint64_t{runs.back().b} + runs.back().size}; }

  uint64_t matched_words() const;
  // Words that stand on one side only, both sides together: a replaced word counts twice.
  uint64_t edited_words() const;
  // The share of the words of both sides that are matched, in (0, 1].
  double identity() const;
};

class Aligner {
 public:
  // `words` must outlive the aligner. max_gap_words at least 0; 0 gives exact runs only.
  Aligner(const WordSequence& words, uint32_t max_gap_words)
      : words_(words), max_gap_words_(max_gap_words) {}

  // The trimmed alignment that grows from `seed` (a maximal run that does not overlap itself) and
  // holds it. Neither side leaves its document, and inside one document the sides do not overlap.
  // Not thread-safe: scratch space is kept between calls.
  Alignment Grow(const ExactRun& seed);

  // The two halves of Grow, for a caller that cuts in between. Reach keeps each side on its ground
  // (part of one document, around the seed) and does not trim; inside one document its sides may
  // overlap, though neither overlaps the seed's other side. Trim keeps the stretch of runs around
  // `seed`, which `alignment` must hold, that scores best among those that end on solid ground with
  // sides that do not overlap.
  Alignment Reach(const ExactRun& seed, Span ground_a, Span ground_b);
  void Trim(const ExactRun& seed, Alignment& alignment) const;

  // Cells of alignment tables filled in so far: the work done.
  uint64_t cells() const { return cells_; }

 private:
  struct Row {
    size_t first_column;
    size_t first_step;  // in steps_
  };
  // How far a trimmed alignment goes to one side of its seed.
  struct Extent {
    size_t run;     // the last one it keeps
    int64_t score;  // of what lies between the seed and that run's end
  };

  template <typename IdA, typename IdB>
  void Extend(size_t length_a, size_t length_b, IdA id_a, IdB id_b);
  template <typename IdA, typename IdB>
  bool ScoreRow(size_t row, size_t length_b, IdA id_a, IdB id_b);
  void StartRows(size_t length_b);
  void TraceBack();
  void GrowLeft(const ExactRun& seed, uint64_t begin_a, uint64_t begin_b,
                std::vector<ExactRun>& runs);
  void GrowRight(const ExactRun& seed, uint64_t end_a, uint64_t end_b, std::vector<ExactRun>& runs);
  bool IsSolid(const ExactRun& run, uint64_t gap) const;
  std::vector<Extent> Extents(const std::vector<ExactRun>& runs, size_t seed, bool leftward) const;

  const WordSequence& words_;
  const uint32_t max_gap_words_;

  // Scratch of one extension: the scores of the row before, the steps of all rows for the way
  // back, the best cell, and the equal words on its path as (row, column), last first.
  std::vector<int64_t> scores_;
  std::vector<int64_t> next_scores_;
  size_t first_column_ = 0;  // of scores_
  std::vector<uint8_t> steps_;
  std::vector<Row> rows_;
  int64_t best_score_ = 0;
  size_t best_row_ = 0;
  size_t best_column_ = 0;
  std::vector<std::pair<size_t, size_t>> path_;
  uint64_t cells_ = 0;
};

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_ALIGNMENT_H_
