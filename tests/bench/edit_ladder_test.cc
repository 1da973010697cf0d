// The machinery of the edit ladder, on texts made so that every count can be known.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "bench/quality/edit.h"
#include "bench/quality/ladder.h"
#include "bench/quality/real_text.h"
#include "bench/quality/unrelated.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/random.h"
#include "twicetold/match/passage.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// "w0 w1, w2 w3, ...": no word twice.
std::string Numbered(const std::string& stem, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    text += stem + std::to_string(i) + (i % 2 == 0 ? " " : ", ");
  }
  return text;
}

std::vector<std::string> Folded(const std::string& text) {
  const Words words = SplitWords(text, 0);
  std::vector<std::string> folded;
  for (size_t i = 0; i < words.size(); ++i) folded.emplace_back(words.folded(i));
  return folded;
}

size_t CountWithStem(const std::vector<std::string>& words, char stem) {
  return static_cast<size_t>(std::count_if(
      words.begin(), words.end(), [stem](const std::string& word) { return word[0] == stem; }));
}

// A set of `stories` stories with `paragraphs` paragraphs of 60 words each, no two words alike but
// for those of `shared`, which ends the first paragraph of every story.
TextSet MadeUpSet(size_t stories, size_t paragraphs, const std::string& shared = "") {
  std::vector<std::string> texts;
  for (size_t s = 0; s < stories; ++s) {
    std::string text;
    for (size_t p = 0; p < paragraphs; ++p) {
      text += Numbered(Concat({"s", std::to_string(s), "p", std::to_string(p), "w"}), 60);
      if (p == 0) text += shared;
      text += "\n\n";
    }
    texts.push_back(text);
  }
  return *MakeTextSet("made up", texts, 7);
}

TEST(EditTest, EditsAsManyWordsAsTheRateSays) {
  const std::string text = Numbered("t", 20000);
  const std::vector<std::string> pool = Folded(Numbered("p", 500));
  for (const double rate : {0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 1.0}) {
    Random random(3);
    const EditedText edited = Edit(text, rate, pool, random);
    const EditCounts& counts = edited.counts;
    const double expected = 20000.0 * rate;
    EXPECT_EQ(counts.words, 20000U);
    EXPECT_EQ(counts.edited(), static_cast<uint64_t>(std::llround(expected)));
    // A quarter each, within four standard deviations.
    for (const uint64_t count :
         {counts.replaced, counts.dropped, counts.inserted, counts.swapped}) {
      EXPECT_NEAR(static_cast<double>(count), expected / 4, 4 * std::sqrt(expected * 3 / 16) + 0.5);
    }
    // The text bears the counts out: own words are lost by two kinds, others put in by two.
    const std::vector<std::string> words = Folded(edited.text);
    EXPECT_EQ(CountWithStem(words, 't'), 20000U - counts.replaced - counts.dropped);
    EXPECT_EQ(CountWithStem(words, 'p'), counts.replaced + counts.inserted);
    EXPECT_EQ(words.size(), 20000U - counts.dropped + counts.inserted);
    EXPECT_EQ(std::set<std::string>(words.begin(), words.end()).size() >
                  20000U - counts.replaced - counts.dropped,
              rate > 0.0);
  }
}

TEST(EditTest, SwapsNeighbours) {
  const std::string text = Numbered("t", 20000);
  const std::vector<std::string> before = Folded(text);
  const std::vector<std::string> pool = Folded(Numbered("p", 500));
  Random random(4);
  const EditedText edited = Edit(text, 0.02, pool, random);
  // Own words that stand behind the one that followed them: one pair for each swap, but for the
  // few whose word another edit took away.
  const std::vector<std::string> after = Folded(edited.text);
  size_t reversed = 0;
  for (size_t i = 1; i < after.size(); ++i) {
    if (after[i][0] != 't' || after[i - 1][0] != 't') continue;
    const unsigned long behind = std::stoul(after[i - 1].substr(1));
    if (behind == std::stoul(after[i].substr(1)) + 1) ++reversed;
  }
  EXPECT_LE(reversed, edited.counts.swapped);
  EXPECT_GE(10 * reversed, 9 * edited.counts.swapped);
  EXPECT_GT(edited.counts.swapped, 50U);
}

