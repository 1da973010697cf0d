// twicetold compare: figures, passages, and the reasons when there are none.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class CompareTest : public ::testing::Test {
 protected:
  FreshFolder folder_;
};

TEST_F(CompareTest, TellsWhyNothingMatched) {
  folder_.Write("a.txt", "The old mill stands by the river and its wheel turns no more.\n");
  folder_.Write("b.txt", "She said the old mill stands by a pond, where ducks sleep all day.\n");
  const ProgramResult result = RunTwicetold({"compare", "a.txt", "b.txt", "--width", "200"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, HasSubstr("No passage of 8 words or more stands in both: the longest run "
                                    "of equal words is 5 words, and 5 different words occur"));
  EXPECT_THAT(result.out, HasSubstr("--min-words 5 would show it."));
  EXPECT_THAT(RunTwicetold({"compare", "a.txt", "b.txt", "--min-words", "5"}).out,
              HasSubstr("R1  text, 5 words, 2 places"))
      << "what was advised works";
}

TEST_F(CompareTest, TellsWhenThereIsNoWordInCommon) {
  folder_.Write("a.txt", "one two three four five six seven eight nine\n");
  folder_.Write("b.txt", "eins zwei drei\n");
  const std::string out = RunTwicetold({"compare", "a.txt", "b.txt"}).out;
  EXPECT_THAT(out, HasSubstr("b.txt has only 3 words, and a passage has at least 8"));
  EXPECT_THAT(out, HasSubstr("The two have no word in common."));
}

TEST_F(CompareTest, GivesTheFiguresOfTheWireStories) {
  const std::string samples = SourceTree("samples").string();
  const Json json(RunTwicetold({"compare", samples + "/wire-city.txt", samples + "/wire-coast.txt",
                                "--format", "json"})
                      .out);
  EXPECT_EQ(json.Text("/schema"), "twicetold.comparison/1");
  EXPECT_NEAR(json.Double("/coverage_a"), 133.0 / 170.0, 1e-12);
  EXPECT_NEAR(json.Double("/coverage_b"), 133.0 / 291.0, 1e-12);
  EXPECT_NEAR(json.Double("/resemblance"), 117.0 / 336.0, 1e-12);
  EXPECT_EQ(json.Number("/shared_shingles"), 117U);
  EXPECT_NEAR(json.Double("/sketch/estimated_resemblance"), json.Double("/resemblance"),
              4 * json.Double("/sketch/standard_error"));
  EXPECT_EQ(json.Size("/findings/repeats"), 2U);
  EXPECT_THAT(json.Text("/explanation/0"), StartsWith("Not near duplicates: 117 of 336 runs"));
}

TEST_F(CompareTest, SwappingTheTwoSwapsTheFigures) {
  folder_.Write("a.txt", "We sail at dawn with the cook, the goat and eleven barrels of tar.\n");
  folder_.Write("b.txt",
                "We sail at dawn with the cook, the goat and eleven barrels of tar. The rest of "
                "the crew has stayed in the inn, and will have to be left behind for good.\n");
  const Json ab(RunTwicetold({"compare", "a.txt", "b.txt", "--format", "json"}).out);
  const Json ba(RunTwicetold({"compare", "b.txt", "a.txt", "--format", "json"}).out);
  EXPECT_EQ(ab.Double("/containment_a"), 1.0);
  EXPECT_EQ(ab.Double("/containment_a"), ba.Double("/containment_b"));
  EXPECT_EQ(ab.Double("/containment_b"), ba.Double("/containment_a"));
  EXPECT_EQ(ab.Double("/resemblance"), ba.Double("/resemblance"));
  EXPECT_EQ(ab.Double("/coverage_a"), ba.Double("/coverage_b"));
  EXPECT_EQ(ab.Text("/explanation/1"),
            "But the first stands almost whole in the second: containment 1.000.");
}

TEST_F(CompareTest, OneTextWithItselfIsNear) {
  folder_.Write("a.txt", "We sail at dawn with the cook, the goat and eleven barrels of tar.\n");
  const std::string out = RunTwicetold({"compare", "a.txt", "a.txt"}).out;
  EXPECT_THAT(out, HasSubstr("\nNear duplicates: 10 of 10 runs of 5 words stand in both"));
  EXPECT_THAT(out, HasSubstr("bands              18 of 18 equal"));
}

TEST_F(CompareTest, TwoEmptyTexts) {
  folder_.Write("a.txt", "");
  folder_.Write("b.txt", "\n");
  const ProgramResult result = RunTwicetold({"compare", "a.txt", "b.txt", "--format", "json"});
  EXPECT_EQ(result.status, 0) << result.err;
  const Json json(result.out);
  EXPECT_EQ(json.Double("/coverage_a"), 0.0);
  EXPECT_EQ(json.Number("/shared_vocabulary"), 0U);
  EXPECT_EQ(json.Size("/findings/repeats"), 0U);
}

TEST_F(CompareTest, TakesOneFileOfTwoRecords) {
  folder_.Write("two.jsonl",
                "{\"id\": 1, \"text\": \"a b c\"}\n{\"id\": 2, \"text\": \"a b d\"}\n");
  const Json json(RunTwicetold({"compare", "two.jsonl", "--format", "json"}).out);
  EXPECT_EQ(json.Text("/a"), "two.jsonl#1");
  EXPECT_EQ(json.Text("/b"), "two.jsonl#2");
}

TEST_F(CompareTest, AMissingTextIsTrouble) {
  folder_.Write("a.txt", "a");
  const ProgramResult result = RunTwicetold({"compare", "a.txt", "gone.txt"});
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.err,
            "twicetold compare: compare takes two documents, and the inputs hold 1; gone.txt: no "
            "such file; check the path\n");
}

}  // namespace
}  // namespace twicetold::testing
