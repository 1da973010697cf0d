#include "twicetold/match/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/made_words.h"
#include "twicetold/base/random.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Numbers;

// Words of a longest common subsequence, by the table that defines it.
size_t LongestCommon(const Numbers& a, const Numbers& b) {
  std::vector<std::vector<size_t>> table(a.size() + 1, std::vector<size_t>(b.size() + 1, 0));
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
                                         : std::max(table[i - 1][j], table[i][j - 1]);
    }
  }
  return table[a.size()][b.size()];
}

// Checks that all between the stretches is equal, and gives how many words that is.
size_t EqualWords(const Numbers& a, const Numbers& b, const WordDifferences& differences) {
  size_t equal = 0;
  uint64_t in_a = 0;
  uint64_t in_b = 0;
  const auto skip = [&](uint64_t to_a, uint64_t to_b) {
    EXPECT_EQ(to_a - in_a, to_b - in_b);
    for (; in_a < to_a; ++in_a, ++in_b, ++equal) EXPECT_EQ(a.at(in_a), b.at(in_b));
  };
  for (size_t i = 0; i < differences.stretches.size(); ++i) {
    const DifferingWords& stretch = differences.stretches[i];
    EXPECT_FALSE(stretch.a.empty() && stretch.b.empty());
    if (i > 0) {
      EXPECT_LT(in_a, stretch.a.begin) << "two stretches touch";
    }
    skip(stretch.a.begin, stretch.b.begin);
    in_a = stretch.a.end;
    in_b = stretch.b.end;
  }
  skip(a.size(), b.size());
  return equal;
}

TEST(FindWordDifferencesTest, LeavesALongestCommonSubsequence) {
  Random random(1);
  for (int i = 0; i < 20000; ++i) {
    const uint64_t vocabulary = 1 + random.Below(8);
    const Numbers a = testing::RandomNumbers(random, random.Below(14), vocabulary);
    const Numbers b = testing::RandomNumbers(random, random.Below(14), vocabulary);
    const WordDifferences found = FindWordDifferences(testing::MakeSequence({a, b}), 0, 1);
    EXPECT_TRUE(found.complete);
    ASSERT_EQ(EqualWords(a, b, found), LongestCommon(a, b)) << "round " << i;
  }
}

TEST(FindWordDifferencesTest, LeavesALongestCommonSubsequenceOfLongTextsThatAreAlike) {
  Random random(2);
  for (int i = 0; i < 40; ++i) {
    const Numbers a = testing::RandomNumbers(random, 400, 60);
    Numbers b;
    for (const uint64_t word : a) {
      const uint64_t chance = random.Below(20);
      if (chance == 0) continue;
      b.push_back(chance == 1 ? random.Below(60) : word);
      if (chance == 2) testing::Append(b, testing::RandomNumbers(random, random.Below(12), 60));
    }
    const WordDifferences found = FindWordDifferences(testing::MakeSequence({a, b}), 0, 1);
    ASSERT_EQ(EqualWords(a, b, found), LongestCommon(a, b)) << "round " << i;
  }
}

TEST(FindWordDifferencesTest, TellsWhenTheWorkCameToItsLimit) {
  Random random(3);
  const Numbers a = testing::RandomNumbers(random, 300, 20);
  const Numbers b = testing::RandomNumbers(random, 300, 20);
  const WordSequence words = testing::MakeSequence({a, b});
  size_t limited = 0;
  for (uint64_t most = 0; most < 100000; most = most * 2 + 1) {
    const WordDifferences found = FindWordDifferences(words, 0, 1, most);
    const size_t equal = EqualWords(a, b, found);
    const size_t best = LongestCommon(a, b);
    EXPECT_LE(equal, best);
    if (found.complete) {
      EXPECT_EQ(equal, best);
    } else {
      ++limited;
    }
  }
  EXPECT_GT(limited, 5U);
  EXPECT_TRUE(FindWordDifferences(words, 0, 1).complete);
}

std::vector<std::string> Told(const std::string& a, const std::string& b) {
  const Words words_a = SplitWords(a, 0);
  const Words words_b = SplitWords(b, 0);
  const auto slice = [](const std::string& text, const Words& words, const Span& span) {
    if (span.empty()) return std::string();
    const size_t begin = words.span(span.begin).begin;
    return text.substr(begin, words.span(span.end - 1).end - begin);
  };
  std::vector<std::string> told;
  for (const DifferingWords& stretch : FindDifferences({a, words_a}, {b, words_b}).stretches) {
    told.push_back(slice(a, words_a, stretch.a) + " | " + slice(b, words_b, stretch.b));
  }
  return told;
}

TEST(FindDifferencesTest, TellsWords) {
  EXPECT_THAT(Told("One, two; THREE four", "one two three four"), IsEmpty());
  EXPECT_THAT(Told("a b Dover d e", "a b New Castle d f e"),
              ElementsAre("Dover | New Castle", " | f"));
  EXPECT_THAT(Told("", "some words"), ElementsAre(" | some words"));
}

TEST(FindDifferencesTest, TellsNumbersAsAWhole) {
  EXPECT_THAT(Told("gets $1,500 for it", "gets $500 for it"), ElementsAre("1,500 | 500"));
  EXPECT_THAT(Told("gets $1,500 for it", "gets $2,500 for it"), ElementsAre("1,500 | 2,500"));
  EXPECT_THAT(Told("gets $1,500,250 for it", "gets $1,600,250 for it"),
              ElementsAre("1,500,250 | 1,600,250"));
  EXPECT_THAT(Told("gets 1 500 for it", "gets 2 500 for it"), ElementsAre("1 | 2"));
  EXPECT_THAT(Told("at 3.5, 7 or 9", "at 3.6, 7 or 9"), ElementsAre("3.5 | 3.6"));
}

}  // namespace
}  // namespace twicetold
