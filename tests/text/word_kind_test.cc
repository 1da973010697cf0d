#include "twicetold/text/word_kind.h"

#include <gtest/gtest.h>

#include <string>

#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// A letter for each word: N name, 0 number, . plain.
std::string Kinds(const std::string& text) {
  std::string kinds;
  for (const WordKind kind : KindsOfWords(text, SplitWords(text, 0))) {
    kinds += kind == WordKind::kName ? 'N' : kind == WordKind::kNumber ? '0' : '.';
  }
  return kinds;
}

TEST(KindsOfWordsTest, NamesHaveCapitalsInsideASentence) {
  EXPECT_EQ(Kinds("the people of Skarvik and of Holme came by"), "...N..N..");
  EXPECT_EQ(Kinds("They came by. Everybody of the town did so."), ".........");
  EXPECT_EQ(Kinds("the town of Ny Holme Station is by the sea"), "...NNN....");
  EXPECT_EQ(Kinds("жители города Скарвик вышли на берег"), "..N...");
}

TEST(KindsOfWordsTest, WhatStandsInAnotherSentenceSaysNothing) {
  EXPECT_EQ(Kinds("Release of Skarvik. It is said that the boats came"), "..........");
  EXPECT_EQ(Kinds("the boats came to Holme. Skarvik had none of the boats"), "....N......");
}

TEST(KindsOfWordsTest, AWordThatIsANameOnceIsOneEverywhere) {
  EXPECT_EQ(Kinds("Skarvik is small. The people of Skarvik have boats."), "N.....N..");
  EXPECT_EQ(Kinds("the Board met and the board of the town ate"), "..........");
}

TEST(KindsOfWordsTest, HeadlinesSayNothing) {
  EXPECT_EQ(Kinds("SKARVIK GETS MONEY\nthe money is for the boats"), ".........");
  EXPECT_EQ(Kinds("Skarvik Gets New Boats Today\nthe money is for these"), "..........");
  EXPECT_EQ(Kinds("the men of NATO went by the sea"), "...N....");
}

TEST(KindsOfWordsTest, AbbreviationsEndNoSentenceAndAreNoNames) {
  EXPECT_EQ(Kinds("it was said by Gov. Lind of the coast"), ".....N...");
  EXPECT_EQ(Kinds("the man was seen by the Boats. Lind of the coast"), "......N....");
}

TEST(KindsOfWordsTest, NumbersHaveDigitsOfAnyScript) {
  EXPECT_EQ(Kinds("the 21st of 12,500 and twelve"), ".0.00..");
  EXPECT_EQ(Kinds("कुल १२५ लोग"), ".0.");
}

TEST(GoesOnWithNumberTest, JoinsTheGroupsOfANumber) {
  const std::string text = "at 1,500.25 or 1 500, 7 no,8 9";
  const Words words = SplitWords(text, 0);
  std::string joined;
  for (size_t i = 0; i <= words.size(); ++i) {
    joined += GoesOnWithNumber(text, words, i) ? '+' : ' ';
  }
  EXPECT_EQ(joined, "  ++        ");
}

}  // namespace
}  // namespace twicetold
