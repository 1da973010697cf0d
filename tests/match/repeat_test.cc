#include "twicetold/match/repeat.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/made_words.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MakeSequence;
using testing::Numbers;
using ::testing::SizeIs;

const char kSentence[] = "we stand ready to defend every ally at any time ";    // 10 words
const char kOther[] = "the minister told reporters on the way to the summit ";  // 10 words

PassageOptions WithMinWords(uint32_t min_words) {
  PassageOptions options;
  options.min_words = min_words;
  return options;
}

std::vector<Repeat> Repeats(const WordSequence& words, const PassageOptions& options = {}) {
  return MergeIntoRepeats(FindPassages(words, options).passages);
}

// "0-10 13-23": the places of the repeat.
std::string Places(const Repeat& repeat) {
  std::string text;
  for (const Occurrence& occurrence : repeat.occurrences) {
    if (!text.empty()) text += ' ';
    text += std::to_string(occurrence.words.begin) + '-' + std::to_string(occurrence.words.end);
  }
  return text;
}

std::vector<std::string> Find(const std::vector<std::string>& documents,
                              const PassageOptions& options = {}) {
  std::vector<std::string> lines;
  for (const Repeat& repeat : Repeats(MakeSequence(documents), options)) {
    lines.push_back(Places(repeat));
  }
  return lines;
}

TEST(RepeatTest, NoPassagesNoRepeats) { EXPECT_THAT(MergeIntoRepeats({}), IsEmpty()); }

TEST(RepeatTest, TwoPlaces) {
  const WordSequence words = MakeSequence(std::vector<std::string>{kSentence, kSentence});
  const std::vector<Repeat> repeats = Repeats(words);
  ASSERT_THAT(repeats, SizeIs(1));
  EXPECT_EQ(Places(repeats[0]), "0-10 11-21");
  EXPECT_EQ(repeats[0].words(), 10U);
  EXPECT_DOUBLE_EQ(repeats[0].identity(), 1.0);
  EXPECT_THAT(repeats[0].occurrences[0].edited, IsEmpty());
}

TEST(RepeatTest, ThreeCopiesAreOneRepeat) {
  const std::string text = kSentence;
  EXPECT_THAT(Find({text + "1 " + text + "2 3 " + text}), ElementsAre("0-10 11-21 23-33"));
  EXPECT_THAT(Find({text, text, text}), ElementsAre("0-10 11-21 22-32"));
}

TEST(RepeatTest, AShorterPieceThatStandsElsewhereIsARepeatOfItsOwn) {
  // Twelve words twice, five of them a third time.
  const std::string text = "one two undermines all of our security three four five six seven ";
  EXPECT_THAT(
      Find({text + "p q r " + text + "s undermines all of our security t"}, WithMinWords(5)),
      ElementsAre("0-12 15-27", "2-7 17-22 28-33"));
}

TEST(RepeatTest, EditedWordsAreToldOnBothSides) {
  // The representative is the first place: "then" stands there only, "it said" at the second.
  const std::vector<Repeat> repeats = Repeats(
      MakeSequence({std::string("we stand ready then to defend every ally at any time"),
                    std::string("we stand ready to defend it said every ally at any time")}));
  ASSERT_THAT(repeats, SizeIs(1));
  const Repeat& repeat = repeats[0];
  EXPECT_EQ(Places(repeat), "0-11 12-24");
  EXPECT_EQ(repeat.representative, 0U);
  EXPECT_EQ(repeat.words(), 10U);
  EXPECT_THAT(repeat.occurrences[0].edited, ElementsAre(3));
  EXPECT_THAT(repeat.occurrences[1].edited, ElementsAre(17, 18));
  EXPECT_EQ(repeat.occurrences[0].matched_words, 11U);
  EXPECT_EQ(repeat.occurrences[1].matched_words, 10U);
  EXPECT_DOUBLE_EQ(repeat.identity(), 20.0 / 23.0);
}

TEST(RepeatTest, SortedByWhereTheyBegin) {
  const std::string a = kSentence;
  const std::string b = kOther;
  EXPECT_THAT(Find({a + b + "1 " + b + "2 " + a}), ElementsAre("0-10 32-42", "10-20 21-31"));
}

TEST(RepeatTest, AWordAThousandTimesIsOneRepeatOfBlocks) {
  const std::vector<Repeat> repeats = Repeats(MakeSequence({Numbers(1000, 1)}));
  ASSERT_THAT(repeats, SizeIs(1));
  EXPECT_THAT(repeats[0].occurrences, SizeIs(125));
}

TEST(RepeatTest, FiveHundredEqualRowsAreOneRepeat) {
  Numbers rows;
  for (int i = 0; i < 500; ++i) {
    for (uint64_t word = 0; word < 10; ++word) rows.push_back(word);
  }
  const std::vector<Repeat> repeats = Repeats(MakeSequence({rows}));
  ASSERT_THAT(repeats, SizeIs(1));
  EXPECT_THAT(repeats[0].occurrences, SizeIs(500));
}

