#include "twicetold/shingle/shingle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Hashes = std::vector<uint64_t>;

Hashes Vocabulary(size_t size) {
  Hashes words;
  for (size_t i = 0; i < size; ++i) words.push_back(Hash64("word" + std::to_string(i)));
  return words;
}

// Appends the hash of every sequence of exactly `length` words.
void AppendAllSequences(const Hashes& vocabulary, size_t length, Hashes& hashes) {
  std::vector<size_t> digits(length, 0);
  Hashes words(length, vocabulary[0]);
  for (bool more = true; more;) {
    hashes.push_back(ShingleHash(words));
    more = false;
    for (size_t i = 0; i < length && !more; ++i) {
      digits[i] = (digits[i] + 1) % vocabulary.size();
      words[i] = vocabulary[digits[i]];
      more = digits[i] != 0;
    }
  }
}

size_t Collisions(Hashes hashes) {
  const size_t all = hashes.size();
  return all - DistinctShingles(std::move(hashes)).size();
}

// Computed by another program from the definition: a change would orphan every stored signature.
TEST(ShingleHashTest, ValuesAreFixed) {
  const auto up_to = [](uint64_t last) {
    Hashes words(last);
    std::iota(words.begin(), words.end(), uint64_t{1});
    return ShingleHash(words);
  };
  EXPECT_EQ(ShingleHash({}), 0U);
  EXPECT_EQ(up_to(1), 0x43d8dd01fb33de3fU);
  EXPECT_EQ(up_to(5), 0x24f97724b7e50e8cU);
  EXPECT_EQ(up_to(8), 0xb2021c7d9e0e3f0cU);
  EXPECT_EQ(up_to(9), 0x6544667bb583cb5fU);
  EXPECT_EQ(up_to(17), 0x72d38204fd6d5eebU);
}

TEST(ShingleHashTest, NumberOfWordsCounts) {
  Hashes hashes;
  for (size_t n = 0; n <= 100; ++n) hashes.push_back(ShingleHash(Hashes(n, 0)));
  EXPECT_EQ(Collisions(hashes), 0U);
}

TEST(ShingleHashTest, EveryShortSequenceHasItsOwnHash) {
  Hashes hashes;
  for (size_t length = 1; length <= 15; ++length) {
    AppendAllSequences(Vocabulary(2), length, hashes);
  }
  EXPECT_EQ(hashes.size(), 65534U);
  EXPECT_EQ(Collisions(hashes), 0U);

  hashes.clear();
  for (size_t length = 1; length <= 10; ++length) {
    AppendAllSequences(Vocabulary(3), length, hashes);
  }
  EXPECT_EQ(hashes.size(), 88572U);
  EXPECT_EQ(Collisions(hashes), 0U);

  hashes.clear();
  for (size_t length = 1; length <= 5; ++length) {
    AppendAllSequences(Vocabulary(12), length, hashes);
  }
  EXPECT_EQ(hashes.size(), 271452U);
  EXPECT_EQ(Collisions(hashes), 0U);
}

TEST(ShingleHashTest, OneWordRepeatedDependsOnTheWord) {
  const Hashes vocabulary = Vocabulary(2000);
  Hashes hashes;
  for (size_t n = 1; n <= 130; n += n < 17 ? 1 : 16) {
    for (const uint64_t word : vocabulary) hashes.push_back(ShingleHash(Hashes(n, word)));
  }
  EXPECT_GT(hashes.size(), 40000U);
  EXPECT_EQ(Collisions(hashes), 0U);
}

