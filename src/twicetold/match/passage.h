#ifndef TWICETOLD_MATCH_PASSAGE_H_
#define TWICETOLD_MATCH_PASSAGE_H_

// Passages: every stretch of text that stands twice, word for word or nearly so.
//
// Seed, grow, trim: exact runs are the seeds (exact_run.h), each is grown into an alignment
// (alignment.h), and what is long enough and like enough is a passage. An alignment that is not
// like enough gives up its worse end until it is. Seeds are taken longest first, and text that
// one passage has aligned is not aligned again on the same diagonal, so each passage comes out
// once. A seed that is a passage by itself does not grow into the next copy of its own words (of
// the middle half at least): what stands many times with little between is told as so many places,
// not as one long text that stands twice. Nor does a shorter seed, when that copy is so near that
// they are rows of one table. A tandem is told as passages between its first block and
// each later one, where a block is the least number of periods that is long enough.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/match/alignment.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {

struct PassageOptions {
  // Equal words a passage has at least. A grapheme of a spaceless script counts as
  // the part of a word that it is (Weight in text/words.h).
  uint32_t min_words = 8;
  // Words of the contiguous witness: at least one exact run this long; above min_words it counts
  // as min_words. Graphemes of spaceless scripts count less here too.
  uint32_t seed_words = 4;
  // Words in a row that may be bridged, those of both sides counted: so many put in or dropped, or
  // half as many replaced; 0 finds exact passages only.
  uint32_t max_gap_words = 16;
  // The least share of the words of both sides that are matched, in [0, 1].
  double min_identity = 0.5;
  // Seed pairs looked at before the hottest shingles are held back.
  uint64_t max_seed_pairs = 20'000'000;
  // Cells of alignment tables filled for each word before the seeds that are left stay as they are.
  uint32_t max_cells_per_word = 4096;
  PairScope scope = PairScope::kEverywhere;
  size_t first_reference = 0;  // see ExactRunOptions
};

struct Passages {
  std::vector<Alignment> passages;  // sorted by where their sides begin and end
  uint64_t hot_shingles = 0;        // see ExactRuns
  uint64_t ungrown_seeds = 0;       // left as they were when the work was more than its limit
};

// All passages of `words`. Besides the options a passage must outweigh its edits: twice its equal
// words, less its edited words (Alignment::edited_words), is at least twice min_words, less 2. So
// the shortest passages may hold one replaced word and no more, longer ones more; otherwise scraps
// of unrelated sentences would add up to a finding. Deterministic.
//
// Text of a few words over and over is like itself almost everywhere, and growing its seeds would
// take time quadratic in its length. The work is limited to max_cells_per_word (a text of less than
// 32,768 words has the cells of so many; prose takes some dozens a word); the seeds that are left
// then, the shortest ones, are passages if they are long enough, and counted.
Passages FindPassages(const WordSequence& words, const PassageOptions& options);

// The seeds from which FindPassages grows: exact runs that are passages by themselves or might
// become one. Where there are none between two documents, there is no passage.
ExactRuns FindSeeds(const WordSequence& words, const PassageOptions& options);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_PASSAGE_H_
