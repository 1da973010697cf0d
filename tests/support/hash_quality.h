#ifndef TWICETOLD_TESTS_SUPPORT_HASH_QUALITY_H_
#define TWICETOLD_TESTS_SUPPORT_HASH_QUALITY_H_

// Measures of how far hashes are from random numbers, each in standard errors of what random
// numbers would give: a test asks for fewer than six.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace twicetold::testing {

// How many of `hashes` are equal to one before it.
size_t Repeats(std::vector<uint64_t> hashes);

// Pairs of `hashes` (all different) equal in the `bits` bits from bit `shift` on, less the birthday
// expectation n (n - 1) / 2^(bits + 1), over its standard error.
double PairsBeyondChance(const std::vector<uint64_t>& hashes, int shift, int bits);

// Pearson's chi-square of the counts of `cell(hash)` below `cells`, less its mean, over its
// standard deviation. Asks for five hashes a cell or more.
double ChiSquaredBeyondChance(const std::vector<uint64_t>& hashes, size_t cells,
                              const std::function<size_t(uint64_t)>& cell);

// Of two lists of hashes, what should be unrelated stands at the same index: the bit whose share of
// differences is furthest from a half.
double WorstBitBeyondChance(std::span<const uint64_t> one, std::span<const uint64_t> other);

// A sample of one script's text.
struct ScriptText {
  std::string name;
  std::vector<std::string> texts;
};

// News in ten scripts, from the folder of real texts.
absl::StatusOr<std::vector<ScriptText>> ReadScripts();

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_HASH_QUALITY_H_
