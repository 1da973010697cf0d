#include "twicetold/match/form_letter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/data.h"
#include "tests/support/table.h"
#include "twicetold/match/difference.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

constexpr SlotKinds kBoth = {true, true};

FormLetterVerdict Judge(const std::string& a, const std::string& b, SlotKinds kinds = kBoth) {
  const Words words_a = SplitWords(a, 0);
  const Words words_b = SplitWords(b, 0);
  const FormLetterVerdict verdict = JudgeFormLetter({a, words_a}, {b, words_b}, kinds);
  const FormLetterVerdict turned = JudgeFormLetter({b, words_b}, {a, words_a}, kinds);
  EXPECT_EQ(verdict.is_form_letter(), turned.is_form_letter()) << a << "\n" << b;
  return verdict;
}

bool IsFormLetter(const std::string& a, const std::string& b, SlotKinds kinds = kBoth) {
  return Judge(a, b, kinds).is_form_letter();
}

// A made letter of an office; its places are filled.
std::string Letter(const std::string& town, const std::string& amount,
                   const std::string& purpose = "two new pumps") {
  return "The office of the county said today that the harbour of " + town + " will receive " +
         amount +
         " crowns from the fund for small harbours, which is meant to help places on the coast "
         "keep their piers in good repair. The money can be spent on " +
         purpose + " and must be accounted for by the end of the year. People in " + town +
         " have waited long for this, the office said, and their patience is now rewarded. Work "
         "is to begin as soon as the ice has gone.";
}

TEST(JudgeFormLetterTest, KnowsAFormLetter) {
  const FormLetterVerdict verdict = Judge(Letter("Skarvik", "12,500"), Letter("Ny Holme", "9,250"));
  EXPECT_TRUE(verdict.is_form_letter());
  EXPECT_EQ(verdict.slots, 3U);
  EXPECT_EQ(verdict.slot_words, 3U + 4U + 3U);
  EXPECT_EQ(verdict.other_words, 0U);
  EXPECT_TRUE(IsFormLetter(Letter("Skarvik", "12,500"), Letter("Skarvik", "12,900")));
  EXPECT_TRUE(IsFormLetter(Letter("Skarvik", "12,500"), Letter("Holme", "12,500")));
  EXPECT_TRUE(IsFormLetter(Letter("Skarvik", "500"), Letter("Skarvik", "1,500")));
}

TEST(JudgeFormLetterTest, ACopyIsNone) {
  EXPECT_FALSE(IsFormLetter(Letter("Skarvik", "12,500"), Letter("Skarvik", "12,500")));
  EXPECT_FALSE(IsFormLetter(Letter("Skarvik", "12,500"), Letter("SKARVIK", "12 500")));
  EXPECT_FALSE(IsFormLetter(Letter("Skarvik", "12,500"), Letter("Skarvik", "12500")))
      << "the same digits, cut otherwise";
  EXPECT_FALSE(
      IsFormLetter(Letter("Skarvik", "12,500"), Letter("Skarvik", "12,500", "three old boats")));
}

TEST(JudgeFormLetterTest, WhatElseDiffersMustNotPrevail) {
  EXPECT_TRUE(IsFormLetter(Letter("Skarvik", "12,500"), Letter("Holme", "9,250", "new pumps")));
  // Several slots need be half of it only.
  EXPECT_TRUE(IsFormLetter(Letter("Skarvik", "12,500"),
                           Letter("Holme", "9,250", "whatever the people there think is right")));
  EXPECT_FALSE(IsFormLetter(
      Letter("Skarvik", "12,500"),
      Letter("Skarvik", "9,250", "whatever the people who live there think right and proper")));
}

TEST(JudgeFormLetterTest, OnlyWhatIsAskedFor) {
  const std::string letter = Letter("Skarvik", "12,500");
  EXPECT_FALSE(IsFormLetter(letter, Letter("Holme", "12,500"), {.numbers = true}));
  EXPECT_TRUE(IsFormLetter(letter, Letter("Skarvik", "9,250"), {.numbers = true}));
  EXPECT_TRUE(IsFormLetter(letter, Letter("Holme", "12,500"), {.names = true}));
  EXPECT_FALSE(IsFormLetter(letter, Letter("Skarvik", "9,250"), {.names = true}));
  EXPECT_FALSE(IsFormLetter(letter, Letter("Holme", "9,250"), {}));
}

// One text of two offices, as each of them sends it.
constexpr std::string_view kJointBody =
    " asked the ministry today to look into the price of salt. The price has risen by 12 percent "
    "since May, they said, and bakers have begun to feel it. In a letter to the minister they name "
    "three dealers who hold most of what is on the market. ";

std::string Joint(const std::string& head, const std::string& who, const std::string& foot) {
  return head + " " + who + std::string(kJointBody) + "The ministry has until June to answer. " +
         foot;
}

