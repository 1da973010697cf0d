#include "twicetold/match/exact_run.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/reference/passages_reference.h"
#include "tests/support/made_words.h"
#include "twicetold/base/random.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MakeSequence;
using testing::Numbers;

ExactRuns Find(const WordSequence& words, uint32_t seed_words,
               PairScope scope = PairScope::kEverywhere, uint64_t max_seed_pairs = UINT64_MAX) {
  return FindExactRuns(words, {seed_words, scope, max_seed_pairs});
}

bool LiesIn(const Tandem& tandem, uint64_t begin, uint64_t end) {
  return tandem.begin <= begin && end <= uint64_t{tandem.begin} + tandem.size;
}

bool LiesInTandem(const ExactRuns& found, uint64_t begin, uint64_t end) {
  return std::any_of(found.tandems.begin(), found.tandems.end(),
                     [&](const Tandem& tandem) { return LiesIn(tandem, begin, end); });
}

// Why the header allows a maximal run not to be reported.
bool MayBeLeftOut(const ExactRuns& found, const ExactRun& run, uint32_t seed_words) {
  if (run.size >= run.diagonal() && LiesInTandem(found, run.a, run.b + run.size)) return true;
  for (const Tandem& tandem : found.tandems) {
    if (LiesIn(tandem, run.a, run.b + run.size) && run.b >= tandem.begin + tandem.period) {
      return true;
    }
  }
  for (uint32_t i = 0; i + seed_words <= run.size; ++i) {
    if (!LiesInTandem(found, run.a + i, run.a + i + seed_words) &&
        !LiesInTandem(found, run.b + i, run.b + i + seed_words)) {
      return false;
    }
  }
  return true;
}

bool Before(const ExactRun& x, const ExactRun& y) {
  return std::tie(x.a, x.b, x.size) < std::tie(y.a, y.b, y.size);
}

void ExpectTrueRuns(const ExactRuns& found, const std::vector<ExactRun>& all) {
  for (const ExactRun& run : found.runs) {
    EXPECT_TRUE(std::binary_search(all.begin(), all.end(), run, Before));
    EXPECT_LT(run.size, run.diagonal());
  }
  EXPECT_TRUE(std::is_sorted(found.runs.begin(), found.runs.end(), Before));
  EXPECT_EQ(std::adjacent_find(found.runs.begin(), found.runs.end()), found.runs.end());
}

void ExpectTrueTandems(const WordSequence& words, const ExactRuns& found) {
  for (const Tandem& tandem : found.tandems) {
    EXPECT_GE(tandem.size, 2 * tandem.period);
    EXPECT_EQ(reference::LeastPeriod(words, tandem.begin, tandem.size), tandem.period);
    const uint32_t end = tandem.begin + tandem.size;
    EXPECT_NE(words.id(end), words.id(end - tandem.period));
    if (tandem.begin > 0) {
      EXPECT_NE(words.id(tandem.begin - 1), words.id(tandem.begin - 1 + tandem.period));
    }
  }
  for (size_t i = 1; i < found.tandems.size(); ++i) {
    EXPECT_LT(found.tandems[i - 1].begin, found.tandems[i].begin);
  }
}

// Every place that stands in some maximal run stands in a run or tandem that is reported.
void ExpectAllPlacesTied(const ExactRuns& found, const std::vector<ExactRun>& all, size_t size) {
  std::vector<bool> tied(size, false);
  const auto tie = [&tied](uint32_t begin, uint32_t count) {
    std::fill_n(tied.begin() + begin, count, true);
  };
  for (const ExactRun& run : found.runs) {
    tie(run.a, run.size);
    tie(run.b, run.size);
  }
  for (const Tandem& tandem : found.tandems) tie(tandem.begin, tandem.size);
  for (const ExactRun& run : all) {
    uint32_t both = 0;
    for (uint32_t i = 0; i < run.size; ++i) both += tied[run.a + i] && tied[run.b + i] ? 1U : 0U;
    EXPECT_EQ(both, run.size) << run.a << "=" << run.b << "+" << run.size;
  }
}

