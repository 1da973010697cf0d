#include "twicetold/match/word_sequence.h"

#include <cstddef>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/made_words.h"
#include "twicetold/base/span.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using testing::MakeSequence;

TEST(WordSequenceTest, EqualWordsHaveEqualIds) {
  const WordSequence words = MakeSequence({std::string("a b a"), std::string("b c")});
  ASSERT_EQ(words.size(), 7U);  // five words, two barriers
  EXPECT_EQ(words.id(0), words.id(2));
  EXPECT_EQ(words.id(1), words.id(4));
  EXPECT_NE(words.id(0), words.id(1));
  EXPECT_NE(words.id(4), words.id(5));
}

TEST(WordSequenceTest, ABarrierEqualsNothing) {
  const WordSequence words = MakeSequence(std::vector<std::string>{"a", "a", ""});
  ASSERT_EQ(words.size(), 5U);
  for (const size_t barrier : {1U, 3U, 4U}) {
    EXPECT_EQ(words.quarters(barrier), 0U);
    for (size_t i = 0; i < words.size(); ++i) {
      EXPECT_EQ(words.id(i) == words.id(barrier), i == barrier);
    }
  }
}

TEST(WordSequenceTest, KnowsTheDocumentsOfPositions) {
  const WordSequence words = MakeSequence(std::vector<std::string>{"a b", "", "c"});
  ASSERT_EQ(words.document_count(), 3U);
  EXPECT_EQ(words.document_range(0), (Span{0, 2}));
  EXPECT_EQ(words.document_range(1), (Span{3, 3}));
  EXPECT_EQ(words.document_range(2), (Span{4, 5}));
  EXPECT_EQ(words.DocumentOf(0), 0U);
  EXPECT_EQ(words.DocumentOf(1), 0U);
  EXPECT_EQ(words.DocumentOf(2), 0U);  // its barrier
  EXPECT_EQ(words.DocumentOf(3), 1U);
  EXPECT_EQ(words.DocumentOf(4), 2U);
}

TEST(WordSequenceTest, AGraphemeOfASpacelessScriptCountsHalf) {
  const WordSequence words = MakeSequence({std::string("word ~x")});
  EXPECT_EQ(words.quarters(0), 4U);
  EXPECT_EQ(words.quarters(1), 2U);
}

TEST(WordSequenceTest, HashesAreNotWhatIsCompared) {
  Words words;
  words.Append(7, {0, 1}, "a");
  words.Append(7, {2, 3}, "b");
  words.Append(8, {4, 5}, "a");
  const std::vector<const Words*> documents = {&words};
  const WordSequence sequence(documents);
  EXPECT_NE(sequence.id(0), sequence.id(1));
  EXPECT_EQ(sequence.id(0), sequence.id(2));
}

TEST(WordSequenceTest, NoDocuments) {
  const WordSequence words = MakeSequence(std::vector<std::string>{});
  EXPECT_EQ(words.size(), 0U);
  EXPECT_EQ(words.document_count(), 0U);
}

}  // namespace
}  // namespace twicetold
