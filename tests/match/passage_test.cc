#include "twicetold/match/passage.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/made_words.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using testing::Describe;
using ::testing::ElementsAre;
using testing::FaultOf;
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

std::vector<std::string> Describe(const Passages& found) {
  std::vector<std::string> lines;
  for (const Alignment& passage : found.passages) lines.push_back(Describe(passage));
  return lines;
}

std::vector<std::string> Find(const std::vector<std::string>& documents,
                              const PassageOptions& options = {}) {
  return Describe(FindPassages(MakeSequence(documents), options));
}

TEST(PassageTest, ASentenceToldTwice) {
  EXPECT_THAT(Find({std::string(kSentence) + "1 2 3 " + kSentence}), ElementsAre("0+10=13+10"));
  EXPECT_THAT(Find({kSentence, kSentence}), ElementsAre("0+10=11+10"));
}

TEST(PassageTest, ShorterThanAskedIsNone) {
  EXPECT_THAT(Find({"a b c d e f g 1 2 a b c d e f g"}), IsEmpty());
  EXPECT_THAT(Find({"a b c d e f g h 1 a b c d e f g h"}), ElementsAre("0+8=9+8"));
}

TEST(PassageTest, AnInsertedPhraseIsBridged) {
  EXPECT_THAT(Find({"we stand ready to defend every ally",
                    "we stand ready it said to defend every "
                    "ally"},
                   WithMinWords(7)),
              ElementsAre("0+3=8+3 3+4=13+4"));
}

TEST(PassageTest, AShortPassageMayHoldOneReplacedWordOnly) {
  EXPECT_THAT(Find({"a b c d e x f g h i", "a b c d e y f g h i"}),
              ElementsAre("0+5=11+5 6+4=17+4"));
  EXPECT_THAT(Find({"a b c d x e f g y h", "a b c d v e f g w h"}), IsEmpty());
}

TEST(PassageTest, ALongerInsertionThanAllowedSplits) {
  PassageOptions options;
  options.max_gap_words = 4;
  const std::string a = kSentence;
  const std::string b = kOther;
  EXPECT_THAT(Find({a + b, a + "1 2 3 4 " + b}, options), ElementsAre("0+10=21+10 10+10=35+10"));
  EXPECT_THAT(Find({a + b, a + "1 2 3 4 5 " + b}, options),
              ElementsAre("0+10=21+10", "10+10=36+10"));
}

TEST(PassageTest, ReorderedSentencesAreTwoPassages) {
  const std::string a = kSentence;
  const std::string b = kOther;
  EXPECT_THAT(Find({a + b, b + a}), ElementsAre("0+10=31+10", "10+10=21+10"));
}

TEST(PassageTest, ShortTextNextToALongPassageIsNotLost) {
  // Eight equal words, eight replaced, and twenty equal ones: the eight just make up for the gap,
  // which is no gain, and stand as a passage of their own.
  const std::string gap_a = "1 2 3 4 5 6 7 8 ";
  const std::string gap_b = "9 10 11 12 13 14 15 16 ";
  const std::string eight = "a b c d e f g h ";
  const std::string twenty = std::string(kSentence) + kOther;
  EXPECT_THAT(Find({twenty + gap_a + eight, twenty + gap_b + eight}),
              ElementsAre("0+20=37+20", "28+8=65+8"));
}

TEST(PassageTest, AnExactPassageIsNotLostToItsLessLikeNeighbour) {
  PassageOptions options;
  options.min_identity = 0.95;
  const std::string tail = "p q r s t u ";
  EXPECT_THAT(Find({kSentence + ("x y " + tail), kSentence + ("v w " + tail)}, options),
              ElementsAre("0+10=19+10"));
}

TEST(PassageTest, DocumentsAreNeverBridged) {
  EXPECT_THAT(Find({"1 2 a b c d", "e f g h 3 4", "a b c d e f g h"}), IsEmpty());
  EXPECT_THAT(Find({"a b c d", "e f g h", "5 a b c d", "e f g h"}), IsEmpty());
}

TEST(PassageTest, OneWordIsEnoughWhenAsked) {
  EXPECT_THAT(Find({"a x b", "c x d"}, WithMinWords(1)), ElementsAre("1+1=5+1"));
  EXPECT_THAT(Find({"q x a b", "q y a b"}, WithMinWords(2)), ElementsAre("2+2=7+2"));
}

