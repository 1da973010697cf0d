// What the multipliers of the word hash promise of words that are alike (text/word_hash.h): none of
// the chance that other tests measure, but that there is no pair at all.
//
// Xored with a key, a byte that differs still differs, by -255 to 255. So two words meet under some
// seed only if such differences, each times the weight of its byte, add up to 0 modulo 2^64.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "twicetold/base/random.h"
#include "twicetold/text/word_hash.h"

namespace twicetold {
namespace {

constexpr int kMostDifference = 255;

uint64_t WeightOfByte(size_t byte) { return kWordMultipliers[byte / 4] << (8 * (byte % 4)); }

struct Sum {
  uint64_t sum;
  uint32_t bytes;  // a bit for each that differs
  friend bool operator<(const Sum& a, const Sum& b) { return a.sum < b.sum; }
};

// All sums of differences in one or two bytes, of a sum and its negative the one below 2^63, that
// are `part` modulo `parts`.
std::vector<Sum> SumsOfUpToTwo(uint64_t part, uint64_t parts) {
  std::vector<Sum> sums;
  const auto add = [&](uint64_t sum, uint32_t bytes) {
    sum = std::min(sum, -sum);
    if (sum % parts == part) sums.push_back({sum, bytes});
  };
  for (size_t p = 0; p < kLongestMixedWord; ++p) {
    for (uint64_t d = 1; d <= kMostDifference; ++d) {
      const uint64_t first = d * WeightOfByte(p);
      add(first, 1U << p);
      for (size_t q = p + 1; q < kLongestMixedWord; ++q) {
        const uint64_t weight = WeightOfByte(q);
        uint64_t sum = first - kMostDifference * weight;
        for (int e = -kMostDifference; e <= kMostDifference; ++e, sum += weight) {
          if (e != 0) add(sum, 1U << p | 1U << q);
        }
      }
    }
  }
  return sums;
}

// Four differences that cancel out are two and two with equal sums, or opposite ones.
TEST(WordHashStructureTest, WordsThatDifferInUpToFourBytesNeverMeet) {
  constexpr uint64_t kParts = 8;  // of the work, to keep memory small
  size_t sums_seen = 0;
  for (uint64_t part = 0; part < kParts; ++part) {
    std::vector<Sum> sums = SumsOfUpToTwo(part, kParts);
    sums_seen += sums.size();
    std::sort(sums.begin(), sums.end());
    for (size_t begin = 0; begin < sums.size();) {
      size_t end = begin;
      while (end < sums.size() && sums[end].sum == sums[begin].sum) ++end;
      EXPECT_NE(sums[begin].sum, 0U);
      // Equal sums of the same bytes are one difference written twice: 256 in one is 1 in the next.
      for (size_t i = begin; i < end; ++i) {
        for (size_t j = begin; j < i; ++j) {
          EXPECT_NE(sums[i].bytes & sums[j].bytes, 0U) << sums[i].bytes << ' ' << sums[j].bytes;
        }
      }
      begin = end;
    }
  }
  EXPECT_EQ(sums_seen, 16U * 255U + 120U * 255U * 510U);
}

// Numbers of four bytes that differ by a and b meet when a * first + b * second is 0. No such sum
// reaches 2^64, so b is a multiple of `first`; and bytes below 128 differ in seven bits.
TEST(WordHashStructureTest, WordsOfUpToEightAsciiCharactersNeverMeet) {
  const uint64_t first = kWordMultipliers[0];
  const uint64_t second = kWordMultipliers[1];
  EXPECT_LE(first + second, uint64_t{1} << 32);
  EXPECT_EQ(std::gcd(first, second), 1U);
  EXPECT_GT(first, 0x7f7f7f7fU);
}

// As identifiers do: in two places of sixteen.
TEST(WordHashStructureTest, WordsThatDifferInAFewPlacesHaveHashesOfTheirOwn) {
  const std::string characters = "abcdefghijklmnopqrstuvwxyz0123456789";
  Random random(4);
  for (size_t first = 0; first < kLongestMixedWord; ++first) {
    for (size_t second = first + 1; second < kLongestMixedWord; ++second) {
      const WordHashKeys keys(random.Next());
      std::string word = "0123456789abcdef";
      std::set<uint64_t> hashes;
      for (const char a : characters) {
        for (const char b : characters) {
          word[first] = a;
          word[second] = b;
          hashes.insert(HashWord(word, keys));
        }
      }
      EXPECT_EQ(hashes.size(), characters.size() * characters.size()) << first << ' ' << second;
    }
  }
}

}  // namespace
}  // namespace twicetold
