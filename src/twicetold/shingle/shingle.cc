// The hash of a run of words, exactly.
//
// With m words w[0..m), all arithmetic modulo 2^64:
//
//   h = m * 0x9e3779b97f4a7c15                       the number of words enters
//   for i = 0 .. m-1:
//     h = rotl(h, 13) + w[i]                         order enters
//     if i % 8 == 7 or i == m-1:  h = MixRound(h)    base/hash.h
//
// so a run of up to eight words costs a rotation and an addition a word and one multiplication.
// Every implementation must give these values: they reach signatures and files.
//
// Why it is enough: word hashes are uniform already, so the only thing to fear is structure,
// that is two different runs of the same words whose sums agree for many values of the word hashes.
// A rotation by 13 i is a multiplication by 2^(13 i) modulo 2^64 - 1, and a run is a sum of such
// multiples; two runs that differ in the places of a word agree with probability about
// gcd(d, 2^64 - 1) / 2^64, where d is the difference of that word's coefficients. Within eight
// words the worst cases are one word eight times (gcd 255) and two words that change places four
// apart (gcd 15): 2^-56 at most. Without the mix in between, words that change places 32 apart
// would agree with probability 2^-32, those 64 apart always; with it such runs pass through
// different mixed states. MixRound is a bijection, so it adds no collision of its own.
//
// Not for secrets: whoever may choose the words and knows the seed of the word hashes can build
// collisions.

#include "twicetold/shingle/shingle.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/base/hash_sort.h"
#include "twicetold/base/sort_kernel.h"
#include "twicetold/shingle/shingle_kernel.h"

namespace twicetold {

uint64_t ShingleHash(std::span<const uint64_t> words) {
  uint64_t h = words.size() * kShingleCountMultiplier;
  for (size_t i = 0; i < words.size(); ++i) {
    h = std::rotl(h, kShingleRotation) + words[i];
    const bool last = i % kShingleWordsPerMix == kShingleWordsPerMix - 1 || i + 1 == words.size();
    if (last) h = MixRound(h);
  }
  return h;
}

size_t ShingleCount(size_t words, size_t n) {
  return words - std::min(n, words) + (words > 0 ? 1 : 0);
}

void ShingleWords(std::span<const uint64_t> words, size_t n, uint64_t* shingles) {
  HashShingles(words.data(), ShingleCount(words.size(), n), std::min(n, words.size()), shingles);
}

std::vector<uint64_t> ShingleWords(std::span<const uint64_t> words, size_t n) {
  std::vector<uint64_t> shingles(ShingleCount(words.size(), n));
  ShingleWords(words, n, shingles.data());
  return shingles;
}

void ShinglesOfTexts::Make(std::span<const uint64_t> words, std::span<const size_t> begins,
                           size_t n) {
  const size_t texts = begins.size() - 1;
  begins_.resize(1);
  for (size_t i = 0; i < texts; ++i) {
    begins_.push_back(begins_.back() + ShingleCount(begins[i + 1] - begins[i], n));
  }
  sums_.resize(texts);
  const size_t room = begins_.back() + kShingleLanes;
  if (shingles_.size() < room) shingles_.resize(room);
  HashShinglesOfTexts(words.data(), begins.data(), texts, n, shingles_.data(), sums_.data());
}

// Sorting by rank tells that all are different, too. Where they are not, every shingle is written,
// and overwritten by the next where it was a repetition: no branch depends on the data.
void DistinctShingles(std::vector<uint64_t>& shingles, std::vector<uint64_t>& scratch) {
  if (shingles.empty()) return;
  scratch.resize(shingles.size());
  if (SortFewByRank(shingles, scratch)) return shingles.swap(scratch);
  SortByHash<uint64_t>(shingles, scratch, [](uint64_t shingle) { return shingle; });
  if (AllRise(scratch)) return shingles.swap(scratch);
  size_t last = 0;
  shingles[0] = scratch[0];
  for (size_t i = 1; i < scratch.size(); ++i) {
    last += static_cast<size_t>(scratch[i] != scratch[i - 1]);
    shingles[last] = scratch[i];
  }
  shingles.resize(last + 1);
}

std::vector<uint64_t> DistinctShingles(std::vector<uint64_t> shingles) {
  std::vector<uint64_t> scratch;
  DistinctShingles(shingles, scratch);
  return shingles;
}

}  // namespace twicetold
