// The samples give what samples/README.md promises: words, places, kinds and verdicts.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Sample(const std::string& name) { return SourceTree("samples/" + name).string(); }

Json Check(std::vector<std::string> arguments, int status) {
  arguments.insert(arguments.begin(), "check");
  arguments.insert(arguments.end(), {"--format", "json"});
  const ProgramResult result = RunTwicetold(arguments);
  EXPECT_EQ(result.status, status) << result.err;
  EXPECT_EQ(result.err, "");
  return Json(result.out);
}

// "quotation 49: 13-15, 27-29" for each repeat: kind, words and lines.
std::vector<std::string> Repeats(const Json& json) {
  std::vector<std::string> told;
  for (const auto& repeat : json.Items("/repeats")) {
    std::string line = repeat.Text("/kind") + " " + std::to_string(repeat.Number("/words"));
    const char* separator = ": ";
    for (const auto& occurrence : repeat.Items("/occurrences")) {
      const uint64_t first = occurrence.Number("/span/lines/0");
      const uint64_t last = occurrence.Number("/span/lines/1");
      line += separator + std::to_string(first) +
              (last == first ? std::string() : "-" + std::to_string(last));
      separator = ", ";
    }
    told.push_back(line);
  }
  return told;
}

std::string TextOf(const Json& json, size_t repeat, size_t occurrence) {
  return json.Text("/repeats/" + std::to_string(repeat) + "/occurrences/" +
                   std::to_string(occurrence) + "/text");
}

TEST(Samples, HarbourStoryTellsThreePassagesTwice) {
  const Json json = Check({Sample("harbour-story.txt")}, 1);
  EXPECT_EQ(json.Text("/summary/verdict"),
            "3 passages stand more than once: 121 words are told again, 21 % of 587 words; all of "
            "it stands in quotation marks.");
  EXPECT_THAT(Repeats(json), ElementsAre("quotation 49: 13-15, 27-29", "text 9: 17, 33",
                                         "quotation 63: 21-23, 35-37"));
  EXPECT_THAT(TextOf(json, 0, 0), ::testing::StartsWith("The inner harbour has carried"));
  EXPECT_THAT(TextOf(json, 0, 1), ::testing::EndsWith("that the quay opens again"));
  EXPECT_EQ(TextOf(json, 1, 0), "the lifeboat station “will stay open throughout the works");
  EXPECT_EQ(json.Text("/repeats/2/occurrences/0/differing/0"), "it said");
  EXPECT_EQ(json.Text("/repeats/2/occurrences/1/differing/0"), "above all");
}

TEST(Samples, HarbourStorysShortPhraseIsFoundWhenAskedFor) {
  const Json json = Check({"--min-words", "5", Sample("harbour-story.txt")}, 1);
  EXPECT_THAT(Repeats(json), ElementsAre("text 5: 7, 25, 39", "quotation 49: 13-15, 27-29",
                                         "text 9: 17, 33", "quotation 63: 21-23, 35-37"));
  EXPECT_EQ(TextOf(json, 0, 2), "both sides of the lock");
  EXPECT_EQ(json.Text("/summary/verdict"),
            "4 passages stand more than once: 131 words are told again, 22 % of 587 words; 121 of "
            "them (92 %) stand in quotation marks.");
}

TEST(Samples, CleanStoryIsClean) {
  for (const char* const words : {"8", "5"}) {
    const Json json = Check({"--min-words", words, Sample("clean-story.txt")}, 0);
    EXPECT_THAT(Repeats(json), IsEmpty());
    EXPECT_EQ(json.Text("/summary/verdict"), "Nothing stands twice: no passage of " +
                                                 std::string(words) +
                                                 " words or more is repeated in 344 words.");
  }
}

TEST(Samples, WireStoriesShareTwoPassages) {
  EXPECT_THAT(Repeats(Check({Sample("wire-city.txt")}, 0)), IsEmpty());
  EXPECT_THAT(Repeats(Check({Sample("wire-coast.txt")}, 0)), IsEmpty());
  const Json json = Check({Sample("wire-city.txt"), Sample("wire-coast.txt")}, 1);
  EXPECT_THAT(Repeats(json), ElementsAre("text 71: 5-7, 5-7", "text 62: 9-11, 13-15"));
  EXPECT_EQ(json.Number("/documents/0/words"), 170U);
  EXPECT_EQ(json.Number("/documents/1/words"), 291U);
}

TEST(Samples, JapaneseStoryRepeatsAQuotation) {
  const Json json = Check({Sample("story-ja.txt")}, 1);
  ASSERT_EQ(json.Size("/repeats"), 1U);
  EXPECT_EQ(json.Text("/repeats/0/kind"), "quotation");
  EXPECT_EQ(json.Number("/repeats/0/words"), 34U);
  EXPECT_EQ(json.Number("/summary/words"), 475U);
  EXPECT_EQ(json.Text("/repeats/0/occurrences/0/differing/0"), "山");
  EXPECT_EQ(json.Text("/repeats/0/occurrences/1/differing/0"), "遠く");
}

TEST(Samples, MarkupIsReadAsProse) {
  const Json notes = Check({Sample("notes.md")}, 1);
  ASSERT_EQ(notes.Size("/repeats"), 1U);
  EXPECT_EQ(notes.Number("/repeats/0/words"), 44U);
  EXPECT_THAT(TextOf(notes, 0, 0), ::testing::StartsWith("Compare the printed"));
  EXPECT_EQ(notes.Text("/documents/0/format"), "markdown");
  const Json page = Check({Sample("page.html")}, 1);
  ASSERT_EQ(page.Size("/repeats"), 1U);
  EXPECT_EQ(page.Number("/repeats/0/words"), 25U);
  EXPECT_EQ(page.Text("/documents/0/format"), "html");
}

TEST(Samples, FeedHoldsTwoNearCopies) {
  const Json json = Check({Sample("feed.jsonl")}, 1);
  ASSERT_EQ(json.Size("/repeats"), 1U);
  EXPECT_EQ(json.Number("/repeats/0/words"), 110U);
  EXPECT_THAT(json.Text("/repeats/0/occurrences/0/document"), HasSubstr("feed.jsonl#ellery-0412"));
  EXPECT_THAT(json.Text("/repeats/0/occurrences/1/document"), HasSubstr("feed.jsonl#coast-2291"));
  ASSERT_GE(json.Size("/clusters"), 1U);
  EXPECT_EQ(json.Text("/clusters/0/level"), "document");
}

TEST(Samples, FeedIsThinnedOut) {
  const FreshFolder folder;
  const ProgramResult result = RunTwicetold(
      {"dedup", Sample("feed.jsonl"), "--output", "kept.jsonl", "--removed", "removed.jsonl"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("6 records read, 5 records written, 1 record removed"));
  const Json removed(ReadWhole("removed.jsonl"));
  EXPECT_EQ(removed.Text("/id"), "coast-2291");
  EXPECT_EQ(removed.Text("/kept"), "ellery-0412");
  EXPECT_EQ(removed.Double("/resemblance"), 98.0 / 117);
}

TEST(Samples, TheWholeFolderIsWalked) {
  const Json json = Check({SourceTree("samples").string()}, 1);
  EXPECT_EQ(json.Number("/summary/documents"), 14U) << "8 files and README.md; feed.jsonl holds 6";
}

}  // namespace
}  // namespace twicetold::testing
