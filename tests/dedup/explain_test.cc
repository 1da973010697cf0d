#include "twicetold/dedup/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/support/dedup_run.h"
#include "tests/support/json.h"
#include "tests/support/program.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/dedup/dedup.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using testing::CorpusOptions;
using testing::FreshFolder;
using ::testing::HasSubstr;
using testing::Json;
using testing::OverlapOf;
using testing::Record;

std::string Text(uint64_t seed, const std::string& put_in = "", size_t words = 120) {
  Random random(seed);
  std::string text = testing::Joined(testing::MakeText(words, 100000, random));
  return text.insert(text.find(' ', text.size() / 2), " " + put_in);
}

absl::StatusOr<Explanation> Explain(const DedupOptions& options,
                                    const std::vector<std::string>& names) {
  DedupInputs inputs({"in.jsonl"}, {}, ReadOptions(), false);
  const auto work = WorkDir::Open("work", *PlanOf(inputs, options), false);
  EXPECT_TRUE(work.ok());
  auto explanation = ExplainRecords(inputs, options, names, **work, nullptr);
  EXPECT_FALSE(std::filesystem::exists("work"));
  return explanation;
}

std::string Told(const Explanation& explanation) {
  std::string told;
  for (const std::string& sentence : Sentences(explanation)) told += sentence + "\n";
  return told;
}

TEST(ExplainRecordsTest, TellsOfAPairThatWasJoined) {
  const FreshFolder folder;
  const std::string a = Text(1);
  const std::string b = Text(1, "more words put in");
  folder.Write("in.jsonl", Record("x", Text(2)) + Record("a", a) + Record("b", b));
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{"b"}, {"b", "a"}, {"in.jsonl:3", "a"}}) {
    const auto explanation = Explain(CorpusOptions(), names);
    ASSERT_TRUE(explanation.ok()) << explanation.status();
    EXPECT_EQ(explanation->a.name.id, "b");
    EXPECT_EQ(explanation->a.words, SplitWords(b, 0).size());
    ASSERT_TRUE(explanation->a.fate);
    EXPECT_EQ(explanation->a.kept.id, "a");
    ASSERT_TRUE(explanation->pair);
    EXPECT_EQ(explanation->pair->overlap, OverlapOf(b, a));
    EXPECT_GT(explanation->pair->sketches.equal_bands, 0U);
    EXPECT_EQ(explanation->pair->smallest_bucket, 2U);
    EXPECT_EQ(explanation->b->went_for_it, 1U);
    ASSERT_EQ(explanation->pair->differences.size(), 1U);
    EXPECT_EQ(explanation->pair->differences[0].a, "more words put in");
    EXPECT_EQ(explanation->pair->differences[0].b, "");
    EXPECT_THAT(Told(*explanation), HasSubstr("Of the two a is preferred (--keep first)"));
    EXPECT_THAT(Told(*explanation), HasSubstr("b went for a: near"));
  }
}

TEST(ExplainRecordsTest, TellsOfCopies) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Record("a", Text(1)) + Record("b", "  " + Text(1)));
  const auto explanation = Explain(CorpusOptions(), {"a", "b"});
  ASSERT_TRUE(explanation.ok()) << explanation.status();
  EXPECT_TRUE(explanation->pair->same_words);
  EXPECT_THAT(Told(*explanation), HasSubstr("exact copies"));
  EXPECT_THAT(Told(*explanation), HasSubstr("b went for a: exact"));
}

TEST(ExplainRecordsTest, TellsWhyTwoWereNotJoined) {
  const FreshFolder folder;
  // d is alike to b, which went for a, and is not alike to a.
  const std::string shift = " one two three four five six seven eight nine ten eleven twelve";
  folder.Write(
      "in.jsonl",
      Record("far", Text(9)) + Record("a", Text(1)) + Record("b", Text(1, shift)) +
          Record("d", Text(1, shift + " and as many others as there must be now or then")));
  const auto far = Explain(CorpusOptions(), {"far", "a"});
  ASSERT_TRUE(far.ok());
  EXPECT_EQ(far->pair->sketches.equal_bands, 0U);
  EXPECT_THAT(Told(*far), HasSubstr("below the threshold"));
  EXPECT_THAT(Told(*far), HasSubstr("never compared"));
  const auto gone = Explain(CorpusOptions(), {"d", "b"});
  ASSERT_TRUE(gone.ok());
  ASSERT_GE(gone->pair->overlap.Resemblance(), 0.8);
  ASSERT_FALSE(gone->a.fate) << "d is not near a";
  EXPECT_THAT(Told(*gone), HasSubstr("b itself went"));
  EXPECT_THAT(Told(*gone), HasSubstr("d was kept"));
}

