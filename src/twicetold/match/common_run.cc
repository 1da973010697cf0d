#include "twicetold/match/common_run.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/span.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

// Calls visit(position, hash) for each run of `n` words in `range`, rolling a polynomial over the
// mixed ids; stops when visit returns true, and says whether it did.
template <typename Visit>
bool AnyRun(const WordSequence& words, Span range, uint64_t n, Visit visit) {
  if (range.size() < n) return false;
  constexpr uint64_t kBase = 0x9e3779b97f4a7c15U;
  uint64_t highest = 1;
  for (uint64_t i = 1; i < n; ++i) highest *= kBase;
  uint64_t hash = 0;
  for (uint64_t p = range.begin; p < range.end; ++p) {
    if (p >= range.begin + n) hash -= highest * Mix64(uint64_t{words.id(p - n)} + 1);
    hash = hash * kBase + Mix64(uint64_t{words.id(p)} + 1);
    if (p + 1 >= range.begin + n && visit(p + 1 - n, hash)) return true;
  }
  return false;
}

bool EqualRuns(const WordSequence& words, uint64_t x, uint64_t y, uint64_t n) {
  for (uint64_t i = 0; i < n; ++i) {
    if (words.id(x + i) != words.id(y + i)) return false;
  }
  return true;
}

bool ShareRun(const WordSequence& words, Span a, Span b, uint64_t n) {
  absl::flat_hash_map<uint64_t, uint64_t> in_a;
  AnyRun(words, a, n, [&in_a](uint64_t position, uint64_t hash) {
    in_a.try_emplace(hash, position);
    return false;
  });
  return AnyRun(words, b, n, [&](uint64_t position, uint64_t hash) {
    const auto found = in_a.find(hash);
    return found != in_a.end() && EqualRuns(words, found->second, position, n);
  });
}

}  // namespace

uint64_t LongestCommonRun(const WordSequence& words, size_t a, size_t b) {
  const Span range_a = words.document_range(a);
  const Span range_b = words.document_range(b);
  uint64_t shared = 0;                                             // a run this long is shared
  uint64_t beyond = std::min(range_a.size(), range_b.size()) + 1;  // none this long is
  while (beyond - shared > 1) {
    const uint64_t middle = shared + (beyond - shared) / 2;
    (ShareRun(words, range_a, range_b, middle) ? shared : beyond) = middle;
  }
  return shared;
}

}  // namespace twicetold
