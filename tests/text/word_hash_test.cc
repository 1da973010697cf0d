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
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/words_reference.h"
#include "tests/support/data.h"
#include "tests/support/hash_quality.h"
#include "twicetold/base/random.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using testing::ChiSquaredBeyondChance;
using testing::PairsBeyondChance;
using testing::Repeats;
using testing::WorstBitBeyondChance;

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
        for (size_t out = 0; out < 64; ++out) {
          changed[out] += static_cast<int>(difference >> out & 1);
        }
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

constexpr double kFar = 6.0;  // standard errors

std::vector<uint64_t> HashAll(const std::vector<std::string>& words, uint64_t seed) {
  std::vector<uint64_t> hashes;
  for (const std::string& word : words) hashes.push_back(HashWord(word, WordHashKeys(seed)));
  return hashes;
}

// No two equal, and in each part of the hash as many equal pairs as chance has it: parts of 32
// bits, and of 20, in which a vocabulary has pairs enough to see too few as well as too many.
void ExpectPairsOfChance(const std::vector<uint64_t>& hashes, std::string_view what) {
  EXPECT_EQ(Repeats(hashes), 0U) << what;
  for (const int shift : {0, 16, 32}) {
    EXPECT_LE(PairsBeyondChance(hashes, shift, 32), kFar) << what << ", from bit " << shift;
  }
  for (const int shift : {0, 12, 22, 32, 44}) {
    EXPECT_LE(std::abs(PairsBeyondChance(hashes, shift, 20)), kFar)
        << what << ", 20 bits from bit " << shift;
  }
}

std::vector<std::string> Vocabulary(const std::vector<std::string>& texts) {
  std::set<std::string, std::less<>> vocabulary;
  for (const std::string& text : texts) {
    const Words words = SplitWords(text, 0);
    for (size_t i = 0; i < words.size(); ++i) vocabulary.emplace(words.folded(i));
  }
  return {vocabulary.begin(), vocabulary.end()};
}

// Every word of up to four letters out of 24 that follow each other in Unicode: words as alike as
// words can be, from alphabets whose letters take one, two and three bytes.
TEST(WordHashTest, DenseVocabulariesOfFiveAlphabetsLookRandom) {
  for (const char32_t first : {U'a', U'\u0430', U'\u05d0', U'\u0915', U'\u4e00'}) {
    std::vector<std::string> letters;
    for (char32_t c = first; c < first + 24; ++c) {
      letters.emplace_back();
      AppendUtf8(c, &letters.back());
    }
    std::vector<std::string> words = letters;
    for (size_t begin = 0, round = 1; round < 4; ++round) {
      const size_t end = words.size();
      for (; begin < end; ++begin) {
        for (const std::string& letter : letters) words.push_back(words[begin] + letter);
      }
    }
    ASSERT_EQ(words.size(), 24U + 576U + 13824U + 331776U);
    const std::vector<uint64_t> hashes = HashAll(words, 0);
    const std::string what = "words of " + letters[0] + " and so on";
    ExpectPairsOfChance(hashes, what);
    for (const int shift : {0, 12, 24, 40, 52}) {
      EXPECT_LE(std::abs(ChiSquaredBeyondChance(
                    hashes, 4096, [shift](uint64_t hash) { return hash >> shift & 4095; })),
                kFar)
          << what << ", from bit " << shift;
    }
  }
}

// Neighbours in the dictionary differ in an ending or a letter; their hashes, in half the bits.
TEST(WordHashTest, VocabulariesOfTenScriptsLookRandom) {
  if (!testing::DataFolder()) GTEST_SKIP() << testing::kNoDataMessage;
  const auto scripts = testing::ReadScripts();
  ASSERT_TRUE(scripts.ok()) << scripts.status();
  for (const testing::ScriptText& script : *scripts) {
    const std::vector<std::string> words = Vocabulary(script.texts);
    EXPECT_GT(words.size(), 1000U) << script.name;
    const std::vector<uint64_t> hashes = HashAll(words, 0);
    ExpectPairsOfChance(hashes, script.name);
    EXPECT_LE(WorstBitBeyondChance(std::span(hashes).first(hashes.size() - 1),
                                   std::span(hashes).subspan(1)),
              kFar)
        << script.name << ", neighbours";
    const auto bins = [](uint64_t hash) { return hash >> 57; };
    EXPECT_LE(std::abs(ChiSquaredBeyondChance(hashes, 128, bins)), kFar) << script.name;
  }
}

// Which words are least under one seed must say nothing of another: the first four bits under both
// fill 256 cells evenly, and every bit differs for half the words.
TEST(WordHashTest, SeedsAreUnrelatedOnVocabulariesOfTenScripts) {
  if (!testing::DataFolder()) GTEST_SKIP() << testing::kNoDataMessage;
  const auto scripts = testing::ReadScripts();
  ASSERT_TRUE(scripts.ok()) << scripts.status();
  for (const testing::ScriptText& script : *scripts) {
    const std::vector<std::string> words = Vocabulary(script.texts);
    const std::vector<uint64_t> hashes = HashAll(words, 0);
    for (const uint64_t seed : {uint64_t{1}, uint64_t{2}, uint64_t{1} << 63, ~uint64_t{0}}) {
      const std::vector<uint64_t> other = HashAll(words, seed);
      EXPECT_LE(WorstBitBeyondChance(hashes, other), kFar) << script.name << ", seed " << seed;
      std::vector<uint64_t> both;
      for (size_t i = 0; i < words.size(); ++i) {
        both.push_back((hashes[i] >> 60) << 4 | other[i] >> 60);
      }
      EXPECT_LE(ChiSquaredBeyondChance(both, 256, [](uint64_t cell) { return cell; }), kFar)
          << script.name << ", seed " << seed;
    }
  }
}

// English, 24 languages, 388 languages, Thai, Japanese and German together.
TEST(WordHashTest, AllVocabulariesTogetherDoNotCollide) {
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  std::vector<std::string> all;
  for (const char* const set :
       {"senate-press-2005h1", "ntrex-24", "udhr", "thaigov-dev", "aozora-dev", "gesetze-dev"}) {
    const auto records = testing::ReadTexts(*data / (std::string(set) + ".docs.jsonl.xz"));
    ASSERT_TRUE(records.ok()) << records.status();
    std::vector<std::string> texts;
    size_t bytes = 0;
    for (const testing::TextRecord& record : *records) {
      texts.push_back(record.text);
      bytes += record.text.size();
      if (bytes > 3'000'000) break;
    }
    const std::vector<std::string> words = Vocabulary(texts);
    all.insert(all.end(), words.begin(), words.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  EXPECT_GT(all.size(), 50000U);
  ExpectPairsOfChance(HashAll(all, 0), "all");
}

}  // namespace
}  // namespace twicetold
