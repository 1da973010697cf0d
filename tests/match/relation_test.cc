#include "twicetold/match/relation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/made_words.h"
#include "twicetold/base/random.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MakeSequence;
using testing::Numbers;
using testing::RandomNumbers;
using Texts = std::vector<std::string>;

TEST(RelationTest, NoPassageNoRelation) {
  const WordSequence words = MakeSequence(Texts{"a b c", "a b c"});
  EXPECT_THAT(Relate({}, words), IsEmpty());
}

TEST(RelationTest, APassageInsideOneDocumentIsNone) {
  const WordSequence words = MakeSequence(Texts{"a b c d 1 a b c d", "e"});
  const std::vector<Alignment> passages = {Alignment{{ExactRun{0, 5, 4}}}};
  EXPECT_THAT(Relate(passages, words), IsEmpty());
}

TEST(RelationTest, AWordInTwoPassagesCountsOnceOnItsSide) {
  // a b c d stands once in the first document and twice in the second.
  const WordSequence words = MakeSequence(Texts{"a b c d 1 2 3", "a b c d 4 a b c d 5"});
  const std::vector<Alignment> passages = {Alignment{{ExactRun{0, 8, 4}}},
                                           Alignment{{ExactRun{1, 14, 3}}}};
  EXPECT_THAT(Relate(passages, words), ElementsAre(Relation{0, 1, 4, 7, 4}));
}

TEST(RelationTest, BridgedWordsAreNotShared) {
  const WordSequence words = MakeSequence(Texts{"a b c 1 d e f", "a b c 2 3 d e f"});
  const std::vector<Alignment> passages = {Alignment{{ExactRun{0, 8, 3}, ExactRun{4, 13, 3}}}};
  EXPECT_THAT(Relate(passages, words), ElementsAre(Relation{0, 1, 6, 6, 6}));
}

TEST(RelationTest, AgreesWithCountingWordByWord) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    Random random(seed);
    std::vector<Numbers> documents;
    for (int d = 0; d < 6; ++d) documents.push_back(RandomNumbers(random, 120, 5));
    const WordSequence words = MakeSequence(documents);
    PassageOptions options;
    options.min_words = 4;
    const Passages found = FindPassages(words, options);
    std::map<std::pair<size_t, size_t>, std::pair<std::set<size_t>, std::set<size_t>>> shared;
    for (const Alignment& passage : found.passages) {
      for (const ExactRun& run : passage.runs) {
        for (size_t i = 0; i < run.size; ++i) {
          auto& [of_a, of_b] = shared[{words.DocumentOf(run.a), words.DocumentOf(run.b)}];
          of_a.insert(run.a + i);
          of_b.insert(run.b + i);
        }
      }
    }
    std::erase_if(shared, [](const auto& item) { return item.first.first == item.first.second; });
    const std::vector<Relation> relations = Relate(found.passages, words);
    ASSERT_EQ(relations.size(), shared.size());
    ASSERT_FALSE(relations.empty());
    auto expected = shared.begin();
    for (const Relation& relation : relations) {
      EXPECT_EQ(std::pair(size_t{relation.a}, size_t{relation.b}), expected->first);
      EXPECT_EQ(relation.shared_a, expected->second.first.size());
      EXPECT_EQ(relation.shared_b, expected->second.second.size());
      EXPECT_LE(relation.longest, std::min(relation.shared_a, relation.shared_b));
      ++expected;
    }
  }
}

}  // namespace
}  // namespace twicetold
