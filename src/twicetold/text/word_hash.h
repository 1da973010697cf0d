#ifndef TWICETOLD_TEXT_WORD_HASH_H_
#define TWICETOLD_TEXT_WORD_HASH_H_

// The hash of a word, exactly. Every kernel gives these values; signatures and files hold them.
//
// Up to 16 bytes, which is nearly every word of most languages, are four 32-bit numbers a, b, c, d,
// little-endian and padded with zeros (a folded word has no zero byte, so they say its length too).
// Each is xored with 32 bits of the keys, and modulo 2^64
//
//   h = a * 0x9e3779b1 + b * 0x5851f42d + c * 0xbf58476d + d * 0x94d049bb
//   hash = MixRound(h)                                              (base/hash.h)
//
// Longer words are XXH3 of their bytes.
//
// A sum of products as multilinear hashing has it (Carter and Wegman, JCSS 1979, section 3), but of
// numbers half as wide as the products: then the last bytes of a number move as many bits of the
// sum as the first. Products modulo 2^64 of 64-bit numbers do not: what differs in last bytes only
// differs in the first bits of the product only, and a pair of such differences often adds up to
// nothing. Here two words of up to 16 bytes that differ in at most four of them never meet, under
// any seed, nor do two of at most eight ASCII characters; of other pairs about one in 2^64
// does. The multipliers were chosen for that: tests/text/word_hash_structure_test.cc proves it, and
// word_hash_test.cc checks avalanche, collisions on real vocabularies, and seeds. Vectors multiply
// 32 bits by 32 in one step, where 64 by 64 take seven.
//
// Not for secrets: whoever knows the seed can find words that meet.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "twicetold/base/hash.h"

namespace twicetold {

// What a seed becomes. Key 0 and key 1 are unrelated, so that no seed makes a word's halves alike.
struct WordHashKeys {
  explicit constexpr WordHashKeys(uint64_t of_seed)
      : seed(of_seed), key0(Mix64(of_seed + kStep)), key1(Mix64(of_seed + 2 * kStep)) {}

  uint64_t seed;
  uint64_t key0;
  uint64_t key1;

 private:
  static constexpr uint64_t kStep = 0x9e3779b97f4a7c15U;
};

constexpr size_t kLongestMixedWord = 16;  // bytes
// Of the first four bytes of a word, the next four, and so on. The first two add up to no more than
// 2^32, so that nothing of words of up to eight bytes is lost to the modulus.
constexpr uint64_t kWordMultipliers[4] = {0x9e3779b1U, 0x5851f42dU, 0xbf58476dU, 0x94d049bbU};

// The hash of a word of up to 16 bytes, as two padded halves.
constexpr uint64_t MixWord(uint64_t v, uint64_t w, const WordHashKeys& keys) {
  constexpr uint64_t kLow = 0xffffffffU;
  v ^= keys.key0;
  w ^= keys.key1;
  return MixRound((v & kLow) * kWordMultipliers[0] + (v >> 32) * kWordMultipliers[1] +
                  (w & kLow) * kWordMultipliers[2] + (w >> 32) * kWordMultipliers[3]);
}

// The hash of the folded word `word`.
inline uint64_t HashWord(std::string_view word, const WordHashKeys& keys) {
  if (word.size() > kLongestMixedWord) return Hash64(word, keys.seed);
  const auto half = [word](size_t begin) {
    uint64_t value = 0;
    for (size_t i = begin; i < word.size() && i < begin + 8; ++i) {
      value |= uint64_t{static_cast<unsigned char>(word[i])} << (8 * (i - begin));
    }
    return value;
  };
  return MixWord(half(0), half(8), keys);
}

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_HASH_H_