TEST(EditTest, KeepsEverythingAtRateZeroAndRepeatsItselfForOneSeed) {
  const std::string text = "One, two \xE2\x80\x94 three; four.\n";
  const std::vector<std::string> pool = {"x", "y"};
  Random random(5);
  EXPECT_EQ(Edit(text, 0.0, pool, random).text, text);
  Random first(6);
  Random second(6);
  EXPECT_EQ(Edit(text, 0.5, pool, first).text, Edit(text, 0.5, pool, second).text);
}

TEST(EditTest, NeverReplacesAWordByItself) {
  const std::string text = "same same same same same same same same same same";
  const std::vector<std::string> pool = {"same", "other"};
  for (uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    const EditedText edited = Edit(text, 1.0, pool, random);
    EXPECT_EQ(edited.counts.swapped, 0U);
    const std::vector<std::string> words = Folded(edited.text);
    EXPECT_GE(CountWithStem(words, 'o'), edited.counts.replaced);
  }
}

TEST(EditTest, CountsTwoGraphemesOfASpacelessScriptAsOneWord) {
  // Ten kanji, a full stop, one kanji, a Latin word.
  const std::string text = "一二三四五六七八九十。百 alpha";
  EXPECT_EQ(PoolWords(text).size(), 7U);
  Random random(8);
  EXPECT_EQ(Edit(text, 1.0, {"千", "万"}, random).counts.edited(), 7U);
}

TEST(TextSetTest, HoldsEveryParagraphOfTheRightLengthOnce) {
  std::vector<std::string> stories;
  for (size_t s = 0; s < 12; ++s) {
    stories.push_back(
        Concat({Numbered(Concat({"a", std::to_string(s), "x"}), 40), "\n\n", Numbered("short", 39),
                "\n\n", Numbered("long", 151), "\n\n", Numbered("everywhere", 50)}));
  }
  const TextSet set = *MakeTextSet("mixed", stories, 1);
  EXPECT_EQ(set.paragraphs.size(), 13U);  // one a story, and the one that all share
  for (const Paragraph& paragraph : set.paragraphs) {
    EXPECT_THAT(set.stories[paragraph.story], HasSubstr(paragraph.text));
    EXPECT_THAT(paragraph.text, Not(HasSubstr("short")));
    EXPECT_THAT(paragraph.text, Not(HasSubstr("long")));
  }
}

TEST(TextSetTest, RefusesTooFewStories) {
  const auto set = MakeTextSet("tiny", {Numbered("a", 60), Numbered("b", 60)}, 1);
  EXPECT_FALSE(set.ok());
  EXPECT_THAT(std::string(set.status().message()), HasSubstr("tiny: too few stories"));
}

TEST(LadderTest, PlantsTheParagraphAmongOthersOfOtherStories) {
  const TextSet set = MadeUpSet(12, 2);
  const Paragraph& paragraph = set.paragraphs[0];
  Random random(9);
  const PlantedPair pair = Plant(set, paragraph, 0.2, random);
  EXPECT_EQ(pair.a.substr(pair.planted_a.begin, pair.planted_a.size()), paragraph.text);
  EXPECT_EQ(pair.edits.edited(), 12U);
  EXPECT_EQ(Folded(pair.a).size(), 300U);
  // But for the planted one, no word of `a` stands in `b`.
  const std::vector<std::string> words_b = Folded(pair.b);
  const std::set<std::string> in_b(words_b.begin(), words_b.end());
  const std::vector<std::string> around =
      Folded(pair.a.substr(0, pair.planted_a.begin) + " " + pair.a.substr(pair.planted_a.end));
  const std::vector<std::string> drawn = set.pool;
  for (const std::string& word : around) {
    if (std::find(drawn.begin(), drawn.end(), word) == drawn.end()) {
      EXPECT_EQ(in_b.count(word), 0U);
    }
  }
}

TEST(LadderTest, FindsUneditedCopiesWholeAndNothingElse) {
  const TextSet set = MadeUpSet(12, 2);
  const LadderTally tally = RunStep(set, 0.0, 30, 1, PassageOptions{}, 2);
  EXPECT_EQ(tally.pairs, 30U);
  EXPECT_DOUBLE_EQ(tally.Recall(), 1.0);
  EXPECT_DOUBLE_EQ(tally.MatchedRecall(), 1.0);
  EXPECT_DOUBLE_EQ(tally.Coverage(), 1.0);
  EXPECT_DOUBLE_EQ(tally.Granularity(), 1.0);
  EXPECT_DOUBLE_EQ(tally.Precision(), 1.0);
  EXPECT_EQ(tally.words_inside, 30U * 2 * 60);
  EXPECT_EQ(tally.edits.edited(), 0U);
}

