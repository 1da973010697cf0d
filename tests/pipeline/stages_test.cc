#include "twicetold/pipeline/stages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/memory_source.h"
#include "twicetold/base/ids.h"
#include "twicetold/match/overlap.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MemoryFile;
using testing::MemorySource;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr char kEight[] = "one two three four five six seven eight";
constexpr char kSeven[] = "one two three four five six seven";

Corpus ReadFiles(const std::vector<MemoryFile>& files) {
  MemorySource source(files);
  return Read(source);
}

std::array<UnitSet, 2> ShingleFiles(const std::vector<MemoryFile>& files, const Recipe& recipe) {
  return Shingle(Segment(ReadFiles(files), recipe, 1), recipe, 1);
}

TEST(Read, NumbersDocumentsInOrderAndKeepsWhatWasSkipped) {
  const Corpus corpus = ReadFiles({{"a.txt", "a"},
                                   {"b.jsonl", "{\"text\": \"b\"}\nbroken\n{\"text\": \"c\"}\n"},
                                   {"d.txt", ""}});
  ASSERT_THAT(corpus.documents, SizeIs(4));
  for (uint32_t i = 0; i < 4; ++i) EXPECT_EQ(corpus.documents[i].id, DocumentId{i});
  EXPECT_EQ(corpus.documents[0].name, "a.txt");
  EXPECT_EQ(corpus.documents[2].name, "b.jsonl#L3");
  EXPECT_EQ(corpus.documents[3].text, "");
  ASSERT_THAT(corpus.skipped, SizeIs(1));
  EXPECT_EQ(corpus.skipped[0].name, "b.jsonl");
  EXPECT_EQ(corpus.skipped[0].line, 2U);
}

TEST(Segment, GivesOneADocumentForAnyNumberOfThreads) {
  const Corpus corpus = ReadFiles({{"a.txt", "x y"}, {"b.txt", ""}, {"c.txt", "x\n\ny z"}});
  for (const int threads : {1, 2, 8}) {
    const auto prepared = Segment(corpus, Recipe(), threads);
    ASSERT_THAT(prepared, SizeIs(3));
    EXPECT_EQ(prepared[0].words.size(), 2U);
    EXPECT_EQ(prepared[1].words.size(), 0U);
    EXPECT_THAT(prepared[2].paragraphs, SizeIs(2));
  }
}

TEST(Segment, TheSeedEntersTheHashes) {
  const Corpus corpus = ReadFiles({{"a.txt", "x"}});
  Recipe seeded;
  seeded.hash_seed = 1;
  EXPECT_NE(Segment(corpus, Recipe(), 1)[0].words.hash(0),
            Segment(corpus, seeded, 1)[0].words.hash(0));
}

TEST(Shingle, ShortParagraphsAndASingleDocumentAreNoUnits) {
  const auto one = ShingleFiles({{"a.txt", std::string(kSeven) + "\n\n" + kEight}}, Recipe());
  EXPECT_EQ(one[0].level, Level::kParagraph);
  EXPECT_THAT(one[0].units, ElementsAre(Pair(0, 1)));
  EXPECT_THAT(one[0].shingles, ElementsAre(SizeIs(4)));
  EXPECT_EQ(one[1].level, Level::kDocument);
  EXPECT_THAT(one[1].units, IsEmpty());
}

TEST(Shingle, DocumentsWithoutWordsAreNoUnits) {
  const auto units =
      ShingleFiles({{"a.txt", kSeven}, {"b.txt", "--"}, {"c.txt", "short"}}, Recipe());
  EXPECT_THAT(units[0].units, IsEmpty());
  EXPECT_THAT(units[1].units, ElementsAre(Pair(0, 0), Pair(2, 0)));
  EXPECT_THAT(units[1].shingles, ElementsAre(SizeIs(3), SizeIs(1)));
}

