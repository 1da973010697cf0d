#include "twicetold/pipeline/near_duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/lsh/band_keys.h"
#include "twicetold/match/exhaustive_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"
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

// All pairs, by the exact join.
std::vector<VerifiedPair> AllPairs(const std::vector<std::string>& texts) {
  std::vector<std::vector<uint64_t>> sets;
  for (const std::string& text : texts) {
    sets.push_back(DistinctShingles(ShingleWords(SplitWords(text, 0).hashes(), 5)));
  }
  return JoinExhaustively(sets, 0.8);
}

// For each text the first of the same words, which may be itself.
std::vector<uint32_t> FirstOf(const std::vector<std::string>& texts) {
  std::map<std::vector<uint64_t>, uint32_t> firsts;
  std::vector<uint32_t> first_of;
  for (const std::string& text : texts) {
    const auto number = static_cast<uint32_t>(first_of.size());
    first_of.push_back(firsts.try_emplace(SplitWords(text, 0).hashes(), number).first->second);
  }
  return first_of;
}

// What is told of all pairs: copies only with the first of their words.
std::vector<VerifiedPair> Told(const std::vector<VerifiedPair>& all,
                               const std::vector<uint32_t>& first_of) {
  std::vector<VerifiedPair> told;
  for (const VerifiedPair& pair : all) {
    const bool copy_of_it = first_of[pair.b] == pair.a;
    const bool no_copies = first_of[pair.a] == pair.a && first_of[pair.b] == pair.b;
    if (copy_of_it || no_copies) told.push_back(pair);
  }
  return told;
}

std::vector<std::pair<uint32_t, uint32_t>> Edges(const std::vector<VerifiedPair>& pairs) {
  std::vector<std::pair<uint32_t, uint32_t>> edges;
  for (const VerifiedPair& pair : pairs) edges.emplace_back(pair.a, pair.b);
  return edges;
}

// A text of `length` words, each different from those of texts of other numbers.
std::string OwnText(size_t number, size_t length) {
  std::string text;
  for (size_t word = 0; word < length; ++word) {
    text += "w" + std::to_string(number) + "x" + std::to_string(word) + " ";
  }
  return text;
}

