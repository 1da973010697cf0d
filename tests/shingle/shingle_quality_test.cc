// The hash of shingles on real text of ten scripts: variants that differ as little as text can
// (words swapped, repeated, dropped, windows one word off) get unrelated hashes, and the parts that
// sketches use look random: the top bits choose a bin, the low 32 bits are the value.
//
// The shingle's hash is no avalanche of its own: one bit of one word hash changes some bits of the
// result nearly always and some nearly never. It need not be, because word hashes are one
// (tests/text/word_hash_test.cc); what is asked here is of words and shingles together.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/data.h"
#include "tests/support/hash_quality.h"
#include "twicetold/base/random.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/word_hash.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using testing::ChiSquaredBeyondChance;
using testing::PairsBeyondChance;
using testing::Repeats;
using testing::WorstBitBeyondChance;
using Hashes = std::vector<uint64_t>;

constexpr double kFar = 6.0;  // standard errors

std::vector<Hashes> WordHashes(const std::vector<std::string>& texts, uint64_t seed) {
  std::vector<Hashes> all;
  for (const std::string& text : texts) all.push_back(SplitWords(text, seed).hashes());
  return all;
}

Hashes ShinglesOf(const std::vector<Hashes>& texts, size_t n) {
  Hashes all;
  for (const Hashes& words : texts) {
    const Hashes shingles = ShingleWords(words, n);
    all.insert(all.end(), shingles.begin(), shingles.end());
  }
  return DistinctShingles(std::move(all));
}

void ExpectLooksRandom(const Hashes& hashes, const std::string& what) {
  for (const int shift : {0, 16, 32}) {
    EXPECT_LE(PairsBeyondChance(hashes, shift, 32), kFar) << what << ", from bit " << shift;
  }
  for (const int shift : {0, 8, 22, 40}) {
    EXPECT_LE(std::abs(PairsBeyondChance(hashes, shift, 24)), kFar)
        << what << ", 24 bits from bit " << shift;
  }
  const auto expect_even = [&](size_t cells, const char* of, auto cell) {
    EXPECT_LE(std::abs(ChiSquaredBeyondChance(hashes, cells, cell)), kFar) << what << ", " << of;
  };
  expect_even(128, "bins", [](uint64_t h) { return h >> 57; });
  expect_even(1024, "values", [](uint64_t h) { return h >> 22 & 1023; });
  expect_even(1024, "bins and values", [](uint64_t h) { return (h >> 59) << 5 | (h >> 27 & 31); });
  expect_even(1024, "last bits", [](uint64_t h) { return h & 1023; });
}

// Sequences of words that a window of text could be mistaken for, itself the first.
std::vector<Hashes> Variants(const Hashes& window) {
  std::vector<Hashes> variants = {window};
  for (size_t i = 0; i < window.size(); ++i) {
    for (size_t j = i + 1; j < window.size(); ++j) {  // two words swapped
      variants.push_back(window);
      std::swap(variants.back()[i], variants.back()[j]);
    }
    Hashes repeated = window;  // word i twice, for the next one
    if (i + 1 < window.size()) repeated[i + 1] = window[i];
    variants.push_back(repeated);
    Hashes longer = window;  // word i twice
    longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(i), window[i]);
    variants.push_back(longer);
    Hashes shorter = window;  // without word i
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
    variants.push_back(shorter);
    variants.emplace_back(window.size(), window[i]);  // nothing but word i
  }
  variants.emplace_back(window.rbegin(), window.rend());
  return variants;
}

class ShingleQualityTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!testing::DataFolder()) GTEST_SKIP() << testing::kNoDataMessage;
    auto scripts = testing::ReadScripts();
    ASSERT_TRUE(scripts.ok()) << scripts.status();
    scripts_ = *std::move(scripts);
  }

  std::vector<testing::ScriptText> scripts_;
};

TEST_F(ShingleQualityTest, BinsAndValuesOfRealShinglesAreUniform) {
  Hashes all;
  for (const testing::ScriptText& script : scripts_) {
    const std::vector<Hashes> texts = WordHashes(script.texts, 0);
    for (const size_t n : {2U, 5U, 8U}) {
      const Hashes shingles = ShinglesOf(texts, n);
      EXPECT_GT(shingles.size(), 10000U) << script.name;
      ExpectLooksRandom(shingles, script.name + ", runs of " + std::to_string(n));
      all.insert(all.end(), shingles.begin(), shingles.end());
    }
  }
  ExpectLooksRandom(DistinctShingles(all), "all scripts");
}

