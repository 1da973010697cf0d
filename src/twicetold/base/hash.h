#ifndef TWICETOLD_BASE_HASH_H_
#define TWICETOLD_BASE_HASH_H_

// The one hash of bytes: XXH3, behind this header so that no other file names the library. Words of
// up to 16 bytes have one of their own, for vectors (text/word_hash.h).
//
// Every other hash that reaches an output or a file (fingerprints, document hashes) comes from
// here. XXH3's values are fixed by its specification, so they are the same on every machine and in
// every release; std::hash and absl::Hash give no such promise and are never used for anything
// that leaves the process.

#include <cstdint>
#include <string>
#include <string_view>

namespace twicetold {

// XXH3, 64 bits, of `bytes` under `seed`. Thread-safe.
uint64_t Hash64(std::string_view bytes, uint64_t seed = 0);

struct Hash128Value {
  uint64_t high = 0;
  uint64_t low = 0;
  friend bool operator==(const Hash128Value&, const Hash128Value&) = default;
};

// XXH3, 128 bits, of `bytes`. Thread-safe.
Hash128Value Hash128(std::string_view bytes);

// 16 lower-case hexadecimal digits, most significant first: how a fingerprint is written.
std::string HexDigits(uint64_t value);

// 32 lower-case hexadecimal digits, most significant first.
std::string HexDigits(const Hash128Value& value);

// A bijection on 64-bit values with full avalanche (the finaliser of SplitMix64; Steele, Lea and
// Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, fig. 17).
constexpr uint64_t Mix64(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

// One round of mixing, a bijection on 64-bit values: for what other steps have spread, or will.
constexpr uint64_t kMixRoundMultiplier = 0xbf58476d1ce4e5b9U;
constexpr uint64_t MixRound(uint64_t x) {
  x = (x ^ (x >> 32)) * kMixRoundMultiplier;
  return x ^ (x >> 32);
}

}  // namespace twicetold

#endif  // TWICETOLD_BASE_HASH_H_