TEST(PassageTest, NoGapFindsExactPassagesOnly) {
  PassageOptions options;
  options.max_gap_words = 0;
  EXPECT_THAT(Find({"a b c d e f g h x 1 2 3 4", "a b c d e f g h y 1 2 3 4"}, options),
              ElementsAre("0+8=14+8"));
}

TEST(PassageTest, GraphemesOfSpacelessScriptsCountHalf) {
  std::string fifteen;
  for (int i = 0; i < 15; ++i) fifteen += "~" + std::to_string(i) + ' ';
  EXPECT_THAT(Find({fifteen, fifteen}), IsEmpty());
  EXPECT_THAT(Find({fifteen + "~x", fifteen + "~x"}), ElementsAre("0+16=17+16"));
}

TEST(PassageTest, HashesAreNotEvidence) {
  // Ten different words on each side, all under the same hashes.
  Words a;
  Words b;
  for (uint64_t i = 0; i < 10; ++i) {
    a.Append(i, {2 * i, 2 * i + 1}, "a" + std::to_string(i));
    b.Append(i, {2 * i, 2 * i + 1}, "b" + std::to_string(i));
  }
  const std::vector<const Words*> documents = {&a, &b};
  EXPECT_THAT(FindPassages(WordSequence(documents), WithMinWords(1)).passages, IsEmpty());
}

TEST(PassageTest, AcrossDocumentsOnly) {
  PassageOptions options;
  options.scope = PairScope::kAcrossDocuments;
  EXPECT_THAT(Find({std::string(kSentence) + "1 " + kSentence}, options), IsEmpty());
  EXPECT_THAT(Find({std::string(kSentence) + "1 " + kSentence, kSentence}, options),
              ElementsAre("0+10=22+10", "11+10=22+10"));
}

TEST(PassageTest, NothingInNothing) {
  EXPECT_THAT(Find({}), IsEmpty());
  EXPECT_THAT(Find({"", "", ""}), IsEmpty());
  EXPECT_THAT(Find({"", kSentence, ""}), IsEmpty());
}

// --- text that repeats itself at once ---

TEST(PassageTest, AWordAThousandTimesIsToldInBlocks) {
  const Numbers very(1000, 1);
  const Passages found = FindPassages(MakeSequence({very}), {});
  // 125 blocks of eight words, each but the first with the first.
  ASSERT_THAT(found.passages, SizeIs(124));
  EXPECT_EQ(Describe(found.passages[0]), "0+8=8+8");
  EXPECT_EQ(Describe(found.passages[123]), "0+8=992+8");
}

TEST(PassageTest, EqualRowsAreToldRowByRow) {
  Numbers rows;
  for (int i = 0; i < 500; ++i) {
    for (uint64_t word = 0; word < 10; ++word) rows.push_back(word);
  }
  const Passages found = FindPassages(MakeSequence({rows}), {});
  ASSERT_THAT(found.passages, SizeIs(499));
  EXPECT_EQ(Describe(found.passages[0]), "0+10=10+10");
}

TEST(PassageTest, ASentenceSaidTwiceOnEnd) {
  EXPECT_THAT(Find({std::string(kSentence) + kSentence}), ElementsAre("0+10=10+10"));
  // The period is three words, a block nine, and behind the first one eight are left.
  EXPECT_THAT(Find({"a b c a b c a b c a b c a b c a b"}), ElementsAre("0+8=9+8"));
}

TEST(PassageTest, ThreeTimesOnEndTheLastOneEdited) {
  const std::string a = kSentence;
  EXPECT_THAT(Find({a + kOther + a + kOther + a + "x " + kOther}),
              ElementsAre("0+20=20+20", "0+10=40+10 10+10=51+10"));
}

TEST(PassageTest, ARefrainBetweenVersesIsEveryPairOfPlaces) {
  Numbers song;
  uint64_t fresh = 100;
  for (int i = 0; i < 60; ++i) {
    testing::Append(song, testing::FreshNumbers(fresh, 30));
    for (uint64_t word = 0; word < 20; ++word) song.push_back(word);
  }
  const Passages found = FindPassages(MakeSequence({song}), {});
  ASSERT_THAT(found.passages, SizeIs(60 * 59 / 2));
  for (const Alignment& passage : found.passages) {
    EXPECT_EQ(passage.matched_words(), 20U);
    EXPECT_EQ(passage.edited_words(), 0U);
  }
}