// Some documents of 0 to `longest` words; now and then a stretch of one stands in it again.
std::vector<Numbers> RandomDocuments(Random& random, uint64_t vocabulary, uint64_t longest) {
  std::vector<Numbers> documents(1 + random.Below(4));
  for (Numbers& document : documents) {
    document = testing::RandomNumbers(random, random.Below(longest + 1), vocabulary);
    if (document.size() < 2 || random.Below(2) == 0) continue;
    const size_t begin = random.Below(document.size());
    const size_t size = 1 + random.Below(document.size() - begin);
    const Numbers copy(document.begin() + static_cast<ptrdiff_t>(begin),
                       document.begin() + static_cast<ptrdiff_t>(begin + size));
    for (uint64_t times = random.Below(4); times > 0; --times) {
      const size_t place = random.Below(document.size() + 1);
      document.insert(document.begin() + static_cast<ptrdiff_t>(place), copy.begin(), copy.end());
    }
  }
  return documents;
}

TEST(ExactRunTest, TwoPlacesOfOneText) {
  const WordSequence words = MakeSequence({std::string("x we will defend every ally y"),
                                           std::string("so we will defend every ally too")});
  const ExactRuns found = Find(words, 4);
  EXPECT_THAT(found.runs, ElementsAre(ExactRun{1, 9, 5}));
  EXPECT_THAT(found.tandems, IsEmpty());
}

TEST(ExactRunTest, ThreePlacesAreThreePairs) {
  const WordSequence words = MakeSequence({std::string("a b c d 1 a b c d 2 a b c d")});
  EXPECT_THAT(Find(words, 4).runs,
              ElementsAre(ExactRun{0, 5, 4}, ExactRun{0, 10, 4}, ExactRun{5, 10, 4}));
}

TEST(ExactRunTest, ShorterThanASeedIsNoRun) {
  const WordSequence words = MakeSequence({std::string("a b c 1 a b c")});
  EXPECT_THAT(Find(words, 4).runs, IsEmpty());
  EXPECT_THAT(Find(words, 3).runs, ElementsAre(ExactRun{0, 4, 3}));
}

TEST(ExactRunTest, GraphemesOfASpacelessScriptCountHalf) {
  const WordSequence words = MakeSequence({std::string("~a ~b ~c ~d 1 ~a ~b ~c ~d")});
  EXPECT_THAT(Find(words, 3).runs, IsEmpty());
  EXPECT_THAT(Find(words, 2).runs, ElementsAre(ExactRun{0, 5, 4}));
  const WordSequence mixed = MakeSequence({std::string("a ~b ~c 1 a ~b ~c")});
  EXPECT_THAT(Find(mixed, 2).runs, ElementsAre(ExactRun{0, 4, 3}));
  EXPECT_THAT(Find(mixed, 3).runs, IsEmpty());
}

TEST(ExactRunTest, AcrossDocumentsLooksAtNoPairInside) {
  const WordSequence words =
      MakeSequence({std::string("a b c d 1 a b c d"), std::string("a b c d")});
  EXPECT_THAT(Find(words, 4, PairScope::kAcrossDocuments).runs,
              ElementsAre(ExactRun{0, 10, 4}, ExactRun{5, 10, 4}));
}

TEST(ExactRunTest, NothingBridgesDocuments) {
  const WordSequence words =
      MakeSequence({std::string("p q a b"), std::string("c d r s"), std::string("a b c d")});
  EXPECT_THAT(Find(words, 3).runs, IsEmpty());
}

TEST(ExactRunTest, AWordOverAndOverIsOneTandem) {
  const WordSequence words = MakeSequence({std::string("so very very very very very good")});
  const ExactRuns found = Find(words, 2);
  EXPECT_THAT(found.runs, IsEmpty());
  EXPECT_THAT(found.tandems, ElementsAre(Tandem{1, 5, 1}));
}

TEST(ExactRunTest, TextRepeatedAtOnceIsATandem) {
  const WordSequence words = MakeSequence({std::string("a b c d e a b c d e")});
  const ExactRuns found = Find(words, 4);
  EXPECT_THAT(found.runs, IsEmpty());
  EXPECT_THAT(found.tandems, ElementsAre(Tandem{0, 10, 5}));
}

