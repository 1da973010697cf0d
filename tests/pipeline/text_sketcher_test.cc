#include "twicetold/pipeline/text_sketcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// A text of any of the kinds that go different ways: without words, short, long, not plain.
std::string RandomText(Random& random) {
  const uint64_t kind = random.Below(8);
  if (kind == 0) return std::string(random.Below(3) * 50, '-');
  const uint64_t words = kind == 1 ? 1 + random.Below(6) : kind == 2 ? 3000 : random.Below(80);
  std::string text;
  for (uint64_t i = 0; i < words; ++i) {
    text.append("w").append(std::to_string(random.Below(500)));
    text.append(kind == 3 && random.Below(20) == 0 ? "\u00E9 " : kind == 4 ? "\u2019 " : " ");
  }
  return text;
}

TEST(TextSketcherTest, TakesEveryTextWithWordsAsIfItWereAlone) {
  Random random(1);
  std::vector<std::string> texts;
  for (int i = 0; i < 400; ++i) texts.push_back(RandomText(random));
  texts.insert(texts.begin() + 100, 70, "--");  // more than go together
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const Recipe recipe;
  const Sketcher sketcher = *Sketcher::Create(recipe.sketch);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    SCOPED_TRACE(target);
    std::vector<size_t> taken;
    TextSketcher(recipe, sketcher).Sketch(views, [&](const SketchedText& text) {
      taken.push_back(text.place);
      const Words words = SplitWords(views[text.place], recipe.hash_seed);
      const std::vector<uint64_t> shingles = ShingleWords(words.hashes(), recipe.shingle_words);
      ASSERT_TRUE(std::ranges::equal(text.shingles, shingles)) << text.place;
      ASSERT_EQ(text.shingle_sum, std::accumulate(shingles.begin(), shingles.end(), uint64_t{0}));
      std::vector<uint16_t> signature(recipe.sketch.size);
      sketcher.Sketch(shingles, signature);
      ASSERT_TRUE(std::ranges::equal(text.signature, signature)) << text.place;
    });
    std::vector<size_t> expected;
    for (size_t i = 0; i < views.size(); ++i) {
      if (SplitWords(views[i], 0).size() > 0) expected.push_back(i);
    }
    EXPECT_EQ(taken, expected);
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

TEST(TextSketcherTest, NothingOfNothing) {
  const Recipe recipe;
  const Sketcher sketcher = *Sketcher::Create(recipe.sketch);
  TextSketcher texts(recipe, sketcher);
  const auto fail = [](const SketchedText&) { FAIL(); };
  texts.Sketch({}, fail);
  const std::vector<std::string_view> wordless = {"", " ", "..."};
  texts.Sketch(wordless, fail);
}

}  // namespace
}  // namespace twicetold
