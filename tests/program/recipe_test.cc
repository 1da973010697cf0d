// twicetold recipe: what it prints can be given back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class RecipeTest : public ::testing::Test {
 protected:
  FreshFolder folder_;
};

TEST_F(RecipeTest, WhatItPrintsCanBeGivenBack) {
  const ProgramResult printed =
      RunTwicetold({"recipe", "corpus", "--min-words", "5", "--threshold", "0.7", "--sketch",
                    "classic", "--hash-seed", "18446744073709551615", "--format", "json"});
  ASSERT_EQ(printed.status, 0) << printed.err;
  folder_.Write("mine.json", printed.out);
  const ProgramResult again = RunTwicetold({"recipe", "mine.json", "--format", "json"});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(Json(again.out).Text("/fingerprint"), Json(printed.out).Text("/fingerprint"));
  EXPECT_EQ(Json(again.out).Without({"preset"}), Json(printed.out).Without({"preset"}));
  EXPECT_EQ(Json(again.out).Text("/preset"), "mine.json");
  EXPECT_EQ(Json(again.out).Text("/parameters/sketch"), "classic");
}

TEST_F(RecipeTest, CheckWorksByARecipeFile) {
  folder_.Write("mine.json", RunTwicetold({"recipe", "--min-words", "5", "--format", "json"}).out);
  const std::string story = SourceTree("samples/harbour-story.txt").string();
  const Json json(RunTwicetold({"check", "--recipe", "mine.json", story, "--format", "json"}).out);
  EXPECT_EQ(json.Size("/repeats"), 4U);
  EXPECT_EQ(json.Number("/recipe/min_words"), 5U);
  EXPECT_EQ(json.Text("/recipe/fingerprint"), Json(ReadWhole("mine.json")).Text("/fingerprint"));
  const Json outweighed(RunTwicetold({"check", "--recipe", "mine.json", "--min-words", "8", story,
                                      "--format", "json"})
                            .out);
  EXPECT_EQ(outweighed.Size("/repeats"), 3U) << "a flag outweighs the file";
}

TEST_F(RecipeTest, TellsEachParameterAndTheCurve) {
  const ProgramResult text = RunTwicetold({"recipe"});
  EXPECT_EQ(text.status, 0);
  const Json json(RunTwicetold({"recipe", "--format", "json"}).out);
  for (const std::string& name : json.Keys("/parameters")) {
    EXPECT_THAT(text.out, HasSubstr("\n" + name + " = "));
  }
  EXPECT_THAT(text.out, StartsWith("recipe draft  fingerprint " + json.Text("/fingerprint")));
  EXPECT_THAT(text.out, HasSubstr("Band plan: 18 bands of 7 digests."));
  ASSERT_EQ(json.Size("/candidate_probability"), 20U);
  EXPECT_DOUBLE_EQ(json.Double("/candidate_probability/15/0"), 0.8);
  EXPECT_GE(json.Double("/candidate_probability/15/1"), 0.98) << "the recall that was promised";
  double before = 0;
  for (const auto& point : json.Items("/candidate_probability")) {
    const double probability = point.Double("/1");
    EXPECT_GE(probability, before);
    before = probability;
  }
}

TEST_F(RecipeTest, WhatIsNoRecipeIsNamed) {
  folder_.Write("bad.json", "{\"parameters\": 3}");
  folder_.Write("other.json", "{\"parameters\": {\"minimum\": 3}}");
  folder_.Write("range.json", "{\"parameters\": {\"min_words\": 0}}");
  const auto trouble = [](const std::string& file) {
    const ProgramResult result = RunTwicetold({"recipe", file});
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.out, "");
    return result.err;
  };
  EXPECT_EQ(trouble("nope"),
            "twicetold recipe: no recipe called 'nope'; there are: draft, corpus, and there is no "
            "such file\n");
  EXPECT_THAT(trouble("bad.json"), StartsWith("twicetold recipe: bad.json: not a recipe as "));
  EXPECT_EQ(trouble("other.json"),
            "twicetold recipe: other.json: a recipe has no parameter 'minimum'; `twicetold recipe` "
            "lists them\n");
  EXPECT_EQ(trouble("range.json"), "twicetold recipe: --min-words 0: must be at least 1\n");
}

TEST_F(RecipeTest, ColoursOnlyWhenAsked) {
  EXPECT_THAT(RunTwicetold({"recipe"}).out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(RunTwicetold({"recipe", "--color", "always"}).out, HasSubstr("\x1b[1m"));
}

}  // namespace
}  // namespace twicetold::testing
