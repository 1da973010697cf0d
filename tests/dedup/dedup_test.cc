#include "twicetold/dedup/dedup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "tests/support/dedup_run.h"
#include "tests/support/json.h"
#include "tests/support/program.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/summary.h"
#include "twicetold/match/exhaustive_join.h"
#include "twicetold/match/overlap.h"

namespace twicetold {
namespace {

using testing::CheckResumesAfterAnyStage;
using testing::CheckSameBytesForAnyThreadsAndMemory;
using ::testing::ElementsAre;
using testing::FreshFolder;
using testing::Job;
using testing::Json;
using testing::KeptIds;
using testing::LinesOf;
using testing::MustRun;
using testing::OverlapOf;
using testing::ReadWhole;
using testing::Record;
using testing::Records;
using testing::SetOf;
using testing::TextsById;
using testing::Try;

// Texts in families of near and exact copies, some without a word.
std::vector<std::string> Texts(size_t count, uint64_t seed) {
  Random random(seed);
  std::vector<std::string> texts;
  for (const auto& words : testing::MakeFamilies(count, 3000, random)) {
    texts.push_back(testing::Joined(words));
    if (random.Below(10) == 0) texts.push_back(texts[random.Below(texts.size())]);
  }
  return texts;
}

// Both laws: what went is as like its kept one as is said, and at least at the threshold; of pairs
// at the threshold at most `missed_share` have both sides kept.
void CheckLaws(const std::vector<std::string>& texts, double threshold, double missed_share) {
  const std::map<std::string, std::string> kept = TextsById("kept.jsonl");
  const std::vector<std::string> removed = LinesOf("removed.jsonl");
  EXPECT_EQ(kept.size() + removed.size(), texts.size());
  for (const std::string& line : removed) {
    const Json json(line);
    ASSERT_TRUE(kept.contains(json.Text("/kept"))) << line;
    const std::string& text = json.Text("/record/text");
    const Overlap overlap = OverlapOf(text, kept.at(json.Text("/kept")));
    EXPECT_EQ(json.Double("/resemblance"), overlap.Resemblance()) << line;
    EXPECT_EQ(json.Double("/containment"), overlap.ContainmentOfA());
    EXPECT_EQ(json.Double("/containment_of_kept"), overlap.ContainmentOfB());
    EXPECT_GE(overlap.Resemblance(), threshold);
  }
  std::vector<std::vector<uint64_t>> sets;
  std::vector<bool> is_kept;
  for (size_t i = 0; i < texts.size(); ++i) {
    sets.push_back(SetOf(texts[i]));
    is_kept.push_back(kept.contains("d" + std::to_string(i)));
  }
  size_t pairs = 0;
  size_t missed = 0;
  for (const VerifiedPair& pair : JoinExhaustively(sets, threshold)) {
    ++pairs;
    if (is_kept[pair.a] && is_kept[pair.b]) ++missed;
  }
  ASSERT_GT(pairs, 50U);
  EXPECT_LE(static_cast<double>(missed), missed_share * static_cast<double>(pairs));
}

TEST(DeduplicateTest, HoldsBothLaws) {
  const FreshFolder folder;
  const std::vector<std::string> texts = Texts(2000, 1);
  folder.Write("in.jsonl", Records(texts));
  const DedupSummary summary = MustRun({});
  EXPECT_EQ(summary.records, texts.size());
  EXPECT_EQ(summary.kept + summary.removed(), texts.size());
  EXPECT_GT(summary.exact, 50U);
  EXPECT_GT(summary.near, 50U);
  CheckLaws(texts, 0.8, 0.01);
  Job exhaustive;
  exhaustive.options.exhaustive = true;
  MustRun(exhaustive);
  CheckLaws(texts, 0.8, 0.0);
}

TEST(DeduplicateTest, KeepsRecordsAsTheyStoodAndInOrder) {
  const FreshFolder folder;
  const std::vector<std::string> texts = Texts(500, 2);
  folder.Write("in.jsonl", Records(texts));
  MustRun({});
  const std::vector<std::string> in = LinesOf("in.jsonl");
  std::multiset<std::string> left(in.begin(), in.end());
  auto at = in.begin();
  for (const std::string& line : LinesOf("kept.jsonl")) {
    at = std::find(at, in.end(), line);
    ASSERT_NE(at, in.end()) << "out of order or changed: " << line;
    left.erase(left.find(line));
  }
  for (const std::string& line : LinesOf("removed.jsonl")) {
    const size_t begin = line.find("\"record\":") + 9;
    const auto found = left.find(line.substr(begin, line.size() - begin - 1));
    ASSERT_NE(found, left.end()) << line;
    left.erase(found);
  }
  EXPECT_TRUE(left.empty()) << "in neither output: " << *left.begin();
}

TEST(DeduplicateTest, SameBytesForAnyThreadsAndMemory) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Records(Texts(3000, 3)));
  CheckSameBytesForAnyThreadsAndMemory({});
}

TEST(DeduplicateTest, TheKeepRuleDecides) {
  const FreshFolder folder;
  const std::string text = "one two three four five six seven eight nine ten eleven twelve";
  folder.Write("in.jsonl", "{\"id\":\"a\",\"text\":\"" + text +
                               "\",\"date\":\"2005-02-01\",\"source\":\"x\"}\n"
                               "{\"id\":\"b\",\"text\":\"" +
                               text +
                               "  \",\"date\":\"2005-03-01\",\"source\":\"y\"}\n"
                               "{\"id\":\"c\",\"text\":\"" +
                               text +
                               " \",\"date\":\"2005-01-01\",\"source\":\"z\"}\n"
                               "{\"id\":\"d\",\"text\":\"" +
                               text + "\"}\n");
  const auto kept_by = [](const std::string& rule) {
    Job job;
    job.options.keep = *KeepRule::FromText(rule);
    MustRun(job);
    return KeptIds();
  };
  EXPECT_THAT(kept_by("first"), ElementsAre("a"));
  EXPECT_THAT(kept_by("longest"), ElementsAre("b"));
  EXPECT_THAT(kept_by("newest"), ElementsAre("b"));
  EXPECT_THAT(kept_by("oldest"), ElementsAre("c"));
  EXPECT_THAT(kept_by("priority=q,z,y"), ElementsAre("c"));
  EXPECT_THAT(kept_by("priority=q"), ElementsAre("a"));
}