TEST(Shingle, CharactersOfSpacelessScriptsCountHalf) {
  // Fifteen characters are seven words and a half, sixteen are eight.
  const auto units = ShingleFiles({{"a.txt",
                                    "一二三四五六七八九十百千万上下\n\n"
                                    "一二三四五六七八九十百千万上下左\n"}},
                                  Recipe());
  EXPECT_THAT(units[0].units, ElementsAre(Pair(0, 1)));
}

TEST(Sketch, ThereIsNoneUpToTheLimit) {
  Recipe recipe;
  const auto units = ShingleFiles({{"a.txt", kEight}, {"b.txt", kEight}}, recipe);
  recipe.exhaustive_limit = 2;
  EXPECT_THAT(Sketch(units[0], recipe, 1), IsEmpty());
  recipe.exhaustive_limit = 1;
  const std::vector<uint16_t> signatures = Sketch(units[0], recipe, 1);
  ASSERT_THAT(signatures, SizeIs(2 * recipe.sketch.size));
  // Equal sets, equal signatures.
  EXPECT_TRUE(std::equal(signatures.begin(), signatures.begin() + recipe.sketch.size,
                         signatures.begin() + recipe.sketch.size));
}

TEST(Bucket, WithoutSignaturesThereAreNoCandidates) {
  EXPECT_THAT(Bucket({}, Recipe(), 1).candidates, IsEmpty());
}

TEST(Verify, BothPathsCountTheFullSets) {
  const std::string base = "a b c d e f g h i j k l m n o p q r s t";
  Recipe recipe;
  recipe.threshold = 0.5;
  const auto units =
      ShingleFiles({{"a.txt", base}, {"b.txt", base + " u"}, {"c.txt", kEight}}, recipe);
  recipe.exhaustive_limit = 0;
  const std::vector<uint16_t> signatures = Sketch(units[0], recipe, 1);
  const std::vector<VerifiedPair> sketched =
      Verify(units[0], signatures, Bucket(signatures, recipe, 2), recipe, 2);
  const std::vector<VerifiedPair> exhaustive = Verify(units[0], {}, BucketResult{}, recipe, 2);
  EXPECT_THAT(exhaustive,
              ElementsAre(VerifiedPair{0, 1, Overlap{.shared = 16, .only_a = 0, .only_b = 1}}));
  EXPECT_EQ(sketched, exhaustive);
}

TEST(Verify, ACandidateBelowTheThresholdIsDropped) {
  Recipe recipe;
  const auto units = ShingleFiles({{"a.txt", kEight}, {"b.txt", "x y z u v w s t"}}, recipe);
  BucketResult candidates;
  candidates.candidates = {{0, 1}};
  const std::vector<uint16_t> some_signatures(2 * recipe.sketch.size, 7);
  EXPECT_THAT(Verify(units[0], some_signatures, candidates, recipe, 2), IsEmpty());
}

TEST(Group, TheFirstInInputOrderRepresents) {
  UnitSet units;
  units.units = {{0, 0}, {1, 0}, {2, 0}, {3, 0}};
  const std::vector<VerifiedPair> pairs = {{1, 3, {}}, {2, 3, {}}};
  const std::vector<Cluster> clusters = Group(units, pairs);
  ASSERT_THAT(clusters, SizeIs(1)) << "2 and 3 are a pair, but 3 is taken: nothing chains";
  EXPECT_EQ(clusters[0].representative, 1U);
  EXPECT_THAT(clusters[0].members, ElementsAre(3));
}

TEST(JoinWords, KeepsDocumentsApart) {
  const auto prepared =
      Segment(ReadFiles({{"a.txt", "x y"}, {"b.txt", ""}, {"c.txt", "z"}}), Recipe(), 1);
  const WordSequence words = JoinWords(prepared);
  EXPECT_EQ(words.document_range(0).size(), 2U);
  EXPECT_EQ(words.document_range(1).size(), 0U);
  EXPECT_EQ(words.document_range(2).size(), 1U);
}

}  // namespace
}  // namespace twicetold
