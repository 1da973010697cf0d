#ifndef TWICETOLD_MATCH_NEAREST_COPIES_H_
#define TWICETOLD_MATCH_NEAREST_COPIES_H_

// Where words stand again: the nearest copies of a run before and behind it.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {

class NearestCopies {
 public:
  // Copies of runs of at least `shingle_words` words (at least 1) will be asked for. `words` must
  // outlive this. Time and memory linear in the words.
  NearestCopies(const WordSequence& words, size_t shingle_words);

  // The part of `document`, a range of positions that holds [begin, begin + size), in which the run
  // stands once: from the end of the copy before to the begin of the copy behind. Of places that
  // begin like the run at most 64 are tried each way; copies further away are not seen.
  // Thread-safe.
  Span Ground(uint32_t begin, uint32_t size, Span document) const;

 private:
  uint32_t Find(const std::vector<uint32_t>& step, uint32_t begin, uint32_t size) const;

  const WordSequence& words_;
  // By position, where its shingle stands next and where it stood before.
  std::vector<uint32_t> next_;
  std::vector<uint32_t> previous_;
};

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_NEAREST_COPIES_H_
