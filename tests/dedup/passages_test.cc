#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "tests/support/dedup_run.h"
#include "tests/support/json.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/summary.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using testing::AllOutputs;
using ::testing::ElementsAre;
using testing::FreshFolder;
using testing::Job;
using testing::Json;
using testing::LinesOf;
using testing::MustRun;
using testing::Records;
using testing::TextsById;

Job PassageJob(uint32_t words, CutAt cut_at = CutAt::kWords) {
  Job job;
  job.options.level = DedupLevel::kPassage;
  job.options.cut_at = cut_at;
  job.options.recipe.passages.min_words = words;
  return job;
}

std::vector<std::string> TextsAfter(const std::vector<std::string>& texts, const Job& job) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Records(texts));
  MustRun(job);
  std::vector<std::string> left;
  for (const std::string& line : LinesOf("kept.jsonl")) left.push_back(Json(line).Text("/text"));
  return left;
}

TEST(DedupPassagesTest, CutsTheWordsWithTheMarksAndTheSpaceBehindThem) {
  const std::string said = "the harbour will stay open all winter long";
  EXPECT_THAT(TextsAfter({"First " + said + " he said.", "Then, " + said + "! And more.",
                          said + ".", "We know: " + said},
                         PassageJob(8)),
              ElementsAre("First " + said + " he said.", "Then, And more.", "We know: "))
      << "of the third record nothing is left";
}

TEST(DedupPassagesTest, SentencesAreTakenWholeOrLeftWhole) {
  const std::vector<std::string> texts = {
      "One two three. Four five six seven. Eight nine ten eleven. Twelve.",
      "New words. And three. Four five six seven. Eight nine ten too. End."};
  // Repeated are: three four five six seven eight nine ten.
  EXPECT_THAT(TextsAfter(texts, PassageJob(8)), ElementsAre(texts[0], "New words. And too. End."));
  EXPECT_THAT(TextsAfter(texts, PassageJob(8, CutAt::kNarrow)),
              ElementsAre(texts[0], "New words. And three. Eight nine ten too. End."));
  EXPECT_THAT(TextsAfter(texts, PassageJob(8, CutAt::kWiden)),
              ElementsAre(texts[0], "New words. End."));
}

TEST(DedupPassagesTest, ShorterRepeatsStay) {
  const std::vector<std::string> texts = {"a b c d e f g x", "a b c d e f g y"};
  EXPECT_EQ(TextsAfter(texts, PassageJob(8)), texts);
}

// Texts of words with stretches of earlier ones put in.
std::vector<std::string> Quoting(size_t count) {
  Random random(11);
  std::vector<std::vector<std::string>> words(count);
  for (size_t i = 0; i < count; ++i) {
    while (words[i].size() < 120) {
      if (i > 0 && random.Below(25) == 0) {
        const auto& from = words[random.Below(i)];
        const size_t begin = random.Below(from.size());
        const size_t size = std::min<size_t>(5 + random.Below(40), from.size() - begin);
        for (size_t w = begin; w < begin + size; ++w) words[i].push_back(from[w]);
      } else {
        words[i].push_back("w" + std::to_string(random.Below(4000)));
      }
    }
  }
  std::vector<std::string> texts;
  for (const auto& of_text : words) {
    std::string text;
    for (const std::string& word : of_text) text += word + (random.Below(9) == 0 ? ". " : " ");
    texts.push_back(text);
  }
  return texts;
}

std::vector<uint64_t> WordsOf(const std::string& text) { return SplitWords(text, 0).hashes(); }

std::string Slice(const std::string& text, const Json& span) {
  return text.substr(span.Number("/0"), span.Number("/1") - span.Number("/0"));
}

