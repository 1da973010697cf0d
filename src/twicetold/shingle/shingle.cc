// The hash of a run of words, exactly.
//
// With m words w[0..m), all arithmetic modulo 2^64:
//
//   h = m * 0x9e3779b97f4a7c15                       the number of words enters
//   for i = 0 .. m-1:
//     h = rotl(h, 13) + w[i]                         order enters
//     if i % 8 == 7 or i == m-1:  h = Mix(h)         Mix(h) = y ^ (y >> 32),
//                                                    y = (h ^ (h >> 32)) * 0xbf58476d1ce4e5b9
//
// so a run of up to eight words costs a rotation and an addition a word and one multiplication.
// Every implementation must give these values: they reach signatures and files.
//
// Why it is enough: word hashes are uniform already (XXH3), so the only thing to fear is structure,
// that is two different runs of the same words whose sums agree for many values of the word hashes.
// A rotation by 13 i is a multiplication by 2^(13 i) modulo 2^64 - 1, and a run is a sum of such
// multiples; two runs that differ in the places of a word agree with probability about
// gcd(d, 2^64 - 1) / 2^64, where d is the difference of that word's coefficients. Within eight
// words the worst cases are one word eight times (gcd 255) and two words that change places four
// apart (gcd 15): 2^-56 at most. Without the mix in between, words that change places 32 apart
// would agree with probability 2^-32, those 64 apart always; with it such runs pass through
// different mixed states. Mix is a bijection, so it adds no collision of its own.
//
// Not for secrets: whoever may choose the words and knows the seed of the word hashes can build
// collisions.

#include "twicetold/shingle/shingle.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/shingle/shingle_kernel.h"

namespace twicetold {
namespace {

constexpr uint64_t Mix(uint64_t h) {
  h = (h ^ (h >> 32)) * kShingleMixMultiplier;
  return h ^ (h >> 32);
}

// Sorts a few, nearly in order.
void SortByInsertion(uint64_t* begin, uint64_t* end) {
  for (uint64_t* i = begin; i != end; ++i) {
    const uint64_t value = *i;
    uint64_t* place = i;
    for (; place != begin && place[-1] > value; --place) *place = place[-1];
    *place = value;
  }
}

// Sorts hashes: their first bits put them into parts of about four, which are sorted by insertion.
// Values that are no hashes and crowd into few parts are sorted as any others.
void SortHashes(std::vector<uint64_t>& hashes, std::vector<uint64_t>& scratch) {
  constexpr size_t kLeast = 32;
  constexpr int kMostBits = 12;
  constexpr ptrdiff_t kMostByInsertion = 24;
  if (hashes.size() < kLeast) return SortByInsertion(hashes.data(), hashes.data() + hashes.size());
  const int bits = std::min(static_cast<int>(std::bit_width(hashes.size() / 4)), kMostBits);
  const int shift = 64 - bits;
  std::array<uint32_t, (size_t{1} << kMostBits) + 1> ends;
  std::fill_n(ends.begin(), (size_t{1} << bits) + 1, 0U);
  for (const uint64_t hash : hashes) ++ends[(hash >> shift) + 1];
  std::partial_sum(ends.begin(), ends.begin() + (ptrdiff_t{1} << bits) + 1, ends.begin());
  scratch.resize(hashes.size());
  for (const uint64_t hash : hashes) scratch[ends[hash >> shift]++] = hash;
  hashes.swap(scratch);
  uint64_t* begin = hashes.data();
  for (size_t part = 0; part < size_t{1} << bits; ++part) {
    uint64_t* const end = hashes.data() + ends[part];
    if (end - begin <= kMostByInsertion) {
      SortByInsertion(begin, end);
    } else {
      std::sort(begin, end);
    }
    begin = end;
  }
}

}  // namespace

uint64_t ShingleHash(std::span<const uint64_t> words) {
  uint64_t h = words.size() * kShingleCountMultiplier;
  for (size_t i = 0; i < words.size(); ++i) {
    h = std::rotl(h, kShingleRotation) + words[i];
    if (i % kShingleWordsPerMix == kShingleWordsPerMix - 1 || i + 1 == words.size()) h = Mix(h);
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

void DistinctShingles(std::vector<uint64_t>& shingles, std::vector<uint64_t>& scratch) {
  SortHashes(shingles, scratch);
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
}

std::vector<uint64_t> DistinctShingles(std::vector<uint64_t> shingles) {
  std::vector<uint64_t> scratch;
  DistinctShingles(shingles, scratch);
  return shingles;
}

}  // namespace twicetold
