#include "twicetold/match/alignment.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/reference/passages_reference.h"
#include "tests/support/made_words.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

using testing::Describe;
using testing::FaultOf;
using testing::MakeSequence;
using testing::Numbers;
using testing::Score;

constexpr uint32_t kMaxGapWords = 16;

// What grows from the longest run of at least two words ("" when there is none).
std::string Grow(const std::vector<std::string>& documents, uint32_t max_gap_words = kMaxGapWords) {
  const WordSequence words = MakeSequence(documents);
  const auto runs = reference::MaximalRuns(words, 2, PairScope::kEverywhere);
  const auto longest =
      std::max_element(runs.begin(), runs.end(),
                       [](const ExactRun& x, const ExactRun& y) { return x.size < y.size; });
  if (longest == runs.end()) return "";
  const Alignment alignment = Aligner(words, max_gap_words).Grow(*longest);
  EXPECT_EQ(FaultOf(words, alignment), "");
  return Describe(alignment);
}

TEST(AlignmentTest, AnEqualTextIsOneRun) { EXPECT_EQ(Grow({"a b c d e", "a b c d e"}), "0+5=6+5"); }

TEST(AlignmentTest, ADroppedWord) {
  EXPECT_EQ(Grow({"a b c d e f g", "a b c e f g"}), "0+3=8+3 4+3=11+3");
}

TEST(AlignmentTest, AnInsertedPhrase) {
  EXPECT_EQ(Grow({"we will stand it said by every ally", "we will stand by every ally"}),
            "0+3=9+3 5+3=12+3");
}

TEST(AlignmentTest, AReplacedWord) {
  EXPECT_EQ(Grow({"a b c d e f g", "a b c x e f g"}), "0+3=8+3 4+3=12+3");
}

TEST(AlignmentTest, SwappedWords) {
  // One of the two is aligned; the other has been dropped on one side of it and put in on the
  // other.
  EXPECT_EQ(Grow({"a b c d e f g h", "a b c e d f g h"}), "0+3=9+3 3+1=13+1 5+3=14+3");
}

TEST(AlignmentTest, ALongerInsertionThanAllowedIsNotBridged) {
  const std::string a = "a b c d e f g h i j k l ";
  const std::string b = "A B C D E F G H I J K ";
  EXPECT_EQ(Grow({a + b, a + "1 2 3 4 5 6 " + b}, 6), "0+12=24+12 12+11=42+11");
  EXPECT_EQ(Grow({a + b, a + "1 2 3 4 5 6 7 " + b}, 6), "0+12=24+12");
}

TEST(AlignmentTest, NoGapMeansExactRuns) {
  EXPECT_EQ(Grow({"a b c d e x f g h", "a b c d e y f g h"}, 0), "0+5=10+5");
}

TEST(AlignmentTest, AReplacementCostsTwiceAnInsertion) {
  // Six words put in are bridged at most, so three may be replaced.
  const std::string a = "a b c d e f g h i j k l ";
  const std::string b = "A B C D E F G H I J K ";
  EXPECT_EQ(Grow({a + "1 2 3 " + b, a + "4 5 6 " + b}, 6), "0+12=27+12 15+11=42+11");
  EXPECT_EQ(Grow({a + "1 2 3 " + b, a + "4 5 6 7 " + b}, 6), "0+12=27+12");
}

TEST(AlignmentTest, AStrayPhraseBeyondThePassageIsLeftOut) {
  // "of the" earns 4 and costs 2, but is no ground to stand on; "of the old" is.
  EXPECT_EQ(Grow({"a b c d e x of the z", "a b c d e v of the u"}), "0+5=10+5");
  EXPECT_EQ(Grow({"a b c d e x of the old z", "a b c d e v of the old u"}), "0+5=11+5 6+3=17+3");
  EXPECT_EQ(Grow({"z of the x a b c d e", "u of the v a b c d e"}), "4+5=14+5");
}

TEST(AlignmentTest, AnEndShorterThanItsGapIsLeftOut) {
  EXPECT_EQ(Grow({"a b c d e 1 2 3 p q r", "a b c d e p q r"}), "0+5=12+5 8+3=17+3");
  EXPECT_EQ(Grow({"a b c d e 1 2 3 4 p q r", "a b c d e p q r"}), "0+5=13+5");
}

TEST(AlignmentTest, GraphemesOfASpacelessScriptAreHalfTheGround) {
  EXPECT_EQ(Grow({"a b c d e f x ~f ~g ~h ~i ~j", "a b c d e f y ~f ~g ~h ~i ~j"}), "0+6=13+6");
  EXPECT_EQ(Grow({"a b c d e f x ~f ~g ~h ~i ~j ~k", "a b c d e f y ~f ~g ~h ~i ~j ~k"}),
            "0+6=14+6 7+6=21+6");
}

TEST(AlignmentTest, TheSeedIsNeverTrimmedAway) {
  // From the long run the short one is not worth its gap; from the short one it is all there is.
  const std::string gap_a = "1 2 3 4 5 6 7 8 ";
  const std::string gap_b = "9 10 11 12 13 14 15 16 ";
  const std::string shorter = "a b c d e f g ";
  const std::string longer = "A B C D E F G H I J K L M N O P ";
  const WordSequence words = MakeSequence({shorter + gap_a + longer, shorter + gap_b + longer});
  Aligner aligner(words, kMaxGapWords);
  EXPECT_EQ(Describe(aligner.Grow({15, 47, 16})), "15+16=47+16");
  EXPECT_EQ(Describe(aligner.Grow({0, 32, 7})), "0+7=32+7 15+16=47+16");
}

TEST(AlignmentTest, SeedsOfTwoWordsAreKept) { EXPECT_EQ(Grow({"q x a b", "q y a b"}), "2+2=7+2"); }

