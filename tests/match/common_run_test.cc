#include "twicetold/match/common_run.h"

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/reference/passages_reference.h"
#include "tests/support/made_words.h"
#include "twicetold/base/random.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

using testing::MakeSequence;
using testing::Numbers;

uint64_t Longest(const std::string& a, const std::string& b) {
  return LongestCommonRun(MakeSequence({a, b}), 0, 1);
}

TEST(CommonRunTest, TheLongestOfSeveral) {
  EXPECT_EQ(Longest("a b c x d e", "d e y a b c"), 3U);
  EXPECT_EQ(Longest("the quick fox", "a quick dog"), 1U);
}

TEST(CommonRunTest, NothingInCommon) {
  EXPECT_EQ(Longest("a b", "c d"), 0U);
  EXPECT_EQ(Longest("", "c d"), 0U);
  EXPECT_EQ(Longest("a", ""), 0U);
  EXPECT_EQ(Longest("", ""), 0U);
}

TEST(CommonRunTest, OneHoldsTheOther) {
  EXPECT_EQ(Longest("a b c d e f g", "c d e"), 3U);
  EXPECT_EQ(Longest("a b c d e f g", "a b c d e f g"), 7U);
}

TEST(CommonRunTest, OnlyTheTwoDocumentsCount) {
  const WordSequence words =
      MakeSequence({std::string("a b c d"), std::string("a b c d"), std::string("x c d y")});
  EXPECT_EQ(LongestCommonRun(words, 0, 2), 2U);
  EXPECT_EQ(LongestCommonRun(words, 2, 1), 2U);
}

TEST(CommonRunTest, EqualsTheBruteForce) {
  Random random(3);
  for (int round = 0; round < 2000; ++round) {
    const uint64_t vocabulary = 1 + random.Below(4);
    std::vector<Numbers> documents;
    for (int d = 0; d < 2; ++d) {
      documents.push_back(testing::RandomNumbers(random, random.Below(50), vocabulary));
    }
    const WordSequence words = MakeSequence(documents);
    ASSERT_EQ(LongestCommonRun(words, 0, 1),
              reference::LongestCommonRun(words, words.document_range(0), words.document_range(1)))
        << "round " << round;
  }
}

TEST(CommonRunTest, TextMadeToFoolRollingHashesIsMeasuredRight) {
  // The Thue-Morse word and its complement are equal to every polynomial hash modulo 2^64.
  Numbers word;
  Numbers complement;
  for (uint32_t i = 0; i < 4096; ++i) {
    word.push_back(static_cast<uint64_t>(std::popcount(i)) & 1U);
    complement.push_back(1 - word.back());
  }
  Numbers both = word;
  both.push_back(2);
  testing::Append(both, complement);
  EXPECT_EQ(LongestCommonRun(MakeSequence({both, complement}), 0, 1), 4096U);
}

TEST(CommonRunTest, LongEqualDocuments) {
  const Numbers same(20'000, 1);
  EXPECT_EQ(LongestCommonRun(MakeSequence({same, same}), 0, 1), 20'000U);
}

}  // namespace
}  // namespace twicetold