TEST(LadderTest, FindsLittleWhenEveryWordIsEdited) {
  const LadderTally tally = RunStep(MadeUpSet(12, 2), 1.0, 30, 1, PassageOptions{}, 1);
  EXPECT_EQ(tally.edits.edited(), 30U * 60);
  EXPECT_DOUBLE_EQ(tally.Recall(), 0.0);
}

TEST(LadderTest, CountsThePartsOfABrokenPassage) {
  // The copy is the paragraph's two ends, with forty other words between them.
  PlantedPair pair;
  const std::string a = Numbered("a", 60);
  const std::vector<std::string> words = Folded(a);
  std::string b;
  for (size_t i = 0; i < 20; ++i) b += words[i] + " ";
  b += Numbered("z", 40);
  for (size_t i = 50; i < 60; ++i) b += words[i] + " ";
  pair.a = Numbered("before", 50) + "\n\n" + a;
  pair.planted_a = {pair.a.size() - a.size(), pair.a.size()};
  pair.b = b;
  pair.planted_b = {0, b.size()};
  const LadderTally tally = Measure(pair, PassageOptions{});
  EXPECT_EQ(tally.links, 2U);
  EXPECT_DOUBLE_EQ(tally.Coverage(), 0.5);
  EXPECT_EQ(tally.found, 0U);  // neither passage alone covers half
  EXPECT_EQ(tally.words_reported, 60U);
  EXPECT_EQ(tally.words_inside, 60U);
}

TEST(LadderTest, CountsWordsBeyondThePlantedPlaces) {
  PlantedPair pair;
  pair.a = Numbered("a", 60);
  pair.b = pair.a;
  const Words words = SplitWords(pair.a, 0);
  pair.planted_a = {0, words.span(30).begin};
  pair.planted_b = {0, words.span(30).begin};
  const LadderTally tally = Measure(pair, PassageOptions{});
  EXPECT_EQ(tally.found, 1U);
  EXPECT_EQ(tally.words_reported, 120U);
  EXPECT_EQ(tally.words_inside, 60U);
  EXPECT_DOUBLE_EQ(tally.Precision(), 0.5);
}

TEST(LadderTest, GivesTheSameForAnyNumberOfThreads) {
  const TextSet set = MadeUpSet(12, 3);
  const LadderTally one = RunStep(set, 0.35, 40, 11, PassageOptions{}, 1);
  const LadderTally four = RunStep(set, 0.35, 40, 11, PassageOptions{}, 4);
  EXPECT_EQ(one.found, four.found);
  EXPECT_EQ(one.words_inside, four.words_inside);
  EXPECT_DOUBLE_EQ(one.coverage, four.coverage);
}

TEST(UnrelatedTest, FindsNothingWhereNothingIsShared) {
  const UnrelatedTally tally =
      RunUnrelated(MadeUpSet(12, 2), Unit::kStory, 50, 1, PassageOptions{}, 2);
  EXPECT_EQ(tally.pairs, 50U);
  EXPECT_EQ(tally.words, 50U * 240);
  EXPECT_TRUE(tally.false_passages.empty());
  EXPECT_TRUE(tally.exact_repeats.empty());
}

TEST(UnrelatedTest, TellsAnExactRepeatFromAFalsePassage) {
  const std::string formula = "the committee on commerce science and transportation today";
  const UnrelatedTally exact =
      RunUnrelated(MadeUpSet(12, 1, formula), Unit::kParagraph, 20, 1, PassageOptions{}, 1);
  EXPECT_EQ(exact.exact_repeats.size(), 20U);
  EXPECT_TRUE(exact.false_passages.empty());
  EXPECT_EQ(exact.exact_repeats[0].a, formula);
  EXPECT_EQ(exact.exact_repeats[0].matched_words, 8U);

  // With a longer minimum the same formula would not be exact; here it is no passage at all.
  PassageOptions longer;
  longer.min_words = 9;
  const UnrelatedTally none =
      RunUnrelated(MadeUpSet(12, 1, formula), Unit::kParagraph, 20, 1, longer, 1);
  EXPECT_TRUE(none.exact_repeats.empty());
  EXPECT_TRUE(none.false_passages.empty());
}

}  // namespace
}  // namespace twicetold::bench