TEST(DedupPassagesTest, EveryCutLeadsToAPlaceThatIsNotCut) {
  const FreshFolder folder;
  const std::vector<std::string> texts = Quoting(300);
  folder.Write("in.jsonl", Records(texts));
  const DedupSummary summary = MustRun(PassageJob(12));
  const std::vector<std::string> removed = LinesOf("removed.jsonl");
  ASSERT_GT(removed.size(), 100U);
  EXPECT_EQ(summary.passages, removed.size());
  std::map<std::string, std::vector<std::pair<uint64_t, uint64_t>>> cut;
  uint64_t words = 0;
  for (const std::string& line : removed) {
    const Json json(line);
    const std::string& text = texts[std::stoul(json.Text("/id").substr(1))];
    const std::string& twin = texts[std::stoul(json.Text("/kept").substr(1))];
    EXPECT_EQ(WordsOf(Slice(text, json.At("/span"))), WordsOf(Slice(twin, json.At("/kept_span"))));
    EXPECT_EQ(json.Text("/text"), Slice(text, json.At("/span")));
    cut[json.Text("/id")].emplace_back(json.Number("/span/0"), json.Number("/span/1"));
    words += WordsOf(json.Text("/text")).size();
  }
  EXPECT_EQ(words, summary.passage_words);
  // What is left has every word of the corpus that it had, and all windows that it had once.
  std::map<std::string, std::string> left = TextsById("kept.jsonl");
  for (size_t i = 0; i < texts.size(); ++i) {
    const std::string id = "d" + std::to_string(i);
    const Words of_text = SplitWords(texts[i], 0);
    std::vector<uint64_t> expected;
    for (size_t w = 0; w < of_text.size(); ++w) {
      const bool gone = std::ranges::any_of(cut[id], [&](const auto& span) {
        return span.first <= of_text.span(w).begin && of_text.span(w).end <= span.second;
      });
      if (!gone) expected.push_back(of_text.hash(w));
    }
    EXPECT_EQ(WordsOf(left[id]), expected) << id;
  }
}

TEST(DedupPassagesTest, SameBytesForAnyThreadsAndMemory) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Records(Quoting(300)));
  std::string once;
  for (const int threads : {1, 2, 5}) {
    for (const uint64_t memory : {uint64_t{1} << 30, uint64_t{20000}}) {
      Job job = PassageJob(10);
      job.options.threads = threads;
      job.options.memory = memory;
      MustRun(job);
      const std::string all = AllOutputs();
      if (once.empty()) once = all;
      EXPECT_EQ(all, once) << threads << " threads, " << memory << " bytes";
    }
  }
}

TEST(DedupPassagesTest, TheKeepRuleSaysWhichPlaceStays) {
  const FreshFolder folder;
  const std::string said = "the harbour will stay open all winter long";
  folder.Write("in.jsonl",
               Records({"x " + said, "a longer text that quotes " + said + " and ends"}));
  Job job = PassageJob(8);
  job.options.keep.keep = Keep::kLongest;
  MustRun(job);
  EXPECT_EQ(Json(LinesOf("removed.jsonl").at(0)).Text("/id"), "d0");
}

TEST(DedupPassagesTest, WhatTheReferencesHaveIsCut) {
  const FreshFolder folder;
  const std::string said = "the harbour will stay open all winter long";
  folder.Write("in.jsonl", Records({"x " + said + " y", "z"}));
  folder.Write("references.jsonl", Records({said, said}, 7));
  Job job = PassageJob(8);
  job.references = {"references.jsonl"};
  EXPECT_EQ(MustRun(job).passages, 1U);
  EXPECT_THAT(LinesOf("kept.jsonl"), ElementsAre("{\"id\":\"d0\",\"text\":\"x y\", \"n\": [1,{}]}",
                                                 "{\"id\":\"d1\",\"text\":\"z\", \"n\": [1,{}]}"));
}

TEST(DedupPassagesTest, WhatIsForOtherLevelsIsRefused) {
  Job job = PassageJob(8);
  job.options.exhaustive = true;
  EXPECT_TRUE(absl::IsInvalidArgument(job.options.Validate()));
}

}  // namespace
}  // namespace twicetold
