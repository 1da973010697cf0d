#ifndef TWICETOLD_BENCH_QUALITY_EDIT_H_
#define TWICETOLD_BENCH_QUALITY_EDIT_H_

// Edits a text as a hurried rewriter does, at a stated rate, and says what was done.
//
// The rate counts edited words: a word is replaced by one drawn from a pool, dropped, preceded by
// a drawn word, or swapped with its neighbour, each equally likely. In a script without spaces
// graphemes that touch make one word, as many as the library takes for one: two characters of
// Japanese, four clusters of Thai.
//
// Limits: edits fall on words independently, while people rewrite whole clauses; a rate is thus
// harder to see through than the same share of words changed in one place.

#include <cstdint>
#include <string>
#include <vector>

#include "twicetold/base/random.h"

namespace twicetold::bench {

struct EditCounts {
  uint64_t words = 0;  // of the text before
  uint64_t replaced = 0;
  uint64_t dropped = 0;
  uint64_t inserted = 0;
  uint64_t swapped = 0;

  uint64_t edited() const { return replaced + dropped + inserted + swapped; }
};

struct EditedText {
  std::string text;
  EditCounts counts;
};

// The folded words of `text`, as Edit counts them; what a pool is made of.
std::vector<std::string> PoolWords(const std::string& text);

// `text` with `rate` of its words (rounded to the nearest number of them) edited, `rate` in
// [0, 1]. A drawn word always differs from the one it replaces, and a swap of two equal words
// becomes a replacement. `pool` holds folded words, at least two different ones.
EditedText Edit(const std::string& text, double rate, const std::vector<std::string>& pool,
                Random& random);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_EDIT_H_