// Windows of text beside all their variants, told apart by their words.
TEST_F(ShingleQualityTest, VariantsOfWindowsHaveUnrelatedHashes) {
  for (const testing::ScriptText& script : scripts_) {
    std::map<Hashes, uint64_t> hashes;
    Hashes windows;
    Hashes variants;
    for (const Hashes& words : WordHashes(script.texts, 0)) {
      for (size_t i = 0; i + 6 <= words.size() && i < 25; ++i) {
        const Hashes window(words.begin() + static_cast<std::ptrdiff_t>(i),
                            words.begin() + static_cast<std::ptrdiff_t>(i + 5));
        for (Hashes& variant : Variants(window)) {
          const uint64_t hash = ShingleHash(variant);
          if (variant != window && hashes.count(variant) == 0) {
            windows.push_back(ShingleHash(window));
            variants.push_back(hash);
          }
          hashes.emplace(std::move(variant), hash);
        }
        windows.push_back(ShingleHash(window));  // and the window one word on
        variants.push_back(ShingleHash(std::span(words).subspan(i + 1, 5)));
      }
    }
    Hashes distinct;
    for (const auto& [sequence, hash] : hashes) distinct.push_back(hash);
    EXPECT_GT(distinct.size(), 50000U) << script.name;
    EXPECT_EQ(Repeats(distinct), 0U) << script.name;
    ExpectLooksRandom(distinct, script.name + ", variants");
    EXPECT_LE(WorstBitBeyondChance(windows, variants), kFar) << script.name;
  }
}

// One bit of one word of five, whatever the word and the bit, changes each bit of the hash for half
// the windows.
TEST_F(ShingleQualityTest, OneBitOfAWordChangesHalfTheBitsOfItsShingle) {
  Random random(6);
  for (const testing::ScriptText& script : scripts_) {
    const WordHashKeys keys(random.Next());
    std::vector<Hashes> before(5);
    std::vector<Hashes> after(5);
    for (const std::string& text : script.texts) {
      const Words words = SplitWords(text, keys.seed);
      for (size_t i = 0; i + 5 <= words.size(); i += 5) {
        Hashes window(words.hashes().begin() + static_cast<std::ptrdiff_t>(i),
                      words.hashes().begin() + static_cast<std::ptrdiff_t>(i + 5));
        const size_t place = random.Below(5);
        std::string word(words.folded(i + place));
        char& letter = word[random.Below(word.size())];
        letter = static_cast<char>(letter ^ (1 << random.Below(8)));
        before[place].push_back(ShingleHash(window));
        window[place] = HashWord(word, keys);
        after[place].push_back(ShingleHash(window));
      }
    }
    for (size_t place = 0; place < 5; ++place) {
      EXPECT_GT(before[place].size(), 1000U) << script.name;
      EXPECT_LE(WorstBitBeyondChance(before[place], after[place]), kFar)
          << script.name << ", word " << place;
    }
  }
}

// The same shingles under another seed of their words: unrelated hashes.
TEST_F(ShingleQualityTest, SeedsGiveUnrelatedShingles) {
  for (const testing::ScriptText& script : scripts_) {
    Hashes one;
    Hashes other;
    Hashes both;
    for (const std::string& text : script.texts) {
      const Hashes a = ShingleWords(SplitWords(text, 0).hashes(), 5);
      const Hashes b = ShingleWords(SplitWords(text, 1).hashes(), 5);
      one.insert(one.end(), a.begin(), a.end());
      other.insert(other.end(), b.begin(), b.end());
    }
    std::map<uint64_t, uint64_t> pairs;  // each shingle once: repeats would weigh
    for (size_t i = 0; i < one.size(); ++i) pairs.emplace(one[i], other[i]);
    one.clear();
    other.clear();
    for (const auto& [a, b] : pairs) {
      one.push_back(a);
      other.push_back(b);
      both.push_back((a >> 59) << 5 | b >> 59);
    }
    EXPECT_LE(WorstBitBeyondChance(one, other), kFar) << script.name;
    EXPECT_LE(ChiSquaredBeyondChance(both, 1024, [](uint64_t cell) { return cell; }), kFar)
        << script.name;
  }
}

}  // namespace
}  // namespace twicetold
