// `--measure containment` from records to records: both laws against every pair of sets, and what
// must not change a byte.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
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
#include "twicetold/match/overlap.h"

namespace twicetold {
namespace {

using testing::CheckResumesAfterAnyStage;
using testing::CheckSameBytesForAnyThreadsAndMemory;
using testing::FreshFolder;
using testing::Job;
using testing::Joined;
using testing::Json;
using testing::KeptIds;
using testing::LinesOf;
using testing::MustRun;
using testing::OverlapOf;
using testing::ReadWhole;
using testing::Records;
using testing::SetOf;
using Texts = std::vector<std::string>;

// Stories; and of earlier ones near copies, cuts of every length, two of them in one, scraps.
Texts MakeTexts(size_t count, uint64_t seed) {
  constexpr size_t kVocabulary = 5000;
  Random random(seed);
  std::vector<std::vector<std::string>> stories;
  while (stories.size() < count) {
    const uint64_t kind = stories.empty() ? 0 : random.Below(5);
    if (kind == 0) {
      stories.push_back(testing::MakeText(20 + random.Below(400), kVocabulary, random));
      continue;
    }
    std::vector<std::string> story = stories[random.Below(stories.size())];
    if (kind == 1) story = testing::Edit(story, 10 + random.Below(90), kVocabulary, random);
    if (kind == 2 || kind == 3) {
      const size_t begin = random.Below(story.size() + 1);
      const size_t end = begin + random.Below(story.size() - begin + 1);
      story.assign(story.begin() + static_cast<std::ptrdiff_t>(begin),
                   story.begin() + static_cast<std::ptrdiff_t>(end));
      story = testing::Edit(story, 20 + random.Below(100), kVocabulary, random);
    }
    if (kind == 4) {
      const std::vector<std::string>& more = stories[random.Below(stories.size())];
      if (story.size() + more.size() > 1000) continue;
      story.insert(story.end(), more.begin(), more.end());
    }
    stories.push_back(story);
  }
  Texts texts;
  for (const auto& story : stories) texts.push_back(Joined(story));
  return texts;
}

Job ContainmentJob() {
  Job job;
  job.options.measure = Measure::kContainment;
  return job;
}

std::set<std::string> Kept() {
  const std::vector<std::string> ids = KeptIds();
  return {ids.begin(), ids.end()};
}

// What went is told with its true figures, and contained in a kept one (a reference if not).
void CheckRemoved(const Texts& texts, double threshold) {
  const std::set<std::string> kept = Kept();
  const std::vector<std::string> removed = LinesOf("removed.jsonl");
  EXPECT_EQ(kept.size() + removed.size(), texts.size());
  for (const std::string& line : removed) {
    const Json json(line);
    ASSERT_TRUE(kept.contains(json.Text("/kept"))) << line;
    const auto text_of = [&](const std::string& id) { return texts[std::stoul(id.substr(1))]; };
    const Overlap overlap = OverlapOf(text_of(json.Text("/id")), text_of(json.Text("/kept")));
    EXPECT_EQ(json.Double("/resemblance"), overlap.Resemblance());
    EXPECT_EQ(json.Double("/containment"), overlap.ContainmentOfA());
    EXPECT_EQ(json.Double("/containment_of_kept"), overlap.ContainmentOfB());
    EXPECT_GE(overlap.ContainmentOfA(), threshold) << line;
    EXPECT_TRUE(json.Text("/reason") == "contained" || overlap.Resemblance() == 1.0) << line;
  }
}

// Texts a, b and the share of a's shingles that stand in b.
struct OrderedPair {
  size_t a;
  size_t b;
  double containment;
};

// All of them with a containment of at least `threshold`.
std::vector<OrderedPair> OrderedPairs(const Texts& texts, double threshold) {
  std::vector<std::vector<uint64_t>> sets;
  for (const std::string& text : texts) sets.push_back(SetOf(text));
  std::vector<OrderedPair> pairs;
  for (size_t a = 0; a < texts.size(); ++a) {
    for (size_t b = 0; b < a; ++b) {
      const Overlap overlap = CountOverlap(sets[a], sets[b]);
      if (overlap.ContainmentOfA() >= threshold) pairs.push_back({a, b, overlap.ContainmentOfA()});
      if (overlap.ContainmentOfB() >= threshold) pairs.push_back({b, a, overlap.ContainmentOfB()});
    }
  }
  return pairs;
}

// Of the pairs that reach the threshold, at most `share` have both sides kept.
void CheckNoneIsLeft(const std::vector<OrderedPair>& pairs, double threshold, double share) {
  const std::set<std::string> kept = Kept();
  size_t all = 0;
  size_t left = 0;
  for (const OrderedPair& pair : pairs) {
    if (pair.containment < threshold) continue;
    ++all;
    const bool both =
        kept.contains("d" + std::to_string(pair.a)) && kept.contains("d" + std::to_string(pair.b));
    left += both ? 1U : 0U;
  }
  ASSERT_GT(all, 1000U);
  EXPECT_LE(static_cast<double>(left), share * static_cast<double>(all)) << "at " << threshold;
}

TEST(ContainmentRunTest, HoldsBothLaws) {
  const FreshFolder folder;
  const Texts texts = MakeTexts(1200, 1);
  folder.Write("in.jsonl", Records(texts));
  const std::vector<OrderedPair> pairs = OrderedPairs(texts, 0.5);
  for (const double threshold : {0.5, 0.8}) {
    for (const bool exhaustive : {false, true}) {
      Job job = ContainmentJob();
      job.options.recipe.threshold = threshold;
      job.options.exhaustive = exhaustive;
      const DedupSummary summary = MustRun(job);
      EXPECT_EQ(summary.kept + summary.removed(), texts.size());
      EXPECT_GT(summary.contained, 300U);
      EXPECT_EQ(summary.near, 0U);
      EXPECT_EQ(summary.held_back, 0U);
      CheckRemoved(texts, threshold);
      CheckNoneIsLeft(pairs, threshold, exhaustive ? 0.0 : 0.002);
    }
  }
}

TEST(ContainmentRunTest, SameBytesForAnyThreadsAndMemory) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Records(MakeTexts(2000, 3)));
  CheckSameBytesForAnyThreadsAndMemory(ContainmentJob());
}

