#include "twicetold/pipeline/near_duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/match/exhaustive_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// Texts in families of near copies, with empty ones and ones without words among them.
std::vector<std::string> Texts(size_t count) {
  Random random(3);
  std::vector<std::string> texts;
  for (const auto& words : testing::MakeFamilies(count, 2000, random)) {
    if (texts.size() % 7 == 0) texts.emplace_back("");
    if (texts.size() % 11 == 0) texts.emplace_back(" -- ");
    std::string text;
    for (const std::string& word : words) text += word + " ";
    texts.push_back(text);
  }
  return texts;
}

NearDuplicates Find(const std::vector<std::string>& texts, int threads, const Recipe& recipe = {}) {
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  auto found = FindNearDuplicates(views, recipe, threads);
  EXPECT_TRUE(found.ok()) << found.status();
  return *std::move(found);
}

TEST(FindNearDuplicatesTest, FindsWhatComparingAllFinds) {
  const std::vector<std::string> texts = Texts(400);
  std::vector<std::vector<uint64_t>> sets;
  for (const std::string& text : texts) {
    sets.push_back(DistinctShingles(ShingleWords(SplitWords(text, 0).hashes(), 5)));
  }
  const std::vector<VerifiedPair> all = JoinExhaustively(sets, 0.8);
  const NearDuplicates found = Find(texts, 1);
  size_t there = 0;
  for (const VerifiedPair& pair : found.pairs) {
    there += static_cast<size_t>(std::count(all.begin(), all.end(), pair));
  }
  EXPECT_EQ(there, found.pairs.size()) << "a pair that is none";
  ASSERT_GT(all.size(), 50U);
  EXPECT_GE(static_cast<double>(there), 0.97 * static_cast<double>(all.size()));
  EXPECT_GE(found.candidates, found.pairs.size());
}

TEST(FindNearDuplicatesTest, SameForAnyNumberOfThreads) {
  const std::vector<std::string> texts = Texts(300);
  const NearDuplicates one = Find(texts, 1);
  for (const int threads : {2, 3, 8}) {
    const NearDuplicates found = Find(texts, threads);
    EXPECT_EQ(found.pairs, one.pairs);
    EXPECT_EQ(found.candidates, one.candidates);
    ASSERT_EQ(found.clusters.size(), one.clusters.size());
    for (size_t i = 0; i < one.clusters.size(); ++i) {
      EXPECT_EQ(found.clusters[i].members, one.clusters[i].members);
    }
  }
}

TEST(FindNearDuplicatesTest, TextsWithoutWordsPairWithNone) {
  const NearDuplicates found = Find({"", " . ", "", "one two", "", "One, two!"}, 2);
  ASSERT_THAT(found.pairs, SizeIs(1));
  EXPECT_EQ(found.pairs[0].a, 3U);
  EXPECT_EQ(found.pairs[0].b, 5U);
  EXPECT_THAT(Find({}, 2).pairs, IsEmpty());
}

TEST(FindNearDuplicatesTest, RefusesARecipeThatIsNotValid) {
  Recipe recipe;
  recipe.threshold = 2;
  EXPECT_FALSE(FindNearDuplicates({}, recipe, 1).ok());
}

}  // namespace
}  // namespace twicetold
