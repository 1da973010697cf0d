// How occurrences differ from their repeat's representative, from documents to findings.

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/memory_source.h"
#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MemorySource;

// "replaced: here | there" for each difference of the one repeat in two texts, as the place that
// does not represent it tells them.
std::vector<std::string> DifferencesOf(const std::string& a, const std::string& b) {
  MemorySource source({{"a.txt", a}, {"b.txt", b}});
  const Findings findings = *Check(source, Recipe(), 1);
  std::vector<std::string> told;
  if (findings.repeats.size() != 1) return {"not one repeat"};
  const FoundRepeat& repeat = findings.repeats[0];
  const FoundOccurrence& representative = repeat.representative();
  for (const FoundOccurrence& occurrence : repeat.occurrences) {
    for (const Difference& difference : occurrence.differences) {
      const auto slice = [](std::string_view text, const Span& span) {
        return std::string(text.substr(span.begin, span.size()));
      };
      told.push_back(DifferenceName(difference.difference) + ": " +
                     slice(occurrence.text, difference.here) + " | " +
                     slice(representative.text, difference.there));
    }
  }
  return told;
}

constexpr char kText[] =
    "The old ferry will leave the northern pier at seven every morning, and return before noon.";

TEST(DifferencesTest, EqualTextHasNone) { EXPECT_THAT(DifferencesOf(kText, kText), IsEmpty()); }

TEST(DifferencesTest, SpacesAndLineBreaksAreNone) {
  EXPECT_THAT(DifferencesOf(kText,
                            "The old ferry will leave the  northern pier at\nseven every morning, "
                            "and return before noon."),
              IsEmpty());
}

TEST(DifferencesTest, PunctuationAndCaseAreTypography) {
  // Of two alike the first represents: what is told is told of the second.
  EXPECT_THAT(DifferencesOf(kText,
                            "The old Ferry will leave the northern pier at seven every morning and "
                            "return – before noon."),
              ElementsAre("typography: Ferry | ferry", "typography:  | ,", "typography: – | "));
}

TEST(DifferencesTest, WordsReplacedInsertedDeleted) {
  EXPECT_THAT(
      DifferencesOf(kText,
                    "The old ferry will leave the southern pier at seven every morning, and "
                    "return before noon."),
      ElementsAre("replaced: southern | northern"));
  EXPECT_THAT(DifferencesOf(kText,
                            "The old ferry will leave the northern pier at seven sharp every "
                            "morning, and return before noon."),
              ElementsAre("inserted: sharp | "));
  EXPECT_THAT(DifferencesOf(kText,
                            "The old ferry will leave the northern pier at every morning, and "
                            "return before noon."),
              ElementsAre("deleted:  | seven"));
}

TEST(DifferencesTest, AccentsThatFoldDifferentlyAreWords) {
  EXPECT_THAT(DifferencesOf("We met at the small café by the river to talk about the new bridge.",
                            "We met at the small cafe by the river to talk about the new bridge."),
              ElementsAre("replaced: cafe | café"));
}

}  // namespace
}  // namespace twicetold