TEST(ShingleHashTest, AlternatingWordsAndPalindromes) {
  const Hashes v = Vocabulary(60);
  Hashes hashes;
  for (size_t i = 0; i < v.size(); ++i) {
    for (size_t j = 0; j < v.size(); ++j) {
      if (i == j) continue;
      hashes.push_back(ShingleHash(Hashes{v[i], v[j]}));
      hashes.push_back(ShingleHash(Hashes{v[i], v[j], v[i]}));
      hashes.push_back(ShingleHash(Hashes{v[i], v[j], v[i], v[j]}));
      hashes.push_back(ShingleHash(Hashes{v[i], v[j], v[j], v[i]}));
      hashes.push_back(ShingleHash(Hashes{v[i], v[i], v[j], v[j]}));
      hashes.push_back(ShingleHash(Hashes{v[i], v[j], v[i], v[j], v[i], v[j], v[i], v[j]}));
    }
  }
  EXPECT_EQ(Collisions(hashes), 0U);
}

// 32 and 64 apart are where a plain sum of rotations would fail.
TEST(ShingleHashTest, SwappedWordsDifferAtEveryDistance) {
  for (const size_t n : {2U, 5U, 8U, 9U, 16U, 33U, 64U, 65U, 130U}) {
    Hashes words = Vocabulary(n);
    Hashes hashes = {ShingleHash(words)};
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = i + 1; j < n; ++j) {
        std::swap(words[i], words[j]);
        hashes.push_back(ShingleHash(words));
        std::swap(words[i], words[j]);
      }
    }
    for (size_t shift = 1; shift < n; ++shift) {
      std::rotate(words.begin(), words.begin() + 1, words.end());
      if (n > 2) hashes.push_back(ShingleHash(words));
    }
    EXPECT_EQ(Collisions(hashes), 0U) << n;
  }
}

// Runs of the same words in the Thue-Morse order and its complement defeat polynomial hashes.
TEST(ShingleHashTest, ThueMorseRunsDiffer) {
  const Hashes v = Vocabulary(2);
  for (size_t n = 2; n <= 4096; n *= 2) {
    Hashes one;
    Hashes other;
    for (size_t i = 0; i < n; ++i) {
      const bool odd = std::popcount(i) % 2 == 1;
      one.push_back(v[odd ? 1 : 0]);
      other.push_back(v[odd ? 0 : 1]);
    }
    EXPECT_NE(ShingleHash(one), ShingleHash(other)) << n;
  }
}

// One permutation hashing takes the bin from the top bits and the value from the low ones: both
// must be uniform even over all runs of ten words in five places.
TEST(ShingleHashTest, BinsAndValuesOfASmallVocabularyAreUniform) {
  Hashes hashes;
  AppendAllSequences(Vocabulary(10), 5, hashes);
  std::array<double, 128> bins{};
  std::array<double, 128> high_values{};
  std::array<double, 128> low_values{};
  for (const uint64_t hash : hashes) {
    ++bins[hash >> 57];
    ++high_values[(hash >> 25) & 127U];
    ++low_values[hash & 127U];
  }
  for (const auto& counts : {bins, high_values, low_values}) {
    const double expected = static_cast<double>(hashes.size()) / 128.0;
    double chi_squared = 0.0;
    for (const double count : counts) {
      chi_squared += (count - expected) * (count - expected) / expected;
    }
    // 127 degrees of freedom: mean 127, standard deviation sqrt(254) = 15.9.
    EXPECT_NEAR(chi_squared, 127.0, 5 * std::sqrt(254.0));
  }
}

TEST(ShingleWordsTest, OneForEveryPosition) {
  const Hashes words = {11, 12, 13, 14};
  EXPECT_THAT(ShingleWords(words, 2),
              ElementsAre(ShingleHash(Hashes{11, 12}), ShingleHash(Hashes{12, 13}),
                          ShingleHash(Hashes{13, 14})));
  EXPECT_THAT(ShingleWords(words, 4), ElementsAre(ShingleHash(words)));
  EXPECT_EQ(ShingleWords(words, 1).size(), 4U);
}

