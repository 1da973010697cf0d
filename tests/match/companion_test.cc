#include "twicetold/match/companion.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/made_words.h"
#include "twicetold/base/random.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

using testing::Append;
using testing::FreshNumbers;
using testing::MakeSequence;
using testing::Numbers;
using testing::RandomNumbers;

using Texts = std::vector<std::string>;

constexpr uint32_t kGap = 16;
constexpr uint32_t kReach = 2 * kGap + 16;

// Two documents that share a seed of four words and, some words behind it, three words.
struct TwoDocuments {
  Numbers a;
  Numbers b;
  ExactRun seed;
};

TwoDocuments WithCompanion(uint64_t words_between) {
  uint64_t fresh = 0;
  const Numbers seed = FreshNumbers(fresh, 4);
  const Numbers companion = FreshNumbers(fresh, 3);
  TwoDocuments made;
  for (Numbers* text : {&made.a, &made.b}) {
    Append(*text, FreshNumbers(fresh, 10));
    Append(*text, seed);
    Append(*text, FreshNumbers(fresh, words_between));
    Append(*text, companion);
    Append(*text, FreshNumbers(fresh, 60));
  }
  made.seed = ExactRun{10, static_cast<uint32_t>(made.a.size() + 1 + 10), 4};
  return made;
}

TEST(CompanionTest, IsSeenWithinReachOnly) {
  for (const uint64_t between : {1U, 5U, kReach - 1}) {
    const TwoDocuments made = WithCompanion(between);
    const WordSequence words = MakeSequence(std::vector<Numbers>{made.a, made.b});
    EXPECT_TRUE(CompanionSearch(words, kGap).HasCompanion(made.seed)) << between;
  }
  const TwoDocuments made = WithCompanion(kReach);
  const WordSequence words = MakeSequence(std::vector<Numbers>{made.a, made.b});
  EXPECT_FALSE(CompanionSearch(words, kGap).HasCompanion(made.seed));
}

TEST(CompanionTest, MayStandBeforeTheSeed) {
  const WordSequence words = MakeSequence(Texts{"x y z 1 s e e d 2", "x y z 3 4 s e e d 5"});
  EXPECT_TRUE(CompanionSearch(words, kGap).HasCompanion(ExactRun{4, 15, 4}));
  const WordSequence without = MakeSequence(Texts{"x y 6 1 s e e d 2", "x y 7 3 4 s e e d 5"});
  EXPECT_FALSE(CompanionSearch(without, kGap).HasCompanion(ExactRun{4, 15, 4}));
}

TEST(CompanionTest, GraphemesOfSpacelessScriptsMustWeighAsMuch) {
  // Half a word each, so that six make solid ground.
  const WordSequence five =
      MakeSequence(Texts{"s e e d 1 ~a ~b ~c ~d ~e 2", "s e e d 3 ~a ~b ~c ~d ~e 4"});
  EXPECT_FALSE(CompanionSearch(five, kGap).HasCompanion(ExactRun{0, 12, 4}));
  const WordSequence six =
      MakeSequence(Texts{"s e e d 1 ~a ~b ~c ~d ~e ~f 2", "s e e d 3 ~a ~b ~c ~d ~e ~f 4"});
  EXPECT_TRUE(CompanionSearch(six, kGap).HasCompanion(ExactRun{0, 13, 4}));
}

// True when both positions lie in one document.
bool InOneDocument(const WordSequence& words, int64_t p, int64_t q) {
  return p < static_cast<int64_t>(words.size()) &&
         words.DocumentOf(static_cast<size_t>(p)) == words.DocumentOf(static_cast<size_t>(q));
}

// The slow, obvious version.
bool HasCompanionSlowly(const WordSequence& words, const ExactRun& seed) {
  const auto solid_near = [&](int64_t a, int64_t b, int64_t low, int64_t high) {
    for (int64_t i = low; i < high; ++i) {
      for (int64_t j = low; j < high; ++j) {
        const int64_t p = a + i;
        const int64_t q = b + j;
        if (p < 0 || q < 0) continue;
        bool equal = InOneDocument(words, p, a) && InOneDocument(words, q, b);
        for (int64_t k = 0; k < 3 && equal; ++k) {
          equal = p + k < static_cast<int64_t>(words.size()) &&
                  q + k < static_cast<int64_t>(words.size()) &&
                  words.quarters(static_cast<size_t>(p + k)) != 0 &&
                  words.id(static_cast<size_t>(p + k)) == words.id(static_cast<size_t>(q + k));
        }
        if (equal) return true;
      }
    }
    return false;
  };
  const auto reach = static_cast<int64_t>(kReach);
  return solid_near(seed.a, seed.b, -reach, 0) ||
         solid_near(int64_t{seed.a} + seed.size, int64_t{seed.b} + seed.size, 0, reach);
}

TEST(CompanionTest, AgreesWithTheObviousSearchOnRandomTexts) {
  uint64_t with = 0;
  uint64_t without = 0;
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    Random random(seed);
    const WordSequence words = MakeSequence(
        std::vector<Numbers>{RandomNumbers(random, 300, 14), RandomNumbers(random, 300, 14)});
    const ExactRuns found = FindExactRuns(words, ExactRunOptions{});
    CompanionSearch companions(words, kGap);
    for (const ExactRun& run : found.runs) {
      const bool expected = HasCompanionSlowly(words, run);
      ASSERT_EQ(companions.HasCompanion(run), expected) << seed << ": " << run.a << ", " << run.b;
      ++(expected ? with : without);
    }
  }
  EXPECT_GT(with, 100U);
  EXPECT_GT(without, 10U);
}

TEST(CompanionTest, RowsThatShareTooFewWordsAreNoLongPassage) {
  // Forty rows of seven equal words and one that differs: grown into one another they would make
  // one text of 140 equal words that stands twice.
  std::string rows;
  for (int row = 0; row < 40; ++row) {
    rows += "a b c n" + std::to_string(row) + " d e f g ";
  }
  const WordSequence words = MakeSequence(Texts{rows});
  EXPECT_EQ(FindPassages(words, PassageOptions{}).passages.size(), 0U);
  // Asked for, each row is told with the first.
  PassageOptions asked;
  asked.min_words = 7;
  EXPECT_GE(FindPassages(words, asked).passages.size(), 39U);
}

}  // namespace
}  // namespace twicetold