TEST(FindNearDuplicatesTest, FindsWhatComparingAllFinds) {
  const std::vector<std::string> texts = Texts(400);
  const std::vector<VerifiedPair> all = Told(AllPairs(texts), FirstOf(texts));
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

// Copies are told once and clustered as if all their pairs had been.
TEST(FindNearDuplicatesTest, CopiesArePairedWithTheFirstAndClusteredAsAll) {
  Random random(8);
  Recipe recipe;
  recipe.threshold = 0.8;
  recipe.recall = 0.99999;  // one row a band or two: no pair is left to chance
  std::vector<std::string> texts = Texts(150);
  for (size_t copies = 0; copies < 300; ++copies) {
    std::string copy = texts[random.Below(texts.size())];
    if (!copy.empty() && random.Below(2) == 0) copy = "\"" + copy + "...";
    texts.push_back(copy);
  }
  const std::vector<VerifiedPair> all = AllPairs(texts);
  const std::vector<uint32_t> first_of = FirstOf(texts);
  const NearDuplicates found = Find(texts, 2, recipe);
  EXPECT_EQ(found.pairs, Told(all, first_of));
  std::vector<uint32_t> preference(texts.size());
  std::iota(preference.begin(), preference.end(), 0U);
  EXPECT_EQ(found.clusters,
            ClusterByRepresentative(static_cast<uint32_t>(texts.size()), preference, Edges(all)));
  size_t copies = 0;
  for (uint32_t text = 0; text < texts.size(); ++text) {
    if (first_of[text] != text && !SplitWords(texts[text], 0).empty()) ++copies;
  }
  EXPECT_EQ(found.copies, copies);
  EXPECT_GT(copies, 100U);
}

TEST(FindNearDuplicatesTest, AllEqualTextsAreOnePairEach) {
  constexpr uint32_t kCount = 20'000;
  const std::vector<std::string> texts(kCount, OwnText(1, 40));
  const NearDuplicates found = Find(texts, 2);
  ASSERT_EQ(found.pairs.size(), kCount - 1);
  for (uint32_t i = 0; i + 1 < kCount; ++i) {
    ASSERT_EQ(found.pairs[i], (VerifiedPair{0, i + 1, {36, 0, 0}}));
  }
  EXPECT_EQ(found.copies, kCount - 1);
  EXPECT_EQ(found.candidates, kCount - 1);
  EXPECT_EQ(found.hot_buckets, 0U);
  ASSERT_THAT(found.clusters, SizeIs(1));
  EXPECT_THAT(found.clusters[0].members, SizeIs(kCount - 1));
}

// Every two texts are a pair, none are copies: each meets some representatives, and all end in the
// cluster of the first.
TEST(FindNearDuplicatesTest, OneHugeFamilyIsLinear) {
  constexpr size_t kCount = 5'000;
  std::vector<std::string> texts;
  for (size_t i = 0; i < kCount; ++i) texts.push_back(OwnText(1, 200) + OwnText(2 + i, 4));
  const NearDuplicates found = Find(texts, 2);
  const Recipe recipe;
  EXPECT_GT(found.hot_buckets, 0U);
  EXPECT_GT(found.largest_bucket, recipe.buckets.bucket_limit);
  EXPECT_LE(found.candidates, kCount * recipe.Plan().bands * recipe.buckets.bucket_limit);
  EXPECT_EQ(found.pairs.size(), found.candidates) << "all are pairs";
  ASSERT_THAT(found.clusters, SizeIs(1));
  EXPECT_THAT(found.clusters[0].members, SizeIs(kCount - 1));
  EXPECT_EQ(Find(texts, 1).pairs, found.pairs);
}

// Texts alike in three shingles of five: candidates often, pairs never, and most are dismissed.
TEST(FindNearDuplicatesTest, FormLettersAreDismissed) {
  std::vector<std::string> texts;
  for (size_t i = 0; i < 2'000; ++i) texts.push_back(OwnText(1, 120) + OwnText(2 + i, 100));
  const NearDuplicates found = Find(texts, 2);
  EXPECT_THAT(found.pairs, IsEmpty());
  EXPECT_GT(found.candidates, 1'000U);
  EXPECT_GT(found.dismissed, found.candidates * 9 / 10);
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

// With keys of 64 bits as with those of 32, which few texts have: the same pairs.
TEST(FindNearDuplicatesTest, SameForLongKeys) {
  const std::vector<std::string> texts = Texts(300);
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const NearDuplicates of_short = Find(texts, 2);
  const auto of_long = FindNearDuplicates(views, Recipe(), 2, 0);
  ASSERT_TRUE(of_long.ok());
  EXPECT_EQ(of_long->pairs, of_short.pairs);
  EXPECT_EQ(of_long->copies, of_short.copies);
  EXPECT_LE(of_long->candidates, of_short.candidates);
}

// The short key of a copy, by which it is to meet none, is made to be one of a text that is alike.
TEST(FindNearDuplicatesTest, CopiesPairWithTheirFirstOnlyWhateverTheirKeysMeet) {
  constexpr uint32_t kMostTexts = 100'000;
  const Recipe recipe;
  auto sketcher = Sketcher::Create(recipe.sketch);
  ASSERT_TRUE(sketcher.ok());
  std::map<uint32_t, uint32_t> text_of_key;
  for (uint32_t text = 3; text < kMostTexts; ++text) text_of_key[LonelyKey<uint32_t>(text)] = text;
  const std::string first = OwnText(0, 60);
  std::string alike;
  uint32_t copy = 0;
  for (size_t number = 1; copy == 0; ++number) {
    ASSERT_LT(number, 100'000U);
    alike = first + OwnText(number, 2);
    std::vector<uint16_t> signature(recipe.sketch.size);
    sketcher->Sketch(ShingleWords(SplitWords(alike, recipe.hash_seed).hashes(), 5), signature);
    std::vector<uint32_t> keys(recipe.Plan().bands);
    MakeBandKeys(signature, recipe.Plan(), keys.data(), 1);
    for (const uint32_t key : keys) {
      const auto found = text_of_key.find(key);
      if (found != text_of_key.end()) copy = found->second;
    }
  }
  std::vector<std::string> texts = {first, alike};
  while (texts.size() < copy) texts.push_back("w" + std::to_string(texts.size()));
  texts.push_back(first);
  const NearDuplicates found = Find(texts, 1);
  ASSERT_THAT(found.pairs, SizeIs(2));
  EXPECT_EQ(Edges(found.pairs), (std::vector<std::pair<uint32_t, uint32_t>>{{0, 1}, {0, copy}}));
  EXPECT_EQ(found.copies, 1U);
}

TEST(FindNearDuplicatesTest, TextsWithoutWordsPairWithNone) {
  const NearDuplicates found = Find({"", " . ", "", "one two", "", "One, two!"}, 2);
  ASSERT_THAT(found.pairs, SizeIs(1));
  EXPECT_EQ(found.pairs[0].a, 3U);
  EXPECT_EQ(found.pairs[0].b, 5U);
  EXPECT_THAT(Find({}, 2).pairs, IsEmpty());
}

// Puts a text without words before every `every`th text; the others find the same.
void ExpectTextsWithoutWordsChangeNoOthers(size_t every) {
  SCOPED_TRACE(every);
  const std::vector<std::string> texts = Texts(300);
  std::vector<std::string> more;
  std::vector<uint32_t> number_of;  // of each of `texts` among those with more
  for (size_t i = 0; i < texts.size(); ++i) {
    if (i % every == 0) more.emplace_back(i % 2 == 0 ? "" : " -- ");
    number_of.push_back(static_cast<uint32_t>(more.size()));
    more.push_back(texts[i]);
  }
  const NearDuplicates alone = Find(texts, 2);
  const NearDuplicates found = Find(more, 2);
  EXPECT_EQ(found.candidates, alone.candidates);
  ASSERT_EQ(found.pairs.size(), alone.pairs.size());
  ASSERT_GT(found.pairs.size(), 50U);
  for (size_t i = 0; i < found.pairs.size(); ++i) {
    EXPECT_EQ(found.pairs[i].a, number_of[alone.pairs[i].a]);
    EXPECT_EQ(found.pairs[i].b, number_of[alone.pairs[i].b]);
    EXPECT_EQ(found.pairs[i].overlap, alone.pairs[i].overlap);
  }
  ASSERT_EQ(found.clusters.size(), alone.clusters.size());
  for (size_t i = 0; i < found.clusters.size(); ++i) {
    EXPECT_EQ(found.clusters[i].representative, number_of[alone.clusters[i].representative]);
    ASSERT_THAT(found.clusters[i].members, SizeIs(alone.clusters[i].members.size()));
    EXPECT_EQ(found.clusters[i].members.back(), number_of[alone.clusters[i].members.back()]);
  }
}

TEST(FindNearDuplicatesTest, TextsWithoutWordsChangeNoOthers) {
  ExpectTextsWithoutWordsChangeNoOthers(1);  // half of all: they are left out
  ExpectTextsWithoutWordsChangeNoOthers(9);  // a tenth: they are kept, and meet none
}

TEST(FindNearDuplicatesTest, RefusesARecipeThatIsNotValid) {
  Recipe recipe;
  recipe.threshold = 2;
  EXPECT_FALSE(FindNearDuplicates({}, recipe, 1).ok());
}

}  // namespace
}  // namespace twicetold
