#ifndef TWICETOLD_MATCH_COMPANION_H_
#define TWICETOLD_MATCH_COMPANION_H_

// Telling the few seeds that can become a passage from the many that can't, without growing them.
//
// An alignment ends on solid ground (alignment.h): on its seed, or on another run of at least three
// equal words. So a seed too short to be a passage needs a companion, such a run near it on both
// sides at once. Prose of one kind is full of seeds ("of the united states") that have none, a
// hundred for each that has, and looking for a companion costs a fiftieth of growing.
//
// Limit: near is what begins within twice the gap that may be bridged, and 16 words, of the seed.
// An alignment that gets further through equal words by ones and twos only is not looked for: it
// would be less like than any passage that is told.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/match/exact_run.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {

class CompanionSearch {
 public:
  // `words` must outlive this. Time and memory linear in the words.
  CompanionSearch(const WordSequence& words, uint32_t max_gap_words);

  // False when no other run of at least three equal words (more graphemes of a spaceless script)
  // stands near `seed` on both of its sides, before or behind. True may be a mistake. Quickest when
  // asked about runs in order of their a. Not thread-safe.
  bool HasCompanion(const ExactRun& seed);

 private:
  // Positions of one side of a seed, and which keys stand there.
  struct Window {
    uint32_t begin = 0;
    uint32_t end = 0;
    uint32_t epoch = 0;
    std::vector<uint32_t> epochs;  // by the low bits of a key: the window that last had it
  };

  void Fill(uint32_t begin, uint32_t end, Window& window) const;
  bool Meet(const Window& window, uint32_t begin, uint32_t end) const;

  // Where the words near a seed begin and end, in its document.
  uint32_t BeginBefore(uint32_t begin) const;
  uint32_t EndBehind(uint32_t end) const;

  const uint32_t reach_;
  // By position: names the shortest solid run that begins there, or says that there is none, or
  // that a barrier stands there. Equal runs have equal keys.
  std::vector<uint32_t> keys_;
  Window before_;
  Window behind_;
};

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_COMPANION_H_
