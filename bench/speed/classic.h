#ifndef TWICETOLD_BENCH_SPEED_CLASSIC_H_
#define TWICETOLD_BENCH_SPEED_CLASSIC_H_

// MinHash as books and most libraries have it: what our sketch is held against.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace twicetold::bench {

constexpr size_t kPermutations = 128;

// The textbook's way, step by step (Leskovec, Rajaraman and Ullman, "Mining of massive datasets",
// chapter 3): a lower-cased copy of the text, its tokens as strings, XXH3 of each run of five
// joined by spaces, the least of (a x + b) mod 2^61 - 1 for each of 128 pairs (a, b); then a hash
// map from bands to documents. ASCII.
class TextbookMinHash {
 public:
  TextbookMinHash();

  static std::vector<uint64_t> Shingles(std::string_view text);
  // None for a text without words.
  std::vector<uint64_t> Sketch(std::string_view text) const;
  // Pairs of texts that agree in a band of 18 of 7 rows, each once, in order. Not verified.
  std::vector<std::pair<uint32_t, uint32_t>> Candidates(
      std::span<const std::string_view> texts) const;

 private:
  std::vector<uint64_t> multipliers_;
  std::vector<uint64_t> offsets_;
};

// The strongest kernel of the classic kind: 128 permutations x a + b modulo 2^64, the least of each
// kept in vectors. Writes kPermutations values; `shingles` must not be empty.
void LeastOfPermutations(std::span<const uint64_t> shingles, const uint64_t* multipliers,
                         const uint64_t* offsets, uint64_t* least);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_SPEED_CLASSIC_H_
