#ifndef TWICETOLD_TESTS_REFERENCE_WORDS_REFERENCE_H_
#define TWICETOLD_TESTS_REFERENCE_WORDS_REFERENCE_H_

// Words the slow way, as words.h defines them, to check SplitWords against.
//
// The whole text is folded in one call, every folded byte gets its source span in an array, and
// the folded text is scanned for words with a grapheme break iterator over each of them. Shares no
// code with the library. Takes time quadratic in the length of a run of combining marks, and
// memory of some fifty bytes a byte.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold::testing {

struct ReferenceWord {
  std::string folded;
  Span span;
  bool spaceless = false;
  friend bool operator==(const ReferenceWord&, const ReferenceWord&) = default;
};

// The words of `text` (below 2 GiB).
std::vector<ReferenceWord> ReferenceWords(std::string_view text);

// The hash of a folded word, as the head of text/word_hash.h defines it.
uint64_t ReferenceWordHash(std::string_view folded, uint64_t seed);

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_REFERENCE_WORDS_REFERENCE_H_
