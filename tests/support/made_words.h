#ifndef TWICETOLD_TESTS_SUPPORT_MADE_WORDS_H_
#define TWICETOLD_TESTS_SUPPORT_MADE_WORDS_H_

// Word sequences made by hand or at random, and findings in them read back as words.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/text/words.h"

namespace twicetold::testing {

// The words of `text`, split at spaces. One that begins with '~' is a grapheme of a spaceless
// script (the '~' belongs to it).
Words MakeWords(std::string_view text);

// One sequence of these documents, in which positions count on from document to document, with
// one barrier after each.
WordSequence MakeSequence(const std::vector<std::string>& documents);

// The words that numbers stand for: "w<number>".
using Numbers = std::vector<uint64_t>;
WordSequence MakeSequence(const std::vector<Numbers>& documents);

// `size` numbers below `vocabulary`, each equally likely.
Numbers RandomNumbers(Random& random, size_t size, uint64_t vocabulary);

// `size` numbers that occur nowhere else: counted on from `next`.
Numbers FreshNumbers(uint64_t& next, size_t size);

void Append(Numbers& to, const Numbers& more);

// What an alignment says, by positions: "2+5=20+5 8+3=26+3".
std::string Describe(const Alignment& alignment);

// 2 for an equal word, -1 for one that stands on one side only.
int64_t Score(const Alignment& alignment);

// The first fault of the alignment, or "": runs must be truly equal, in order and disjoint on both
// sides, each side within one document, the first before the second without overlap.
std::string FaultOf(const WordSequence& words, const Alignment& alignment);

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_MADE_WORDS_H_