TEST(ContainmentRunTest, RunsBrokenOffAfterAnyStageGoOnToTheSameBytes) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Records(MakeTexts(500, 4)));
  CheckResumesAfterAnyStage(ContainmentJob());
}

TEST(ContainmentRunTest, WhatStandsInAReferenceGoes) {
  const FreshFolder folder;
  Random random(5);
  const auto story = testing::MakeText(300, 5000, random);
  const std::vector<std::string> brief(story.begin() + 100, story.begin() + 140);
  const std::string other = Joined(testing::MakeText(50, 5000, random));
  folder.Write("in.jsonl", Records({Joined(brief), other}));
  folder.Write("references.jsonl", Records({Joined(story)}, 2));
  Job job = ContainmentJob();
  job.references = {"references.jsonl"};
  MustRun(job);
  EXPECT_EQ(Kept(), std::set<std::string>{"d1"});
  const std::vector<std::string> removed = LinesOf("removed.jsonl");
  ASSERT_EQ(removed.size(), 1U);
  EXPECT_EQ(Json(removed[0]).Text("/kept"), "d2");
  EXPECT_EQ(Json(removed[0]).Double("/containment"), 1.0);
  // The other way round the reference is a part, and the input is none of it.
  folder.Write("in.jsonl", Records({Joined(story)}));
  folder.Write("references.jsonl", Records({Joined(brief)}, 1));
  MustRun(job);
  EXPECT_EQ(Kept(), std::set<std::string>{"d0"});
}

// A notice that very many long stories end with.
TEST(ContainmentRunTest, HotSeedsCostTheirNumberAndAreReported) {
  const FreshFolder folder;
  Random random(6);
  const auto notice = testing::MakeText(40, 5000, random);
  Texts texts = {Joined(notice)};
  for (int i = 0; i < 600; ++i) {
    auto story = testing::MakeText(150, 5000, random);
    story.insert(story.end(), notice.begin(), notice.end());
    texts.push_back(Joined(story));
  }
  folder.Write("in.jsonl", Records(texts));
  const DedupSummary summary = MustRun(ContainmentJob());
  // All seeds of the notice stand in more than the limit; those of the stories, most not.
  EXPECT_EQ(summary.held_back, 1U);
  EXPECT_GT(summary.hot_buckets, 10U);
  EXPECT_EQ(summary.largest_bucket, 601U);
  EXPECT_LE(summary.candidates, 2U * 16 * 8);
  EXPECT_EQ(summary.contained, 1U);
  EXPECT_FALSE(Kept().contains("d0")) << "it stands in every other";
}

