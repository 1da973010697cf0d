#include "tests/support/made_documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "twicetold/match/exhaustive_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/words.h"

namespace twicetold::testing {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;

constexpr MadeOptions kSmall{.count = 2000, .bytes = 2600};

std::vector<uint64_t> SetOf(const std::string& text) {
  return DistinctShingles(ShingleWords(SplitWords(text, 0).hashes(), 5));
}

TEST(MadeDocumentsTest, ADocumentIsAFunctionOfOptionsAndNumber) {
  const MadeDocuments made(kSmall);
  const MadeDocuments again(kSmall);
  MadeOptions other = kSmall;
  other.seed = 2;
  EXPECT_EQ(made.Text(7), again.Text(7));
  EXPECT_EQ(made.Text(7), made.Text(7));
  EXPECT_NE(made.Text(7), made.Text(8));
  EXPECT_NE(made.Text(7), MadeDocuments(other).Text(7));
  EXPECT_EQ(MakeAll({.count = 9, .bytes = 300}).size(), 9U);
  EXPECT_TRUE(MakeAll({}).empty());
}

// The figures of English prose.
TEST(MadeDocumentsTest, WordsAreAsLongAsThoseOfEnglish) {
  size_t bytes = 0;
  size_t words = 0;
  size_t above_8 = 0;
  size_t above_16 = 0;
  for (const std::string& text : MakeAll(kSmall)) {
    bytes += text.size();
    const Words of_text = SplitWords(text, 0);
    words += of_text.size();
    for (size_t i = 0; i < of_text.size(); ++i) {
      above_8 += of_text.folded(i).size() > 8 ? 1U : 0U;
      above_16 += of_text.folded(i).size() > 16 ? 1U : 0U;
    }
  }
  const auto per_word = [&](size_t count) {
    return static_cast<double>(count) / static_cast<double>(words);
  };
  EXPECT_THAT(per_word(bytes), AllOf(Ge(6.1), Le(6.5)));
  EXPECT_THAT(per_word(above_8), AllOf(Ge(0.115), Le(0.137)));
  EXPECT_THAT(per_word(above_16), AllOf(Ge(0.006), Le(0.010)));
}

TEST(MadeDocumentsTest, NewsHasAFewCharactersOfPrint) {
  for (const Style style : {Style::kAscii, Style::kNews}) {
    size_t bytes = 0;
    size_t others = 0;
    for (const std::string& text : MakeAll({.count = 500, .bytes = 2600, .style = style})) {
      bytes += text.size();
      others += static_cast<size_t>(std::count_if(
          text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
    }
    const double share = static_cast<double>(others) / static_cast<double>(bytes);
    const double least = style == Style::kNews ? 0.003 : 0;
    EXPECT_THAT(share, AllOf(Ge(least), Le(3 * least)));
  }
}

TEST(MadeDocumentsTest, ShinglesHardlyRecurByChance) {
  const MadeDocuments made({.count = 10000, .bytes = 300});
  std::vector<std::pair<uint64_t, uint64_t>> stand_in;  // a shingle, a family
  for (uint64_t i = 0; i < made.size(); ++i) {
    for (const uint64_t shingle : SetOf(made.Text(i))) {
      stand_in.emplace_back(shingle, made.Family(i));
    }
  }
  std::sort(stand_in.begin(), stand_in.end());
  stand_in.erase(std::unique(stand_in.begin(), stand_in.end()), stand_in.end());
  size_t recurring = 0;
  for (size_t i = 1; i < stand_in.size(); ++i) {
    recurring += stand_in[i].first == stand_in[i - 1].first ? 1U : 0U;
  }
  EXPECT_LT(static_cast<double>(recurring), 0.0005 * static_cast<double>(stand_in.size()));
}

// Copies of all degrees, in families of all sizes, spread over the corpus.
TEST(MadeDocumentsTest, FamiliesAreOfManySizesAndDegrees) {
  const MadeDocuments made({.count = 20000, .bytes = 1000});
  std::map<uint64_t, std::vector<uint64_t>> families;
  for (uint64_t i = 0; i < made.size(); ++i) families[made.Family(i)].push_back(i);
  size_t copied = 0;
  std::map<int, size_t> pairs_by_tenth;
  std::set<size_t> sizes;
  uint64_t spread = 0;
  for (const auto& [family, members] : families) {
    if (members.size() < 2) continue;
    copied += members.size();
    sizes.insert(members.size());
    spread = std::max(spread, members.back() - members.front());
    const double resemblance =
        CountOverlap(SetOf(made.Text(members[0])), SetOf(made.Text(members[1]))).Resemblance();
    ++pairs_by_tenth[static_cast<int>(resemblance * 10)];
  }
  EXPECT_THAT(static_cast<double>(copied), AllOf(Ge(0.15 * 20000), Le(0.25 * 20000)));
  EXPECT_GE(sizes.size(), 15U);
  EXPECT_GT(spread, 10000U);
  for (const int tenth : {3, 5, 6, 7, 8, 9, 10}) EXPECT_GT(pairs_by_tenth[tenth], 10U) << tenth;
}

TEST(MadeDocumentsTest, UnrelatedDocumentsShareNothing) {
  const MadeDocuments made({.count = 300, .bytes = 2600});
  std::vector<std::vector<uint64_t>> sets;
  for (uint64_t i = 0; i < made.size(); ++i) sets.push_back(SetOf(made.Text(i)));
  for (const VerifiedPair& pair : JoinExhaustively(sets, 0.05)) {
    EXPECT_EQ(made.Family(pair.a), made.Family(pair.b)) << pair.a << " " << pair.b;
  }
}

}  // namespace
}  // namespace twicetold::testing
