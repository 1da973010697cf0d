#include "twicetold/recipe/recipe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

// For each parameter a value that is not its default.
const std::map<std::string_view, std::string> kOther = {
    {"min_words", "5"},
    {"seed_words", "3"},
    {"max_gap_words", "0"},
    {"min_identity", "0.75"},
    {"max_seed_pairs", "1000"},
    {"max_cells_per_word", "99"},
    {"shingle_words", "7"},
    {"threshold", "0.55"},
    {"recall", "0.9"},
    {"exhaustive_limit", "0"},
    {"sketch", "classic"},
    {"signature_size", "256"},
    {"bucket_limit", "40"},
    {"hot_representatives", "3"},
    {"hash_seed", "18446744073709551615"},
    {"boilerplate_documents", "3"},
    {"boilerplate_words", "20"},
    {"related_documents", "5"},
};

TEST(Recipe, EveryParameterIsSetPrintedAndReadBack) {
  ASSERT_EQ(kOther.size(), Parameters().size());
  for (const Parameter& parameter : Parameters()) {
    Recipe recipe;
    const std::string& value = kOther.at(parameter.name);
    ASSERT_NE(parameter.get(recipe), value) << parameter.name;
    ASSERT_TRUE(recipe.Set(parameter.name, value).ok()) << parameter.name;
    EXPECT_EQ(parameter.get(recipe), value) << parameter.name;
    EXPECT_TRUE(recipe.Validate().ok()) << parameter.name << recipe.Validate().message();
    // Nothing else moved.
    const Recipe defaults;
    for (const Parameter& other : Parameters()) {
      if (other.name == parameter.name) continue;
      EXPECT_EQ(other.get(recipe), other.get(defaults))
          << parameter.name << " moved " << other.name;
    }
  }
}

TEST(Recipe, ParametersAreDescribed) {
  std::set<std::string_view> names;
  for (const Parameter& parameter : Parameters()) {
    EXPECT_TRUE(names.insert(parameter.name).second) << parameter.name;
    EXPECT_THAT(std::string(parameter.name), MatchesRegex("[a-z_]+"));
    EXPECT_FALSE(parameter.unit.empty()) << parameter.name;
    EXPECT_TRUE(parameter.effect.ends_with('.')) << parameter.name;
  }
}

TEST(Recipe, FingerprintChangesWithEachParameter) {
  std::set<std::string> fingerprints = {Recipe().Fingerprint()};
  for (const Parameter& parameter : Parameters()) {
    Recipe recipe;
    ASSERT_TRUE(recipe.Set(parameter.name, kOther.at(parameter.name)).ok());
    EXPECT_TRUE(fingerprints.insert(recipe.Fingerprint()).second) << parameter.name;
    // And comes back with it.
    ASSERT_TRUE(recipe.Set(parameter.name, parameter.get(Recipe())).ok());
    EXPECT_EQ(recipe.Fingerprint(), Recipe().Fingerprint()) << parameter.name;
  }
}