TEST(ExactRunTest, RowsWithARepeatInsideAreOneTandem) {
  // Inside a row, "v v v v v v" hides the row's period from the distance between shingles.
  std::string rows;
  for (int i = 0; i < 20; ++i) rows += "v v v v v v x y z ";
  const ExactRuns found = Find(MakeSequence({rows}), 4);
  EXPECT_THAT(found.tandems, ElementsAre(Tandem{0, 180, 9}));
  EXPECT_THAT(found.runs, IsEmpty());
}

TEST(ExactRunTest, NothingButWholeRunsAndAllOfThem) {
  Random random(1);
  size_t seen = 0;
  size_t left_out = 0;
  for (const uint64_t vocabulary : {2U, 3U, 10U, 100U}) {
    for (int round = 0; round < 600; ++round) {
      const WordSequence words = MakeSequence(RandomDocuments(random, vocabulary, 60));
      const auto seed_words = static_cast<uint32_t>(1 + random.Below(5));
      const PairScope scope =
          random.Below(3) == 0 ? PairScope::kAcrossDocuments : PairScope::kEverywhere;
      const auto all = reference::MaximalRuns(words, seed_words, scope);
      const ExactRuns found = Find(words, seed_words, scope);
      EXPECT_EQ(found.hot_shingles, 0U);
      ExpectTrueRuns(found, all);
      ExpectTrueTandems(words, found);
      for (const ExactRun& run : all) {
        ++seen;
        const bool told = std::binary_search(found.runs.begin(), found.runs.end(), run, Before);
        if (!told) ++left_out;
        EXPECT_TRUE(told || MayBeLeftOut(found, run, seed_words))
            << "vocabulary " << vocabulary << " round " << round << ": " << run.a << "=" << run.b
            << "+" << run.size;
      }
      ExpectAllPlacesTied(found, all, words.size());
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(seen, 2 * left_out);  // most are told, and the rules for the rest were needed
  EXPECT_GT(left_out, 0U);
}

TEST(ExactRunTest, HotShinglesStillTieAllPlaces) {
  Random random(2);
  size_t hot = 0;
  for (const uint64_t vocabulary : {2U, 3U, 10U}) {
    for (int round = 0; round < 500; ++round) {
      const WordSequence words = MakeSequence(RandomDocuments(random, vocabulary, 60));
      const auto seed_words = static_cast<uint32_t>(1 + random.Below(4));
      const PairScope scope =
          random.Below(2) == 0 ? PairScope::kAcrossDocuments : PairScope::kEverywhere;
      const auto all = reference::MaximalRuns(words, seed_words, scope);
      const ExactRuns found = Find(words, seed_words, scope, random.Below(30));
      hot += found.hot_shingles > 0 ? 1U : 0U;
      ExpectTrueRuns(found, all);
      ExpectAllPlacesTied(found, all, words.size());
      for (const Tandem& tandem : found.tandems) {
        EXPECT_EQ(tandem.period % reference::LeastPeriod(words, tandem.begin, tandem.size), 0U);
        EXPECT_GE(tandem.size, 2 * tandem.period);
      }
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(hot, 500U);
}

TEST(ExactRunTest, HotShinglesAreCounted) {
  // Ten places of "a b c d e" are 45 pairs for each of its two shingles.
  std::string text;
  for (int i = 0; i < 10; ++i) text += "a b c d e " + std::to_string(i) + ' ';
  const WordSequence words = MakeSequence({text});
  EXPECT_EQ(Find(words, 4, PairScope::kEverywhere, 90).hot_shingles, 0U);
  EXPECT_EQ(Find(words, 4, PairScope::kEverywhere, 90).runs.size(), 45U);
  EXPECT_EQ(Find(words, 4, PairScope::kEverywhere, 89).hot_shingles, 2U);
  // The nine later places with the first, and the eight last with the one before.
  EXPECT_EQ(Find(words, 4, PairScope::kEverywhere, 89).runs.size(), 17U);
}

TEST(ExactRunTest, NothingInNothing) {
  EXPECT_THAT(Find(MakeSequence(std::vector<std::string>{}), 4).runs, IsEmpty());
  EXPECT_THAT(Find(MakeSequence(std::vector<std::string>{"", "a", ""}), 4).runs, IsEmpty());
}

}  // namespace
}  // namespace twicetold
