#include "twicetold/pipeline/family.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/memory_source.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using testing::MemorySource;
using ::testing::SizeIs;

FoundRelation Related(uint32_t document, uint32_t other, double coverage, double other_coverage,
                      uint64_t words = 10) {
  FoundRelation relation;
  relation.document = document;
  relation.other = other;
  relation.coverage = coverage;
  relation.other_coverage = other_coverage;
  relation.shared_words = words;
  relation.other_shared_words = words;
  return relation;
}

Findings Documents(size_t count, std::vector<FoundRelation> relations) {
  Findings findings;
  findings.documents.resize(count);
  findings.relations = std::move(relations);
  return findings;
}

TEST(FamilyTest, BothSidesMustShareHalf) {
  Findings findings = Documents(2, {Related(0, 1, 0.5, 0.5)});
  FindFamilies(findings);
  ASSERT_THAT(findings.families, SizeIs(1));
  EXPECT_EQ(findings.families[0].representative, 0U);
  EXPECT_THAT(findings.families[0].members, ElementsAre(1));
  EXPECT_EQ(findings.families[0].words, 10U);
  EXPECT_EQ(findings.families[0].least_coverage, 0.5);
  // A brief that stands whole in a long story is no copy of it.
  findings = Documents(2, {Related(0, 1, 1.0, 0.4)});
  FindFamilies(findings);
  EXPECT_THAT(findings.families, IsEmpty());
}

TEST(FamilyTest, NothingChains) {
  // 0 ~ 1 ~ 2 ~ 3, the ends unrelated: every member is alike its representative.
  Findings findings =
      Documents(4, {Related(0, 1, 0.9, 0.9), Related(1, 2, 0.9, 0.9), Related(2, 3, 0.9, 0.9)});
  FindFamilies(findings);
  ASSERT_THAT(findings.families, SizeIs(1));
  EXPECT_EQ(findings.families[0].representative, 1U);
  EXPECT_THAT(findings.families[0].members, ElementsAre(0, 2));
}

TEST(FamilyTest, ReferencesAreInNone) {
  Findings findings = Documents(2, {Related(0, 1, 0.9, 0.9)});
  findings.documents[1].reference = true;
  FindFamilies(findings);
  EXPECT_THAT(findings.families, IsEmpty());
}

TEST(FamilyTest, LargestFirst) {
  Findings findings =
      Documents(5, {Related(0, 1, 0.9, 0.9), Related(2, 3, 0.9, 0.9), Related(2, 4, 0.9, 0.9)});
  FindFamilies(findings);
  ASSERT_THAT(findings.families, SizeIs(2));
  EXPECT_EQ(findings.families[0].id, "F1");
  EXPECT_EQ(findings.families[0].representative, 2U);
  EXPECT_EQ(findings.families[1].id, "F2");
}

std::string Letter(const std::string& town, const std::string& amount) {
  return "The fire department of " + town +
         " will get new hoses and helmets this year, as the ministry has approved a grant of " +
         amount + " for it. The grant will help the volunteers of " + town +
         " to protect their families and neighbours, the minister said on Tuesday.\n";
}

Findings Checked(const std::vector<std::string>& texts) {
  std::vector<testing::MemoryFile> files;
  for (const std::string& text : texts) {
    files.push_back({"letter" + std::to_string(files.size()) + ".txt", text});
  }
  MemorySource source(files);
  return *Check(source, Recipe(), 1);
}

TEST(FamilyTest, AFormLetterIsNamedAsSuch) {
  const Findings findings = Checked({Letter("Ashbourne", "$5,000"), Letter("Millford", "$12,500"),
                                     Letter("Eastbridge", "$900"), "Nothing else is like this."});
  ASSERT_THAT(findings.families, SizeIs(1));
  const FoundFamily& family = findings.families[0];
  EXPECT_TRUE(family.form_letter);
  EXPECT_THAT(family.members, SizeIs(2));
  EXPECT_THAT(family.slots, Contains("Millford"));
  EXPECT_GT(family.least_coverage, 0.7);
  EXPECT_THAT(findings.repeats, Each(Field(&FoundRepeat::family, "F1")));
}

TEST(FamilyTest, RewordedCopiesAreNoFormLetter) {
  const std::string rest =
      " the ministry has approved a grant for the fire departments of the coast, and volunteers "
      "will "
      "get new hoses and helmets before the end of the year, as was promised in the spring.\n";
  const Findings findings = Checked({"Officials have now announced that" + rest,
                                     "It became known late last night that" + rest,
                                     "According to a statement it seems that" + rest});
  ASSERT_THAT(findings.families, SizeIs(1));
  EXPECT_FALSE(findings.families[0].form_letter);
}

TEST(FamilyTest, TwoDocumentsAreNoFormLetter) {
  const Findings findings = Checked({Letter("Ashbourne", "$5,000"), Letter("Millford", "$12,500")});
  ASSERT_THAT(findings.families, SizeIs(1));
  EXPECT_FALSE(findings.families[0].form_letter);
}

TEST(FamilyTest, ARepeatThatStandsElsewhereTooBelongsToNone) {
  const std::string shared =
      "The grant will help the volunteers of Ashbourne to protect their families and neighbours, "
      "the minister said on Tuesday.\n";
  const Findings findings =
      Checked({Letter("Ashbourne", "$5,000"), Letter("Ashbourne", "$12,500"),
               "A long story on something else altogether, about ships and harbours, ends so. " +
                   shared + "And then it goes on about the weather, the tides and the wind."});
  ASSERT_THAT(findings.families, SizeIs(1));
  EXPECT_THAT(findings.repeats, Contains(Field(&FoundRepeat::family, "")));
}

}  // namespace
}  // namespace twicetold