TEST(RepeatTest, ARefrainBetweenVersesIsOneRepeat) {
  for (const size_t verse : {3U, 10U, 30U}) {  // bridged or not
    Numbers song;
    uint64_t fresh = 100;
    for (int i = 0; i < 60; ++i) {
      testing::Append(song, testing::FreshNumbers(fresh, verse));
      for (uint64_t word = 0; word < 20; ++word) song.push_back(word);
    }
    const std::vector<Repeat> repeats = Repeats(MakeSequence({song}));
    ASSERT_THAT(repeats, SizeIs(1)) << verse;
    EXPECT_THAT(repeats[0].occurrences, SizeIs(60));
    EXPECT_EQ(repeats[0].words(), 20U);
  }
}

TEST(RepeatTest, TwoThousandEqualDocumentsAreOneRepeat) {
  Random random(13);
  const Numbers text = testing::RandomNumbers(random, 30, 3000);
  const std::vector<Repeat> repeats = Repeats(MakeSequence(std::vector<Numbers>(2000, text)));
  ASSERT_THAT(repeats, SizeIs(1));
  EXPECT_THAT(repeats[0].occurrences, SizeIs(2000));
}

bool Coincide(const Span& x, const Span& y) {
  const uint64_t shared = Intersection(x, y).size();
  return 4 * shared >= 3 * (x.size() + y.size() - shared);
}

// A passage is told by a repeat when one of its sides coincides with one place and the other side
// with another.
bool IsTold(const Repeat& repeat, const Alignment& passage) {
  const auto holds = [&repeat](const Span& side) {
    return std::any_of(
        repeat.occurrences.begin(), repeat.occurrences.end(),
        [&side](const Occurrence& occurrence) { return Coincide(occurrence.words, side); });
  };
  return holds(passage.a()) && holds(passage.b());
}

void ExpectSound(const WordSequence& words, const Repeat& repeat) {
  ASSERT_GE(repeat.occurrences.size(), 2U);
  ASSERT_LT(repeat.representative, repeat.occurrences.size());
  for (size_t i = 0; i < repeat.occurrences.size(); ++i) {
    const Occurrence& occurrence = repeat.occurrences[i];
    ASSERT_FALSE(occurrence.words.empty());
    const uint64_t end_before = i == 0 ? 0 : repeat.occurrences[i - 1].words.end;
    ASSERT_LE(end_before, occurrence.words.begin);
    ASSERT_EQ(words.DocumentOf(occurrence.words.begin), words.DocumentOf(occurrence.words.end - 1));
    ASSERT_TRUE(std::is_sorted(occurrence.edited.begin(), occurrence.edited.end()));
    for (const uint64_t position : occurrence.edited) {
      ASSERT_TRUE(occurrence.words.Contains({position, position + 1}));
    }
    if (i != repeat.representative) {
      ASSERT_EQ(occurrence.matched_words + occurrence.edited.size(), occurrence.words.size());
    }
  }
}

TEST(RepeatTest, EveryPassageIsToldAndEveryRepeatIsSound) {
  Random random(14);
  size_t many_places = 0;
  for (int round = 0; round < 1500; ++round) {
    const uint64_t vocabulary = 2 + random.Below(round % 2 == 0 ? 4 : 100);
    std::vector<Numbers> documents(1 + random.Below(4));
    const Numbers planted = testing::RandomNumbers(random, 5 + random.Below(30), vocabulary);
    for (Numbers& document : documents) {
      for (uint64_t times = random.Below(4); times > 0; --times) {
        testing::Append(document, testing::RandomNumbers(random, random.Below(20), vocabulary));
        for (const uint64_t word : planted) {
          document.push_back(random.Below(15) == 0 ? random.Below(vocabulary) : word);
        }
      }
    }
    const WordSequence words = MakeSequence(documents);
    const std::vector<Alignment> passages =
        FindPassages(words, WithMinWords(static_cast<uint32_t>(4 + random.Below(8)))).passages;
    const std::vector<Repeat> repeats = MergeIntoRepeats(passages);
    for (const Repeat& repeat : repeats) {
      ASSERT_NO_FATAL_FAILURE(ExpectSound(words, repeat)) << "round " << round;
      many_places += repeat.occurrences.size() > 2 ? 1U : 0U;
    }
    for (const Alignment& passage : passages) {
      ASSERT_TRUE(std::any_of(repeats.begin(), repeats.end(),
                              [&passage](const Repeat& repeat) { return IsTold(repeat, passage); }))
          << "round " << round << " " << testing::Describe(passage);
    }
    std::vector<std::string> places;
    for (const Repeat& repeat : repeats) places.push_back(Places(repeat));
    std::vector<std::string> again;
    for (const Repeat& repeat : MergeIntoRepeats(passages)) again.push_back(Places(repeat));
    ASSERT_EQ(places, again);
  }
  EXPECT_GT(many_places, 500U);
}

}  // namespace
}  // namespace twicetold
