#include "twicetold/pipeline/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "tests/support/memory_source.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/json.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSubsetOf;
using testing::MemoryFile;
using testing::MemorySource;
using ::testing::SizeIs;

Findings CheckFiles(const std::vector<MemoryFile>& files, const Recipe& recipe = {},
                    int threads = 1) {
  MemorySource source(files);
  auto findings = Check(source, recipe, threads);
  EXPECT_TRUE(findings.ok()) << findings.status().message();
  return *std::move(findings);
}

// Documents in families of near copies, of one paragraph each.
std::vector<MemoryFile> Families(size_t count, uint64_t seed) {
  Random random(seed);
  std::vector<MemoryFile> files;
  for (const auto& words : testing::MakeFamilies(count, 2000, random)) {
    std::string text;
    for (const std::string& word : words) text += word + " ";
    files.push_back(MemoryFile{"d" + std::to_string(files.size()) + ".txt", text});
  }
  return files;
}

std::vector<std::string> PairNames(const Findings& findings, double least_resemblance) {
  std::vector<std::string> names;
  for (const FoundPair& pair : findings.pairs) {
    if (pair.overlap.Resemblance() < least_resemblance) continue;
    std::ostringstream name;
    name << LevelName(pair.level) << ' ' << pair.a.name << ' ' << pair.b.name << ' '
         << pair.overlap.shared << ' ' << pair.overlap.only_a << ' ' << pair.overlap.only_b;
    names.push_back(name.str());
  }
  return names;
}

TEST(Check, SketchesGiveThePairsThatComparingAllGives) {
  Recipe sketched;
  sketched.exhaustive_limit = 0;
  size_t all = 0;
  size_t found = 0;
  for (const uint64_t seed : {1U, 2U, 3U}) {
    const std::vector<MemoryFile> files = Families(300, seed);
    const Findings exact = CheckFiles(files);
    const Findings chance = CheckFiles(files, sketched);
    EXPECT_FALSE(exact.summary.limits.sketched_documents);
    EXPECT_TRUE(chance.summary.limits.sketched_documents);
    EXPECT_TRUE(chance.summary.limits.sketched_paragraphs);
    const std::vector<std::string> truth = PairNames(exact, 0);
    const std::vector<std::string> pairs = PairNames(chance, 0);
    // Sound always; complete to the promise, and well above the threshold wholly.
    EXPECT_THAT(pairs, IsSubsetOf(truth));
    EXPECT_EQ(PairNames(chance, 0.9), PairNames(exact, 0.9));
    EXPECT_FALSE(PairNames(exact, 0.9).empty());
    all += truth.size();
    found += pairs.size();
  }
  ASSERT_GT(all, 100U);
  EXPECT_GE(static_cast<double>(found), Recipe().recall * static_cast<double>(all))
      << found << " of " << all;
}

