#include "twicetold/pipeline/verify_candidates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/reference/sets_reference.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/lsh/candidate_lists.h"
#include "twicetold/lsh/key_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

constexpr size_t kTexts = 300;

// Bands in which a text is in one bucket or in none: many small ones, some above the limit, and
// many texts share several.
std::vector<Buckets> MakeBands(Random& random) {
  std::vector<Buckets> bands(6);
  for (Buckets& band : bands) {
    std::vector<std::vector<uint32_t>> buckets(40);
    for (uint32_t text = 0; text < kTexts; ++text) {
      const size_t bucket = random.Below(3) == 0 ? random.Below(40) : text / 100;
      if (random.Below(8) != 0) buckets[bucket].push_back(text);
    }
    for (const std::vector<uint32_t>& bucket : buckets) {
      if (bucket.size() < 2) continue;
      band.members.insert(band.members.end(), bucket.begin(), bucket.end());
      band.ends.push_back(band.members.size());
    }
  }
  return bands;
}

TEST(VerifyCandidatesTest, HoweverLittleIsHeld) {
  Random random(5);
  const std::vector<std::vector<std::string>> words = testing::MakeFamilies(kTexts, 100, random);
  std::vector<std::set<std::string>> sets;
  for (const reference::Text& text : words) sets.push_back(reference::ShingleSet(text, 5));
  std::vector<std::string> texts;
  for (const std::vector<std::string>& text : words) texts.push_back(testing::Joined(text));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  Recipe recipe;
  recipe.buckets.bucket_limit = 50;
  recipe.buckets.hot_representatives = 3;
  const CandidateLists lists(MakeBands(random), kTexts, recipe.buckets);
  ASSERT_GT(lists.hot_buckets(), 6U);

  std::vector<VerifiedPair> expected;
  uint64_t candidates = 0;
  std::vector<uint32_t> earlier;
  for (size_t place = 0; place < lists.items().size(); ++place) {
    lists.EarlierThan(place, earlier);
    candidates += earlier.size();
    const uint32_t b = lists.items()[place];
    for (const uint32_t a : earlier) {
      const Overlap overlap = reference::CountOverlap(sets[a], sets[b]);
      if (overlap.Resemblance() >= recipe.threshold) expected.push_back({a, b, overlap});
    }
  }
  std::sort(expected.begin(), expected.end());
  ASSERT_GT(expected.size(), 20U);

  const uint64_t dismissed = VerifyCandidates(lists, views, recipe, 1).dismissed;
  EXPECT_GT(dismissed, candidates / 2);
  for (const size_t most_held : {size_t{1} << 20, size_t{2000}, size_t{300}, size_t{0}}) {
    for (const int threads : {1, 3}) {
      Verified verified = VerifyCandidates(lists, views, recipe, threads, most_held);
      std::sort(verified.pairs.begin(), verified.pairs.end());
      EXPECT_EQ(verified.pairs, expected) << most_held;
      EXPECT_EQ(verified.candidates, candidates) << most_held;
      EXPECT_EQ(verified.dismissed, dismissed) << most_held;
    }
  }
}

// Short keys may bring texts without words together.
TEST(VerifyCandidatesTest, TextsWithoutWordsPairWithNone) {
  const std::vector<std::string_view> texts = {"one two three", "", " - ", "One, two: three."};
  std::vector<Buckets> bands(1);
  bands[0].members = {0, 1, 2, 3};
  bands[0].ends = {4};
  const Recipe recipe;
  const CandidateLists lists(std::move(bands), texts.size(), recipe.buckets);
  const Verified verified = VerifyCandidates(lists, texts, recipe, 1);
  EXPECT_EQ(verified.candidates, 6U);
  ASSERT_EQ(verified.pairs.size(), 1U);
  EXPECT_EQ(verified.pairs[0].a, 0U);
  EXPECT_EQ(verified.pairs[0].b, 3U);
}

}  // namespace
}  // namespace twicetold