TEST(AlignmentTest, DocumentsAreNotLeft) {
  EXPECT_EQ(Grow({"a b", "c d e", "a b", "c d e"}), "3+3=10+3");
}

TEST(AlignmentTest, SidesInOneDocumentDoNotOverlap) {
  // Three stanzas of one pattern: the second may be aligned with the third or the first, but no
  // alignment may run from the first into the second against the second into the third.
  const std::string stanza = "a b c d e f g h i j k l ";
  const std::string text = stanza + "1 " + stanza + "2 " + stanza;
  const WordSequence words = MakeSequence({text});
  Aligner aligner(words, kMaxGapWords);
  EXPECT_EQ(Describe(aligner.Grow({0, 13, 12})), "0+12=13+12");
  EXPECT_EQ(Describe(aligner.Grow({13, 26, 12})), "13+12=26+12");
  EXPECT_EQ(Describe(aligner.Grow({0, 26, 12})), "0+12=26+12");
}

TEST(AlignmentTest, CountsMatchedAndEditedWords) {
  const Alignment alignment{{{0, 100, 5}, {7, 106, 10}, {17, 119, 5}}};
  EXPECT_EQ(alignment.a(), (Span{0, 22}));
  EXPECT_EQ(alignment.b(), (Span{100, 124}));
  EXPECT_EQ(alignment.matched_words(), 20U);
  EXPECT_EQ(alignment.edited_words(), 3U + 3U);
  EXPECT_DOUBLE_EQ(alignment.identity(), 40.0 / 46.0);
}

TEST(AlignmentTest, NeverBeatsTheWholeTable) {
  Random random(4);
  for (int round = 0; round < 1500; ++round) {
    const uint64_t vocabulary = 2 + random.Below(30);
    const bool within = random.Below(3) == 0;
    std::vector<Numbers> documents;
    for (int d = within ? 1 : 0; d < 2; ++d) {
      documents.push_back(testing::RandomNumbers(random, random.Below(40), vocabulary));
    }
    const WordSequence words = MakeSequence(documents);
    const int64_t best =
        within ? reference::BestLocalScoreWithin(words, words.document_range(0))
               : reference::BestLocalScore(words, words.document_range(0), words.document_range(1));
    const PairScope scope = within ? PairScope::kEverywhere : PairScope::kAcrossDocuments;
    Aligner aligner(words, static_cast<uint32_t>(random.Below(20)));
    for (const ExactRun& seed : reference::MaximalRuns(words, 2, scope)) {
      if (seed.size > seed.diagonal()) continue;
      const Alignment alignment = aligner.Grow(seed);
      ASSERT_EQ(FaultOf(words, alignment), "") << "round " << round;
      ASSERT_LE(Score(alignment), best) << "round " << round << " " << Describe(alignment);
      ASSERT_GE(Score(alignment), 2 * int64_t{seed.size}) << "round " << round;
    }
  }
}

// `text` with about `percent` of its words replaced, dropped, swapped with the next or preceded by
// a new one: never the first or last three, and never two without an equal word between.
Numbers EditLightly(const Numbers& text, uint64_t percent, uint64_t& fresh, Random& random) {
  Numbers edited;
  size_t calm = 0;  // equal words since the last edit
  for (size_t i = 0; i < text.size(); ++i) {
    const bool may = calm > 0 && i >= 3 && i + 4 < text.size() && random.Below(100) < percent;
    if (!may) {
      edited.push_back(text[i]);
      ++calm;
      continue;
    }
    calm = 0;
    switch (random.Below(4)) {
      case 0:
        edited.push_back(fresh++);
        break;
      case 1:
        break;
      case 2:
        edited.push_back(text[i + 1]);
        edited.push_back(text[i]);
        ++i;
        break;
      default:
        edited.push_back(fresh++);
        edited.push_back(text[i]);
        calm = 1;
        break;
    }
  }
  return edited;
}

// With ends of three equal words and an equal word between any two edits every end is solid ground
// and no path falls deep, so nothing of the optimum is lost to trimming, band or drop: the
// score is the table's, and the sides are the planted spans to the word.
TEST(AlignmentTest, PlantedPassagesAreGrownToTheOptimum) {
  Random random(5);
  for (int round = 0; round < 1000; ++round) {
    uint64_t fresh = 0;
    const Numbers passage = testing::FreshNumbers(fresh, 20 + random.Below(80));
    const Numbers copy = EditLightly(passage, random.Below(21), fresh, random);
    std::vector<Numbers> documents;
    std::vector<uint64_t> begins;
    for (const Numbers& planted : {passage, copy}) {
      Numbers document = testing::FreshNumbers(fresh, random.Below(40));
      begins.push_back(document.size());
      testing::Append(document, planted);
      testing::Append(document, testing::FreshNumbers(fresh, random.Below(40)));
      documents.push_back(document);
    }
    const WordSequence words = MakeSequence(documents);
    begins[1] += words.document_range(1).begin;
    const int64_t best =
        reference::BestLocalScore(words, words.document_range(0), words.document_range(1));
    Aligner aligner(words, kMaxGapWords);
    for (const ExactRun& seed : reference::MaximalRuns(words, 4, PairScope::kEverywhere)) {
      const Alignment alignment = aligner.Grow(seed);
      ASSERT_EQ(FaultOf(words, alignment), "") << "round " << round;
      ASSERT_EQ(Score(alignment), best) << "round " << round << " " << Describe(alignment);
      ASSERT_EQ(alignment.a(), (Span{begins[0], begins[0] + passage.size()})) << "round " << round;
      ASSERT_EQ(alignment.b(), (Span{begins[1], begins[1] + copy.size()})) << "round " << round;
    }
  }
}

}  // namespace
}  // namespace twicetold