// Texts of every length up to some vectors, long ones, and short ones at the end, where no words
// come behind them.
TEST(ShinglesOfTextsTest, EveryTargetGivesThoseOfEachTextAndTheirSum) {
  Random random(4);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    ShinglesOfTexts texts;
    for (const size_t n : {1U, 2U, 5U, 8U, 25U}) {
      for (const size_t last : {0U, 1U, 3U, 5U, 12U, 13U, 40U}) {
        std::vector<size_t> lengths(last == 0 ? 0 : 1, last);
        for (size_t length = 0; length < 45; ++length) lengths.insert(lengths.begin(), 1 + length);
        lengths.insert(lengths.begin(), 5000);
        Hashes words;
        std::vector<size_t> begins = {0};
        for (const size_t length : lengths) {
          for (size_t i = 0; i < length; ++i) words.push_back(random.Next());
          begins.push_back(words.size());
        }
        texts.Make(words, begins, n);
        ASSERT_EQ(texts.begins().size(), begins.size());
        ASSERT_EQ(texts.all().size(), texts.begins().back());
        for (size_t i = 0; i < lengths.size(); ++i) {
          const Hashes expected = ShingleWords(std::span(words).subspan(begins[i], lengths[i]), n);
          ASSERT_TRUE(std::ranges::equal(texts[i], expected))
              << "text " << i << " of " << lengths[i] << " words, runs of " << n << ", " << target;
          ASSERT_EQ(texts.sum(i), std::accumulate(expected.begin(), expected.end(), uint64_t{0}));
        }
      }
    }
    texts.Make({}, std::vector<size_t>{0}, 5);
    ASSERT_TRUE(texts.all().empty());
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

TEST(ShingleWordsTest, EveryTargetGivesTheHashOfEachRun) {
  Random random(3);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    for (size_t count = 1; count < 60; ++count) {
      Hashes words;
      for (size_t i = 0; i < count; ++i) words.push_back(random.Next());
      for (const size_t n : {1U, 2U, 5U, 7U, 8U, 9U, 16U, 25U}) {
        const Hashes shingles = ShingleWords(words, n);
        const size_t run = std::min(n, count);
        ASSERT_EQ(shingles.size(), count - run + 1);
        for (size_t i = 0; i < shingles.size(); ++i) {
          ASSERT_EQ(shingles[i], ShingleHash(std::span(words).subspan(i, run)))
              << count << " words, run " << i << " of " << n << ", on " << target;
        }
      }
    }
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

TEST(ShingleWordsTest, ShortTextIsOneShingleOfItsWords) {
  EXPECT_THAT(ShingleWords(Hashes{11, 12}, 5), ElementsAre(ShingleHash(Hashes{11, 12})));
  EXPECT_NE(ShingleWords(Hashes{11, 12}, 5), ShingleWords(Hashes{11, 12, 0}, 5));
  EXPECT_NE(ShingleWords(Hashes{11, 12}, 5), ShingleWords(Hashes{12, 11}, 5));
}

TEST(ShingleWordsTest, NoWordsNoShingles) { EXPECT_THAT(ShingleWords({}, 5), IsEmpty()); }

TEST(DistinctShinglesTest, EqualsSortAndUniqueForAnyNumbers) {
  Random random(8);
  for (const size_t size : {0U, 1U, 2U, 31U, 32U, 33U, 400U, 5000U, 70000U}) {
    // Hashes; numbers alike in their first bits; few different ones; one in a row.
    for (int kind = 0; kind < 4; ++kind) {
      Hashes numbers;
      for (size_t i = 0; i < size; ++i) {
        const uint64_t next = random.Next();
        numbers.push_back(kind == 0 ? next : kind == 1 ? next >> 40 : kind == 2 ? next % 7 : i);
      }
      Hashes expected = numbers;
      std::sort(expected.begin(), expected.end());
      expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
      EXPECT_EQ(DistinctShingles(numbers), expected) << size << " of kind " << kind;
    }
  }
}

TEST(DistinctShinglesTest, SortedEachOnce) {
  EXPECT_THAT(DistinctShingles({5, 1, 5, 3, 1}), ElementsAre(1, 3, 5));
  EXPECT_THAT(DistinctShingles({}), IsEmpty());
}

}  // namespace
}  // namespace twicetold