// --- large and hard texts: done in seconds, and sane ---

TEST(PassageTest, TwoEqualLongDocuments) {
  Random random(6);
  const Numbers text = testing::RandomNumbers(random, 20'000, 5000);
  EXPECT_THAT(Describe(FindPassages(MakeSequence({text, text}), {})),
              ElementsAre("0+20000=20001+20000"));
}

TEST(PassageTest, AParagraphInTwoHundredPlacesCloseTogether) {
  // What stands between the copies is short enough to be bridged, and still each copy is told as
  // a place of its own: no passage is longer than the paragraph and a word or two by chance.
  Random random(9);
  const Numbers paragraph = testing::RandomNumbers(random, 100, 3000);
  Numbers text;
  for (int i = 0; i < 200; ++i) {
    testing::Append(text, paragraph);
    testing::Append(text, testing::RandomNumbers(random, 1 + random.Below(20), 3000));
  }
  const Passages found = FindPassages(MakeSequence({text}), {});
  size_t whole = 0;
  for (const Alignment& passage : found.passages) {
    whole += passage.matched_words() >= 100 ? 1U : 0U;
    EXPECT_LE(passage.matched_words(), 110U);
  }
  EXPECT_GE(whole, 199U * 200U / 2U * 99U / 100U);
}

TEST(PassageTest, TwoThousandEqualDocumentsAreTiedThoughHot) {
  Random random(10);
  const Numbers text = testing::RandomNumbers(random, 30, 3000);
  const Passages found = FindPassages(MakeSequence(std::vector<Numbers>(2000, text)), {});
  EXPECT_GT(found.hot_shingles, 0U);
  // The first with each other, and each other with the one before.
  EXPECT_THAT(found.passages, SizeIs(1999 + 1998));
}

TEST(PassageTest, ThreeWordsAtRandomAreGivenUpOnAndSayingSo) {
  Random random(11);
  const Passages found =
      FindPassages(MakeSequence({testing::RandomNumbers(random, 20'000, 3)}), {});
  EXPECT_GT(found.ungrown_seeds, 0U);
  EXPECT_FALSE(found.passages.empty());
}

TEST(PassageTest, AFibonacciWord) {
  Numbers shorter = {0};
  Numbers word = {0, 1};
  while (word.size() < 10'000) {
    Numbers longer = word;
    testing::Append(longer, shorter);
    shorter = std::exchange(word, longer);
  }
  const WordSequence words = MakeSequence({word});
  const Passages found = FindPassages(words, {});
  ASSERT_FALSE(found.passages.empty());
  for (const Alignment& passage : found.passages) ASSERT_EQ(FaultOf(words, passage), "");
}

// Random words with planted copies under edits, in some documents.
std::vector<Numbers> RandomDocuments(Random& random) {
  const uint64_t vocabulary = 5 + random.Below(200);
  std::vector<Numbers> documents(1 + random.Below(3));
  const Numbers planted = testing::RandomNumbers(random, 8 + random.Below(30), vocabulary);
  for (Numbers& document : documents) {
    document = testing::RandomNumbers(random, random.Below(60), vocabulary);
    for (uint64_t times = random.Below(4); times > 0; --times) {
      for (const uint64_t word : planted) {
        const uint64_t edit = random.Below(20);
        if (edit != 0) document.push_back(word);
        if (edit <= 1) document.push_back(random.Below(vocabulary));
      }
      testing::Append(document, testing::RandomNumbers(random, random.Below(20), vocabulary));
    }
  }
  return documents;
}

uint64_t Witness(const Alignment& passage) {
  uint64_t longest = 0;
  for (const ExactRun& run : passage.runs) longest = std::max<uint64_t>(longest, run.size);
  return longest;
}

TEST(PassageTest, EveryPassageKeepsTheOptionsAndItsPromises) {
  Random random(7);
  size_t seen = 0;
  for (int round = 0; round < 1500; ++round) {
    const WordSequence words = MakeSequence(RandomDocuments(random));
    PassageOptions options;
    options.min_words = static_cast<uint32_t>(1 + random.Below(12));
    options.seed_words = static_cast<uint32_t>(1 + random.Below(6));
    options.max_gap_words = static_cast<uint32_t>(random.Below(20));
    options.min_identity = random.Unit();
    if (random.Below(3) == 0) options.scope = PairScope::kAcrossDocuments;
    if (random.Below(3) == 0) options.max_seed_pairs = random.Below(100);
    const Passages found = FindPassages(words, options);
    seen += found.passages.size();
    std::set<std::tuple<uint64_t, uint64_t>> matched;  // (a, b) of every matched word
    for (const Alignment& passage : found.passages) {
      ASSERT_EQ(FaultOf(words, passage), "") << "round " << round << " " << Describe(passage);
      ASSERT_GE(passage.matched_words(), options.min_words);
      ASSERT_GE(Witness(passage), std::min(options.seed_words, options.min_words));
      ASSERT_GE(passage.identity(), options.min_identity);
      ASSERT_GE(testing::Score(passage), 2 * int64_t{options.min_words} - 2);
      const bool within =
          words.DocumentOf(passage.a().begin) == words.DocumentOf(passage.b().begin);
      ASSERT_FALSE(within && options.scope == PairScope::kAcrossDocuments);
      for (const ExactRun& run : passage.runs) {
        for (uint32_t i = 0; i < run.size; ++i) {
          ASSERT_TRUE(matched.emplace(run.a + i, run.b + i).second)
              << "round " << round << ": a pair of words is told twice: " << Describe(passage);
        }
      }
    }
    ASSERT_EQ(Describe(found), Describe(FindPassages(words, options)));
  }
  EXPECT_GT(seen, 1500U);
}

// Every exact run of min_words words must lie in passages, whatever stands around it.
TEST(PassageTest, EveryExactRunOfTheLengthAskedIsCovered) {
  Random random(8);
  size_t seen = 0;
  for (int round = 0; round < 1500; ++round) {
    const WordSequence words = MakeSequence(RandomDocuments(random));
    PassageOptions options;
    options.min_identity = random.Below(2) == 0 ? 0.5 : 0.95;
    const Passages found = FindPassages(words, options);
    std::set<uint64_t> covered;
    for (const Alignment& passage : found.passages) {
      for (uint64_t p = passage.a().begin; p < passage.a().end; ++p) covered.insert(p);
      for (uint64_t p = passage.b().begin; p < passage.b().end; ++p) covered.insert(p);
    }
    for (const ExactRun& run : FindExactRuns(words, {options.min_words}).runs) {
      ++seen;
      for (uint32_t i = 0; i < run.size; ++i) {
        ASSERT_TRUE(covered.contains(run.a + i) && covered.contains(run.b + i))
            << "round " << round << ": " << run.a << "=" << run.b << "+" << run.size;
      }
    }
  }
  EXPECT_GT(seen, 1500U);
}

// Which passages are found does not hang on the order of the documents, but where several
// alignments score alike (equal words repeated inside a gap) the one taken does, and with it which
// words are told matched. Planted passages of distinct words leave no such choice.
TEST(PassageTest, TheOrderOfTheDocumentsOnlySwapsTheSides) {
  Random random(12);
  for (int round = 0; round < 300; ++round) {
    uint64_t fresh = 0;
    std::vector<Numbers> documents(2);
    for (int planted = 0; planted < 3; ++planted) {
      for (const uint64_t word : testing::FreshNumbers(fresh, 12 + random.Below(30))) {
        for (Numbers& document : documents) {
          if (random.Below(12) != 0) document.push_back(word);
          if (random.Below(12) == 0) document.push_back(fresh++);
        }
      }
      for (Numbers& document : documents) {
        testing::Append(document, testing::FreshNumbers(fresh, random.Below(30)));
      }
    }
    const WordSequence words = MakeSequence(documents);
    const WordSequence swapped = MakeSequence(std::vector<Numbers>{documents[1], documents[0]});
    // (place in the first, place in the second, size) of every run.
    using Place = std::tuple<uint64_t, uint64_t, uint64_t>;
    std::set<Place> forward;
    std::set<Place> backward;
    for (const Alignment& passage : FindPassages(words, {}).passages) {
      for (const ExactRun& run : passage.runs) {
        forward.emplace(run.a, run.b - words.document_range(1).begin, run.size);
      }
    }
    for (const Alignment& passage : FindPassages(swapped, {}).passages) {
      for (const ExactRun& run : passage.runs) {
        backward.emplace(run.b - swapped.document_range(1).begin, run.a, run.size);
      }
    }
    ASSERT_EQ(forward, backward) << "round " << round;
  }
}

}  // namespace
}  // namespace twicetold