TEST(JudgeFormLetterTest, AJointReleaseIsNone) {
  EXPECT_FALSE(IsFormLetter(
      Joint("May 3, 2005.", "Sens. Asta Lind and Bo Falk", "Contact: Per Strand, 555 0142"),
      Joint("FALK AND LIND WRITE TO MINISTER. May 4, 2005.", "Senators Bo Falk and Asta Lind",
            "Press office: Eva Norr, 555 0199")));
  EXPECT_FALSE(IsFormLetter(Joint("", "Senators Lind and Falk", "Per Strand"),
                            Joint("", "Senators Falk and Lind", "Eva Norr")));
}

TEST(JudgeFormLetterTest, WritingANameOrNumberOtherwiseMakesNoSlot) {
  const auto said = [](const std::string& who, const std::string& when) {
    return "It was said in the old town hall by the sea that all of the people, and " + who +
           " as well, have been waiting since the " + when +
           " of the month for what the others had long since been given by the council.";
  };
  EXPECT_FALSE(IsFormLetter(said("Gov. Lind", "21st"), said("Governor Lind", "21st")));
  EXPECT_FALSE(IsFormLetter(said("Governor Lind", "21st"), said("Governor Lind", "21")));
  EXPECT_FALSE(
      IsFormLetter(said("the people of NY", "21st"), said("the people of New York", "21")));
  EXPECT_TRUE(IsFormLetter(said("Governor Lind", "21st"), said("Governor Falk", "21st")));
  EXPECT_TRUE(IsFormLetter(said("Governor Lind", "21st"), said("Governor Lind", "22nd")));
}

TEST(JudgeFormLetterTest, TitlesAndHeadlinesHoldNoNames) {
  const auto told = [](const std::string& headline, const std::string& title) {
    return "THE OFFICE " + headline + " TODAY\nIt was said in the old hall by the sea that " +
           title +
           " Asta Lind has been to see the people who mend the boats and that she, with Reps. Lind "
           "and Falk and all the Congressmen of the coast, will now look into what can be done.";
  };
  EXPECT_FALSE(IsFormLetter(told("HELPS", "Reps."), told("HELPS", "Congressmen")));
  EXPECT_FALSE(IsFormLetter(told("HELPS SKARVIK", "Reps."), told("PRAISES HOLME", "Reps.")));
}

TEST(JudgeFormLetterTest, ScriptsWithoutCapitalsHaveNumbersOnly) {
  const auto told = [](const std::string& town, const std::string& amount) {
    std::string text = "省政府今天宣布将向沿海的小港口提供帮助，";
    text += town + "港将得到" + amount + "克朗，用来修理码头和更换水泵，";
    return text + "这笔钱必须在年底以前用完，冰化了以后工程就会开始。";
  };
  EXPECT_TRUE(IsFormLetter(told("东", "12500"), told("东", "9250")));
  EXPECT_FALSE(IsFormLetter(told("东", "12500"), told("西", "12500")));
}

// Press releases of many offices: near copies of two offices are joint releases; those of one
// office that writes to every town are form letters.
TEST(JudgeFormLetterTest, TellsJointReleasesFromFormLetters) {
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  const auto texts = testing::ReadTexts(*data / "senate-press-2005h1.docs.jsonl.xz");
  const auto pairs = testing::ReadTable(*data / "senate-press-2005h1.exact-pairs.tsv.xz");
  ASSERT_TRUE(texts.ok() && pairs.ok());
  std::map<std::string, std::string> by_id;
  for (const testing::TextRecord& record : *texts) by_id[record.id] = record.text;
  struct Count {
    double form_letters = 0;
    double pairs = 0;
  };
  Count joint;
  Count letters;
  for (const auto& row : *pairs) {
    if (row.at(2) < "0.8" || row.at(2) >= "1") continue;
    const auto office = [](const std::string& id) { return id.substr(0, id.find('/')); };
    const bool of_two = office(row[0]) != office(row[1]);
    if (!of_two && office(row[0]) != "Dewine" && office(row[0]) != "Alexander") continue;
    Count& count = of_two ? joint : letters;
    ++count.pairs;
    const Words a = SplitWords(by_id.at(row[0]), 0);
    const Words b = SplitWords(by_id.at(row[1]), 0);
    if (JudgeFormLetter({by_id[row[0]], a}, {by_id[row[1]], b}, kBoth).is_form_letter()) {
      ++count.form_letters;
    }
  }
  ASSERT_GT(joint.pairs, 250);
  ASSERT_GT(letters.pairs, 3000);
  EXPECT_LE(joint.form_letters / joint.pairs, 0.01);
  EXPECT_GE(letters.form_letters / letters.pairs, 0.98);
}

}  // namespace
}  // namespace twicetold
