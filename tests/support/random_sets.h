// Sets and texts made by a seeded source, for tests that need many of a known kind.

#ifndef TWICETOLD_TESTS_SUPPORT_RANDOM_SETS_H_
#define TWICETOLD_TESTS_SUPPORT_RANDOM_SETS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "twicetold/base/random.h"

namespace twicetold::testing {

struct SetPair {
  std::vector<uint64_t> a;
  std::vector<uint64_t> b;
};

// Two sets of random hashes with exactly this overlap (but for collisions of 64 bits), unsorted.
SetPair MakeSetPair(size_t shared, size_t only_a, size_t only_b, Random& random);

// A text of `length` words out of `vocabulary` many, the lower ones more frequent.
std::vector<std::string> MakeText(size_t length, size_t vocabulary, Random& random);

// `text` with about one word in `one_in` replaced, dropped or doubled.
std::vector<std::string> Edit(const std::vector<std::string>& text, size_t one_in,
                              size_t vocabulary, Random& random);

// `count` texts in families: a third of them new, the others edited copies of an earlier one, of
// between 0 and 60 words. Some are empty and some shorter than a shingle.
std::vector<std::vector<std::string>> MakeFamilies(size_t count, size_t vocabulary, Random& random);

// The words as a text, a space behind each.
std::string Joined(const std::vector<std::string>& words);

// The integers from `begin` to before `end`.
std::vector<uint64_t> Range(uint64_t begin, uint64_t end);

// The set of the distinct shingles of `n` words of each text.
std::vector<std::vector<uint64_t>> ShingleSets(const std::vector<std::vector<std::string>>& texts,
                                               size_t n);

// Hash64 of each word, as SplitWords gives with the seed 0.
std::vector<uint64_t> HashWords(const std::vector<std::string>& words);

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_RANDOM_SETS_H_
