#ifndef TWICETOLD_TEXT_WORD_HASH_H_
#define TWICETOLD_TEXT_WORD_HASH_H_

// The hash of a word, exactly. Every kernel gives these values; signatures and files hold them.
//
// Up to 16 bytes, which is nearly every word of most languages, are two 64-bit numbers v and w,
// little-endian and padded with zeros (a folded word has no zero byte, so they say its length too):
//
//   h = (v ^ key0) * 0x9e3779b97f4a7c15;  h = h ^ (h >> 32)          all modulo 2^64
//   u = w ^ key1;  u = u ^ (u >> 32)
//   h = (h + u) * 0xbf58476d1ce4e5b9;  h = h ^ (h >> 29)
//   h = h * 0x94d049bb133111eb;  h = h ^ (h >> 32)
//
// Longer words are XXH3 of their bytes. Three multiplications, and w folded onto its lower half,
// since the last byte of w must reach every bit of the hash. For words of up to 8 bytes the hash is
// a bijection of them; two words of 9 to 16 bytes meet when the mixed halves differ by just what
// their second halves do, which for keys drawn at random is a chance of about 2^-64 a pair.
// tests/text/word_hash_test.cc checks avalanche, collisions on real vocabularies and seeds.
//
// The multipliers are those of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) and its increment.

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
constexpr uint64_t kWordMultiplier0 = 0x9e3779b97f4a7c15U;
constexpr uint64_t kWordMultiplier1 = 0xbf58476d1ce4e5b9U;
constexpr uint64_t kWordMultiplier2 = 0x94d049bb133111ebU;

// The hash of a word of up to 16 bytes, as two padded halves.
constexpr uint64_t MixWord(uint64_t v, uint64_t w, const WordHashKeys& keys) {
  uint64_t h = (v ^ keys.key0) * kWordMultiplier0;
  h ^= h >> 32;
  w ^= keys.key1;
  h = (h + (w ^ (w >> 32))) * kWordMultiplier1;
  h ^= h >> 29;
  h *= kWordMultiplier2;
  return h ^ (h >> 32);
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