TEST(Check, SameFindingsForOneToEightThreads) {
  for (const uint64_t limit : {uint64_t{0}, uint64_t{100'000}}) {
    Recipe recipe;
    recipe.exhaustive_limit = limit;
    const std::vector<MemoryFile> files = Families(60, 4);
    std::string first;
    for (int threads = 1; threads <= 8; ++threads) {
      std::ostringstream json;
      WriteJson(CheckFiles(files, recipe, threads), json);
      if (threads == 1) first = json.str();
      ASSERT_TRUE(json.str() == first) << threads << " threads";
    }
    EXPECT_GT(first.size(), 5000U);
  }
}

// A repeat without what depends on the order: its fingerprint and figures, and its places.
std::set<std::string> RepeatsAnyOrder(const Findings& findings) {
  std::set<std::string> told;
  for (const FoundRepeat& repeat : findings.repeats) {
    std::set<std::string> places;
    for (const FoundOccurrence& occurrence : repeat.occurrences) {
      std::ostringstream place;
      place << ' ' << findings.documents[occurrence.document].name << ' '
            << occurrence.place.begin.byte << '-' << occurrence.place.end.byte;
      places.insert(place.str());
    }
    std::ostringstream line;
    line << KindName(repeat.kind) << ' ' << repeat.fingerprint << ' ' << repeat.words << ' '
         << repeat.identity;
    std::string whole = line.str();
    for (const std::string& place : places) whole += place;
    told.insert(whole);
  }
  return told;
}

TEST(Check, OrderOfTheDocumentsChangesOnlyTheOrderOfTheFindings) {
  const std::string wool = "the price of wool fell by a third before the autumn sales began";
  const std::string bell = "nobody in the valley could say who had rung the bell that night";
  const std::vector<MemoryFile> files = {
      {"a.txt", "It was said that " + wool + ". Then came rain.\n"},
      {"b.txt", "“" + bell + ",” he said.\n\nNews: " + wool + " again.\n"},
      {"c.txt", "Merchants knew " + wool + ", and " + bell + ".\n"},
      {"d.txt",
       "To this day nobody in the whole valley could say who had rung the bell that night, "
       "or why.\n"},
      {"e.txt", "Nothing here stands anywhere else.\n"},
  };
  std::vector<size_t> order(files.size());
  std::iota(order.begin(), order.end(), 0U);
  const std::set<std::string> expected = RepeatsAnyOrder(CheckFiles(files));
  EXPECT_THAT(expected, SizeIs(2));
  do {
    std::vector<MemoryFile> shuffled;
    for (const size_t i : order) shuffled.push_back(files[i]);
    ASSERT_EQ(RepeatsAnyOrder(CheckFiles(shuffled)), expected) << "first: " << files[order[0]].name;
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Check, ClustersAreVerifiedAndDoNotChain) {
  const Findings findings = CheckFiles(Families(300, 5));
  std::set<std::pair<std::string, std::string>> pairs;
  for (const FoundPair& pair : findings.pairs) pairs.emplace(pair.a.name, pair.b.name);
  std::set<std::string> members;
  std::vector<std::string> representatives;
  ASSERT_FALSE(findings.clusters.empty());
  for (const FoundCluster& cluster : findings.clusters) {
    EXPECT_GE(cluster.least_resemblance, findings.recipe.threshold);
    representatives.push_back(cluster.representative.name);
    for (const Unit& member : cluster.members) {
      EXPECT_TRUE(pairs.contains({cluster.representative.name, member.name}));
      EXPECT_TRUE(members.insert(member.name).second) << "a member of two clusters";
    }
  }
  for (const std::string& a : representatives) {
    EXPECT_FALSE(members.contains(a));
    for (const std::string& b : representatives) EXPECT_FALSE(pairs.contains({a, b}));
  }
}

TEST(Check, AWordThatStandsInTwoRepeatsIsCountedOnce) {
  // The second sentence repeats the first; its end also stands in a third place.
  const Findings findings =
      CheckFiles({{"a.txt",
                   "red orange yellow green blue indigo violet white grey black brown pink.\n\n"
                   "red orange yellow green blue indigo violet white grey black brown pink!\n\n"
                   "And green blue indigo violet white grey black brown, who knows why.\n"}});
  EXPECT_EQ(findings.summary.told_again_words, 12U + 8U);
  EXPECT_EQ(findings.summary.repeated_words, 12U + 12U + 8U);
  EXPECT_EQ(findings.documents[0].repeated_words, findings.summary.repeated_words);
}

TEST(Check, AlikeDocumentsComeBeforeLongOnesThatShareMore) {
  const std::string shared =
      "The council agreed on Monday to mend the old stone bridge before the winter floods come.";
  const std::string speech =
      "Nobody had expected the harbour master to speak at such length about tides and ropes, about "
      "his father and the price of coal, yet everybody stayed to hear how it would end.";
  std::string others[2];
  for (int i = 0; i < 600; ++i) {
    others[i % 2] += "w" + std::to_string(i) + (i % 17 == 0 ? ". " : " ");
  }
  const Findings findings = CheckFiles({{"speech-1.txt", speech + " " + others[0]},
                                        {"speech-2.txt", speech + " " + others[1]},
                                        {"release-1.txt", shared},
                                        {"release-2.txt", shared}});
  ASSERT_THAT(findings.relations, SizeIs(2));
  EXPECT_EQ(findings.relations[0].document, 2U);
  EXPECT_LT(findings.relations[0].shared_words, findings.relations[1].shared_words);
}

TEST(Check, OneTextOfTwoSourcesComesFirst) {
  const std::string shared = "The council agreed on Monday to mend the old stone bridge at last.";
  const std::string longer =
      "The ferry that left the quay at noon came home at dusk with a broken mast, a full hold and "
      "a "
      "cook who would not say a word about what he had seen off the northern cape.";
  const auto record = [](const std::string& source, const std::string& text) {
    return R"({"source":")" + source + R"(","text":")" + text + "\"}\n";
  };
  const Findings findings =
      CheckFiles({{"feed.jsonl", record("north", longer) + record("north", longer) +
                                     record("north", shared) + record("south", shared)}});
  ASSERT_THAT(findings.relations, SizeIs(2));
  EXPECT_EQ(findings.documents[findings.relations[0].other].source, "south");
}

TEST(Check, RelationsBeyondTheLimitAreCounted) {
  const std::string sentence =
      "The ferry left the quay at noon with nobody but the cook on board.\n";
  std::vector<MemoryFile> files;
  for (int i = 0; i < 5; ++i) files.push_back({"d" + std::to_string(i) + ".txt", sentence});
  Recipe recipe;
  recipe.related_documents = 1;
  const Findings limited = CheckFiles(files, recipe);
  // Of ten pairs each document keeps its first.
  EXPECT_THAT(limited.relations, SizeIs(4));
  EXPECT_EQ(limited.summary.limits.untold_relations, 6U);
  recipe.related_documents = 0;
  const Findings all = CheckFiles(files, recipe);
  EXPECT_THAT(all.relations, SizeIs(10));
  EXPECT_EQ(all.summary.limits.untold_relations, 0U);
  EXPECT_EQ(limited.families.size(), all.families.size());
}

TEST(Check, RefusesARecipeThatIsNotValid) {
  Recipe recipe;
  recipe.passages.min_words = 0;
  MemorySource source({});
  EXPECT_TRUE(absl::IsInvalidArgument(Check(source, recipe, 1).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Compare(source, recipe, 1).status()));
}

TEST(Check, NoDocumentsAreACleanResult) {
  const Findings findings = CheckFiles({});
  EXPECT_THAT(findings.repeats, IsEmpty());
  EXPECT_EQ(findings.summary.words, 0U);
}

TEST(Check, CommonRunsHeldBackAreCounted) {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += "read the full story on our site today " + std::to_string(i) + "\n\n";
  }
  Recipe recipe;
  recipe.passages.max_seed_pairs = 10;
  EXPECT_GT(CheckFiles({{"a.txt", text}}, recipe).summary.limits.hot_shingles, 0U);
  EXPECT_EQ(CheckFiles({{"a.txt", text}}).summary.limits.hot_shingles, 0U);
}

Comparison CompareTexts(const std::string& a, const std::string& b, const Recipe& recipe = {}) {
  MemorySource source({{"a.txt", a}, {"b.txt", b}});
  auto comparison = Compare(source, recipe, 1);
  EXPECT_TRUE(comparison.ok()) << comparison.status().message();
  return *std::move(comparison);
}

TEST(Compare, RepeatsWithinOneTextAreNotItsBusiness) {
  const std::string twice = "one two three four five six seven eight nine. ";
  const Comparison comparison = CompareTexts(twice + "ten. " + twice, "something else");
  EXPECT_THAT(comparison.findings.repeats, IsEmpty());
  EXPECT_EQ(comparison.coverage_of_a, 0.0);
}

TEST(Compare, ExplainsEachReason) {
  const auto explanation = [](const Comparison& comparison) {
    std::string text;
    for (const std::string& sentence : comparison.explanation) text += sentence + "\n";
    return text;
  };
  EXPECT_THAT(explanation(CompareTexts("a b c", "x y z")),
              HasSubstr("The two have no word in common."));
  EXPECT_THAT(explanation(CompareTexts("a b c", "x y z")),
              HasSubstr("a.txt has only 3 words, and a passage has at least 8 (--min-words)."));
  const std::string one = explanation(CompareTexts("a b c d e f g h i", "r s t u a v w x y z"));
  EXPECT_THAT(one,
              HasSubstr("the longest run of equal words is 1 word, and 1 different word occurs "
                        "in both."));
  EXPECT_THAT(one, HasSubstr("A passage has at least 4 equal words in a row (--seed-words)."));
  EXPECT_THAT(explanation(CompareTexts("a b c d e f g h i", "r s t u a b c d e y z")),
              HasSubstr("--min-words 5 would show it."));
  EXPECT_THAT(explanation(CompareTexts("a b c d e f g h i", "a b c d e f g h i")),
              HasSubstr("Near duplicates: 5 of 5 runs of 5 words stand in both, a resemblance of "
                        "1.000 (at or above the threshold of 0.800)."));
}

TEST(Compare, TakesTwoDocumentsOnly) {
  MemorySource one({{"a.txt", "a"}, {"b.jsonl", "broken\n"}});
  const absl::Status few = Compare(one, Recipe(), 1).status();
  EXPECT_TRUE(absl::IsNotFound(few));
  EXPECT_THAT(std::string(few.message()), HasSubstr("the inputs hold 1; b.jsonl: "));
  MemorySource three({{"a.txt", "a"}, {"b.txt", "b"}, {"c.txt", "c"}});
  EXPECT_TRUE(absl::IsInvalidArgument(Compare(three, Recipe(), 1).status()));
}

}  // namespace
}  // namespace twicetold