TEST(ContainmentRunTest, AFamilyLargerThanTheLimitIsFoundByItsFirst) {
  const FreshFolder folder;
  Random random(7);
  const auto letter = testing::MakeText(120, 5000, random);
  Texts texts;
  for (int i = 0; i < 700; ++i) texts.push_back(Joined(testing::Edit(letter, 200, 5000, random)));
  folder.Write("in.jsonl", Records(texts));
  Job job = ContainmentJob();
  job.options.recipe.buckets.bucket_limit = 256;
  const DedupSummary summary = MustRun(job);
  EXPECT_GT(summary.held_back, 200U);
  CheckRemoved(texts, 0.8);
  CheckNoneIsLeft(OrderedPairs(texts, 0.8), 0.8, 0.001);
}

TEST(ContainmentRunTest, ShortRecordsAreFoundForCertain) {
  const FreshFolder folder;
  Random random(8);
  Texts texts;
  std::set<std::string> wholes;
  for (int i = 0; i < 200; ++i) {
    wholes.insert("d" + std::to_string(texts.size()));
    const auto story = testing::MakeText(200, 100'000, random);
    texts.push_back(Joined(story));
    for (const size_t length : {5U, 6U, 9U, 20U}) {
      const auto begin = story.begin() + static_cast<std::ptrdiff_t>(random.Below(150));
      texts.push_back(Joined({begin, begin + static_cast<std::ptrdiff_t>(length)}));
    }
  }
  folder.Write("in.jsonl", Records(texts));
  MustRun(ContainmentJob());
  EXPECT_EQ(Kept(), wholes);
}

TEST(ContainmentRunTest, TextsWithoutWordsAreInNone) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Records({"", "one two three four five six", " ?! ", "", "five six"}));
  MustRun(ContainmentJob());
  EXPECT_EQ(Kept(), (std::set<std::string>{"d0", "d1", "d2", "d3", "d4"}))
      << "a text shorter than a shingle is a shingle of its own";
  folder.Write("in.jsonl", "");
  EXPECT_EQ(MustRun(ContainmentJob()).records, 0U);
}

TEST(ContainmentRunTest, PairsAreAllThatHoldThePartFirst) {
  const FreshFolder folder;
  const Texts texts = MakeTexts(400, 9);
  folder.Write("in.jsonl", Records(texts));
  Job job = ContainmentJob();
  job.options.exhaustive = true;
  MustRun(job);
  const std::string kept = ReadWhole("kept.jsonl");
  job.options.all_pairs = true;
  MustRun(job);
  EXPECT_EQ(ReadWhole("kept.jsonl"), kept);
  const std::vector<OrderedPair> pairs = OrderedPairs(texts, 0.8);
  std::set<std::pair<size_t, size_t>> ordered;
  for (const OrderedPair& pair : pairs) ordered.emplace(pair.a, pair.b);
  std::set<std::pair<std::string, std::string>> expected;
  for (const auto& [a, b] : ordered) {
    if (a > b && ordered.contains({b, a})) continue;
    expected.emplace("d" + std::to_string(a), "d" + std::to_string(b));
  }
  std::set<std::pair<std::string, std::string>> found;
  for (const std::string& line : LinesOf("pairs.jsonl")) {
    found.emplace(Json(line).Text("/a"), Json(line).Text("/b"));
    EXPECT_GE(Json(line).Double("/containment_a"), 0.8) << line;
  }
  EXPECT_EQ(found, expected);
}

TEST(ContainmentRunTest, ParagraphsThatStandInLongerOnesAreCut) {
  const FreshFolder folder;
  Random random(10);
  const auto long_one = testing::MakeText(100, 5000, random);
  const std::vector<std::string> part(long_one.begin() + 20, long_one.begin() + 60);
  const std::string own = Joined(testing::MakeText(40, 5000, random));
  folder.Write("in.jsonl", "{\"id\":\"a\",\"text\":\"" + own + "\\n\\n" + Joined(part) +
                               "\"}\n{\"id\":\"b\",\"text\":\"" + Joined(long_one) + "\"}\n");
  Job job = ContainmentJob();
  job.options.level = DedupLevel::kParagraph;
  const DedupSummary summary = MustRun(job);
  EXPECT_EQ(summary.contained, 1U);
  const std::vector<std::string> kept = LinesOf("kept.jsonl");
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(Json(kept[0]).Text("/text").find(part[0] + " " + part[1] + " " + part[2]),
            std::string::npos);
  const Json removed(LinesOf("removed.jsonl").at(0));
  EXPECT_EQ(removed.Text("/kept"), "b");
  EXPECT_EQ(removed.Double("/containment"), 1.0);
}

TEST(ContainmentRunTest, ConnectedGroupsAreRefused) {
  Job job = ContainmentJob();
  job.options.grouping = Grouping::kConnected;
  const absl::Status status = job.options.Validate();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("--measure"), absl::string_view::npos);
}

}  // namespace
}  // namespace twicetold