TEST(DeduplicateTest, TheOrderOfFilesDoesNotMatterWhereTheRuleDoesNotDependOnIt) {
  const FreshFolder folder;
  const std::vector<std::string> texts = Texts(800, 4);
  const size_t half = texts.size() / 2;
  const auto middle = texts.begin() + static_cast<std::ptrdiff_t>(half);
  folder.Write("a.jsonl", Records({texts.begin(), middle}));
  folder.Write("b.jsonl", Records({middle, texts.end()}, half));
  Job job;
  job.options.keep.keep = Keep::kLongest;
  const auto kept = [&](std::vector<std::string> inputs) {
    job.inputs = std::move(inputs);
    MustRun(job);
    const std::vector<std::string> lines = LinesOf("kept.jsonl");
    return std::set<std::string>(lines.begin(), lines.end());
  };
  EXPECT_EQ(kept({"a.jsonl", "b.jsonl"}), kept({"b.jsonl", "a.jsonl"}));
}

TEST(DeduplicateTest, WhatTheReferencesHaveGoes) {
  const FreshFolder folder;
  const std::vector<std::string> texts = Texts(600, 5);
  const auto middle = texts.begin() + 300;
  folder.Write("in.jsonl", Records({texts.begin(), middle}));
  folder.Write("references.jsonl", Records({middle, texts.end()}, 300));
  Job job;
  job.references = {"references.jsonl"};
  job.options.exhaustive = true;
  const DedupSummary summary = MustRun(job);
  EXPECT_EQ(summary.references, texts.size() - 300);
  std::vector<std::vector<uint64_t>> references;
  for (auto text = middle; text != texts.end(); ++text) references.push_back(SetOf(*text));
  const std::map<std::string, std::string> kept = TextsById("kept.jsonl");
  for (const auto& [id, text] : kept) {
    EXPECT_LT(std::stoi(id.substr(1)), 300) << "a reference was written";
    if (SetOf(text).empty()) continue;
    for (const auto& reference : references) {
      EXPECT_LT(CountOverlap(SetOf(text), reference).Resemblance(), 0.8) << id;
    }
  }
  bool by_reference = false;
  for (const std::string& line : LinesOf("removed.jsonl")) {
    by_reference |= Json(line).Text("/kept_place").starts_with("references.jsonl:");
  }
  EXPECT_TRUE(by_reference);
}

TEST(DeduplicateTest, RunsBrokenOffAfterAnyStageGoOnToTheSameBytes) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Records(Texts(1000, 6)));
  CheckResumesAfterAnyStage({});
}

TEST(DeduplicateTest, BadRecordsAreNamedAndTheOthersGoOn) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Record("d0", "a b c d e f g") + "{\"id\":\n\n" +
                               Record("d1", "h i j k l m n") + "{\"id\":\"x\"}\n");
  const DedupSummary summary = MustRun({});
  EXPECT_EQ(summary.kept, 2U);
  ASSERT_EQ(summary.skipped.size(), 2U);
  EXPECT_EQ(summary.skipped[0].place, "in.jsonl:2");
  EXPECT_EQ(summary.skipped[1].place, "in.jsonl:5");
}

TEST(DeduplicateTest, AMissingInputEndsTheRunAndLeavesNoOutput) {
  const FreshFolder folder;
  Job job;
  job.inputs = {"nowhere.jsonl"};
  const absl::Status status = Try(job).status();
  EXPECT_FALSE(status.ok());
  EXPECT_NE(status.message().find("nowhere.jsonl"), absl::string_view::npos);
  EXPECT_FALSE(std::filesystem::exists("kept.jsonl"));
}

TEST(DeduplicateTest, EmptyInputsGiveEmptyOutputs) {
  const FreshFolder folder;
  folder.Write("in.jsonl", "");
  EXPECT_EQ(MustRun({}).records, 0U);
  EXPECT_EQ(ReadWhole("kept.jsonl"), "");
  folder.Write("in.jsonl", Records({"", "", "-- ?!"}));
  EXPECT_EQ(MustRun({}).kept, 3U) << "texts without words repeat nothing";
}

TEST(DeduplicateTest, PairsAreAllThatHold) {
  const FreshFolder folder;
  const std::vector<std::string> texts = Texts(700, 8);
  folder.Write("in.jsonl", Records(texts));
  Job job;
  job.options.all_pairs = true;
  job.options.exhaustive = true;
  MustRun(job);
  std::vector<std::vector<uint64_t>> sets;
  for (const std::string& text : texts) sets.push_back(SetOf(text));
  std::set<std::pair<std::string, std::string>> expected;
  for (const VerifiedPair& pair : JoinExhaustively(sets, 0.8)) {
    // Sets say nothing of the order of words, in which short texts may differ.
    expected.emplace("d" + std::to_string(pair.a), "d" + std::to_string(pair.b));
  }
  std::set<std::pair<std::string, std::string>> found;
  for (const std::string& line : LinesOf("pairs.jsonl")) {
    const Json json(line);
    found.emplace(json.Text("/a"), json.Text("/b"));
    EXPECT_GE(json.Double("/resemblance"), 0.8);
  }
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace twicetold
