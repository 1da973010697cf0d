// The hash of words: every bit of a word reaches every bit of the hash, real vocabularies do not
// collide more than chance has it, and seeds give unrelated hashes.

#include "twicetold/text/word_hash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/words_reference.h"
#include "tests/support/data.h"
#include "twicetold/base/random.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

std::string RandomWord(size_t length, Random& random) {
  std::string word;
  for (size_t i = 0; i < length; ++i) word += static_cast<char>(1 + random.Below(255));
  return word;
}

TEST(WordHashTest, IsWhatItsDefinitionSays) {
  Random random(1);
  for (size_t length = 1; length < 40; ++length) {
    const std::string word = RandomWord(length, random);
    const uint64_t seed = random.Next();
    EXPECT_EQ(HashWord(word, WordHashKeys(seed)), testing::ReferenceWordHash(word, seed));
  }
}

// For words of each length: how often a bit of the hash changes with a bit of the word.
TEST(WordHashTest, EveryBitOfAWordChangesEveryBitOfTheHashHalfTheTime) {
  constexpr int kWords = 4000;
  Random random(2);
  for (const size_t length : {1U, 3U, 7U, 8U, 9U, 12U, 16U, 20U}) {
    const WordHashKeys keys(random.Next());
    for (size_t bit = 0; bit < 8 * length; ++bit) {
      std::array<int, 64> changed{};
      for (int i = 0; i < kWords; ++i) {
        std::string word = RandomWord(length, random);
        const uint64_t before = HashWord(word, keys);
        word[bit / 8] = static_cast<char>(word[bit / 8] ^ (1 << (bit % 8)));
        const uint64_t difference = before ^ HashWord(word, keys);
        for (size_t out = 0; out < 64; ++out)
          changed[out] += static_cast<int>(difference >> out & 1);
      }
      // Six standard errors of a fair coin; a length of one has 255 words only.
      const double most = length == 1 ? 0.25 : 6 * std::sqrt(0.25 / kWords);
      for (size_t out = 0; out < 64; ++out) {
        EXPECT_NEAR(static_cast<double>(changed[out]) / kWords, 0.5, most)
            << "bit " << bit << " of " << length << " bytes, bit " << out << " of the hash";
      }
    }
  }
}

TEST(WordHashTest, SeedsGiveUnrelatedHashes) {
  Random random(3);
  constexpr int kWords = 20000;
  for (const uint64_t other : {1ULL, 2ULL, 0x8000000000000000ULL, 0x9e3779b97f4a7c15ULL}) {
    const WordHashKeys keys(0);
    const WordHashKeys other_keys(other);
    uint64_t equal_bits = 0;
    for (int i = 0; i < kWords; ++i) {
      const std::string word = RandomWord(1 + random.Below(16), random);
      equal_bits += static_cast<uint64_t>(
          std::popcount(~(HashWord(word, keys) ^ HashWord(word, other_keys))));
    }
    const double share = static_cast<double>(equal_bits) / (64.0 * kWords);
    EXPECT_NEAR(share, 0.5, 6 * std::sqrt(0.25 / (64.0 * kWords))) << "seed " << other;
  }
}

// Distinct hashes of a set in their low 32 bits, and how many chance would leave.
void ExpectNoMoreCollisionsThanChance(const std::vector<uint64_t>& hashes, std::string_view what) {
  std::vector<uint64_t> whole = hashes;
  std::sort(whole.begin(), whole.end());
  EXPECT_EQ(std::adjacent_find(whole.begin(), whole.end()), whole.end()) << what << ", 64 bits";
  const auto n = static_cast<double>(hashes.size());
  const double expected = n * (n - 1) / 2 / 0x1p32;
  for (const int shift : {0, 32}) {
    std::vector<uint32_t> half;
    for (const uint64_t hash : hashes) half.push_back(static_cast<uint32_t>(hash >> shift));
    std::sort(half.begin(), half.end());
    const auto distinct = std::unique(half.begin(), half.end()) - half.begin();
    const double collisions = n - static_cast<double>(distinct);
    EXPECT_LE(collisions, expected + 6 * std::sqrt(expected) + 3) << what << ", from bit " << shift;
  }
}

TEST(WordHashTest, VocabulariesOfManyScriptsDoNotCollide) {
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  std::set<std::string, std::less<>> all;
  // English, 24 languages, 388 languages, Thai, Japanese, German.
  for (const char* const set :
       {"senate-press-2005h1", "ntrex-24", "udhr", "thaigov-dev", "aozora-dev", "gesetze-dev"}) {
    const auto texts = testing::ReadTexts(*data / (std::string(set) + ".docs.jsonl.xz"));
    ASSERT_TRUE(texts.ok()) << texts.status();
    std::set<std::string, std::less<>> vocabulary;
    std::vector<uint64_t> shingles;
    size_t bytes = 0;
    for (const testing::TextRecord& record : *texts) {
      const Words words = SplitWords(record.text, 0);
      for (size_t i = 0; i < words.size(); ++i) vocabulary.emplace(words.folded(i));
      const std::vector<uint64_t> more = ShingleWords(words.hashes(), 5);
      shingles.insert(shingles.end(), more.begin(), more.end());
      bytes += record.text.size();
      if (bytes > 4'000'000) break;
    }
    std::vector<uint64_t> hashes;
    for (const std::string& word : vocabulary) hashes.push_back(HashWord(word, WordHashKeys(0)));
    ExpectNoMoreCollisionsThanChance(hashes, set);
    // Equal shingles are equal words, nearly always: what is left must look random in each half.
    ExpectNoMoreCollisionsThanChance(DistinctShingles(shingles), std::string(set) + ", shingles");
    all.merge(vocabulary);
  }
  std::vector<uint64_t> hashes;
  for (const std::string& word : all) hashes.push_back(HashWord(word, WordHashKeys(0)));
  EXPECT_GT(hashes.size(), 50000U);
  ExpectNoMoreCollisionsThanChance(hashes, "all");
}

}  // namespace
}  // namespace twicetold