TEST(Recipe, FingerprintDoesNotDependOnThePresetsName) {
  Recipe renamed;
  renamed.preset = "mine.json";
  EXPECT_EQ(renamed.Fingerprint(), Recipe().Fingerprint());
  EXPECT_THAT(renamed.Fingerprint(), MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(renamed.Fingerprint().size(), 32U);
}

TEST(Recipe, PresetsAreValidAndDiffer) {
  std::set<std::string> fingerprints;
  for (const std::string_view name : PresetNames()) {
    const auto recipe = Recipe::FromPreset(name);
    ASSERT_TRUE(recipe.ok());
    EXPECT_EQ(recipe->preset, name);
    EXPECT_TRUE(recipe->Validate().ok());
    EXPECT_TRUE(fingerprints.insert(recipe->Fingerprint()).second);
  }
  EXPECT_EQ(Recipe::FromPreset("draft")->Fingerprint(), Recipe().Fingerprint());
}

TEST(Recipe, UnknownNamesAreNotFound) {
  const absl::Status preset = Recipe::FromPreset("novel").status();
  EXPECT_TRUE(absl::IsNotFound(preset));
  EXPECT_EQ(preset.message(), "no recipe called 'novel'; there are: draft, corpus");
  Recipe recipe;
  const absl::Status parameter = recipe.Set("min_letters", "5");
  EXPECT_TRUE(absl::IsNotFound(parameter));
  EXPECT_EQ(parameter.message(),
            "a recipe has no parameter 'min_letters'; `twicetold recipe` lists them");
}

TEST(Recipe, NamesMayHaveDashes) {
  Recipe recipe;
  ASSERT_TRUE(recipe.Set("min-words", "12").ok());
  EXPECT_EQ(recipe.passages.min_words, 12U);
}

TEST(Recipe, ValuesThatCannotBeReadChangeNothing) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"min_words", ""},           {"min_words", "-1"},
      {"min_words", "8 "},         {"min_words", "8.5"},
      {"min_words", "4294967296"}, {"threshold", "high"},
      {"threshold", ""},           {"threshold", "0.8x"},
      {"sketch", "guess"},         {"hash_seed", "18446744073709551616"}};
  for (const auto& [name, value] : wrong) {
    Recipe recipe;
    const absl::Status status = recipe.Set(name, value);
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << name << " = " << value;
    EXPECT_THAT(std::string(status.message()), StartsWith("--")) << name << " = " << value;
    EXPECT_EQ(recipe.Fingerprint(), Recipe().Fingerprint()) << name << " = " << value;
  }
}

TEST(Recipe, RangesAreChecked) {
  struct Bound {
    std::string name;
    std::vector<std::string> good;
    std::vector<std::string> bad;
  };
  const std::vector<Bound> bounds = {
      {"min_words", {"1", "4294967295"}, {"0"}},
      {"seed_words", {"1"}, {"0"}},
      {"max_gap_words", {"0", "1000"}, {"1001"}},
      {"min_identity", {"0", "1"}, {"-0.01", "1.01", "nan", "inf"}},
      {"max_seed_pairs", {"0"}, {}},
      {"max_cells_per_word", {"0", "4294967295"}, {}},
      {"shingle_words", {"1"}, {"0"}},
      {"threshold", {"0.5", "1"}, {"0", "-1", "1.1", "nan"}},
      {"recall", {"0.5", "0.999"}, {"0", "1", "nan"}},
      {"exhaustive_limit", {"0", "18446744073709551615"}, {}},
      {"signature_size", {"128", "1024"}, {"0", "15", "2048", "100"}},
      {"bucket_limit", {"2"}, {"0", "1"}},
      {"hot_representatives", {"1"}, {"0"}},
  };
  for (const Bound& bound : bounds) {
    for (const std::string& value : bound.good) {
      Recipe recipe;
      ASSERT_TRUE(recipe.Set(bound.name, value).ok()) << bound.name << " = " << value;
      EXPECT_TRUE(recipe.Validate().ok())
          << bound.name << " = " << value << ": " << recipe.Validate().message();
    }
    std::string flag = "--" + bound.name;
    for (char& c : flag) c = c == '_' ? '-' : c;
    for (const std::string& value : bound.bad) {
      Recipe recipe;
      ASSERT_TRUE(recipe.Set(bound.name, value).ok()) << bound.name << " = " << value;
      const absl::Status status = recipe.Validate();
      EXPECT_TRUE(absl::IsInvalidArgument(status)) << bound.name << " = " << value;
      EXPECT_THAT(std::string(status.message()), StartsWith(flag + " ")) << value;
    }
  }
}

TEST(Recipe, PlanKeepsTheRecallAtTheThreshold) {
  for (const double threshold : {0.5, 0.7, 0.8, 0.9, 1.0}) {
    Recipe recipe;
    recipe.threshold = threshold;
    ASSERT_TRUE(recipe.Validate().ok());
    EXPECT_GE(recipe.Plan().CandidateProbability(threshold), recipe.recall) << threshold;
    EXPECT_LE(recipe.Plan().bands * recipe.Plan().rows, recipe.sketch.size);
  }
}

TEST(Recipe, ARecallThatNoPlanReachesIsRefused) {
  Recipe recipe;
  recipe.threshold = 0.01;
  recipe.recall = 0.9999;
  const absl::Status status = recipe.Validate();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("recall"));
}

}  // namespace
}  // namespace twicetold