TEST(ExplainRecordsTest, TellsOfProtection) {
  const FreshFolder folder;
  const auto letter = [](const std::string& town) {
    std::string text;
    for (uint64_t part = 1; part < 4; ++part) {
      text += Text(part, "", 60) + " so in the town of " + town + " by the sea ";
    }
    return text + Text(4, "", 60);
  };
  folder.Write("in.jsonl", Record("a", letter("Skarvik")) + Record("b", letter("Holme")));
  DedupOptions options = CorpusOptions();
  options.protect.names = true;
  const auto kept = Explain(options, {"a", "b"});
  ASSERT_TRUE(kept.ok());
  EXPECT_TRUE(kept->pair->form_letter);
  EXPECT_FALSE(kept->b->fate);
  EXPECT_EQ(kept->pair->differences.size(), 3U);
  EXPECT_EQ(kept->pair->differences[0].kind, StretchKind::kSlot);
  EXPECT_THAT(Told(*kept), HasSubstr("form letter"));
  options.protect = {.numbers = true};
  const auto joined = Explain(options, {"a", "b"});
  EXPECT_TRUE(joined->b->fate);
  EXPECT_THAT(Told(*joined), HasSubstr("does not keep them apart"));
}

TEST(ExplainRecordsTest, TellsOfHotBuckets) {
  const FreshFolder folder;
  std::string records;
  for (int i = 0; i < 40; ++i) {
    records += Record("r" + std::to_string(i), Text(1, "w" + std::to_string(i)));
  }
  folder.Write("in.jsonl", records);
  DedupOptions options = CorpusOptions();
  options.recipe.buckets.bucket_limit = 10;
  options.recipe.buckets.hot_representatives = 2;
  const auto explanation = Explain(options, {"r30", "r20"});
  ASSERT_TRUE(explanation.ok()) << explanation.status();
  ASSERT_GT(explanation->pair->sketches.equal_bands, 0U);
  EXPECT_GT(explanation->pair->smallest_bucket, 10U);
  EXPECT_THAT(Told(*explanation), HasSubstr("--bucket-limit"));
}

TEST(ExplainRecordsTest, WritesJson) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Record("a", Text(1)) + Record("b", Text(1, "x")));
  const auto explanation = Explain(CorpusOptions(), {"b"});
  std::ostringstream out;
  WriteExplanationJson(*explanation, out);
  const Json json(out.str());
  EXPECT_EQ(json.Text("/a/role"), "removed");
  EXPECT_EQ(json.Text("/a/kept"), "b" == json.Text("/a/id") ? "a" : "");
  EXPECT_EQ(json.Double("/pair/resemblance"), explanation->pair->overlap.Resemblance());
  EXPECT_EQ(json.Text("/pair/differences/0/a"), "x");
  EXPECT_EQ(json.Size("/sentences"), Sentences(*explanation).size());
}

TEST(ExplainRecordsTest, NamesWhatItCannotExplain) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Record("a", Text(1)));
  EXPECT_EQ(Explain(CorpusOptions(), {"none"}).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Explain(CorpusOptions(), {"a", "in.jsonl:1"}).status().code(),
            absl::StatusCode::kInvalidArgument);
  const auto alone = Explain(CorpusOptions(), {"a"});
  ASSERT_TRUE(alone.ok());
  EXPECT_FALSE(alone->pair);
  EXPECT_EQ(Told(*alone), "a was kept; 0 went for it.\n");
}

}  // namespace
}  // namespace twicetold
