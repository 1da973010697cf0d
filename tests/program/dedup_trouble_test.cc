// twicetold dedup with what cannot be read, done or meant: each is told, nothing is lost.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/program/dedup_records.h"
#include "tests/support/json.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"

namespace twicetold::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(DedupTrouble, ATruncatedCompressedInputIsAnErrorAndLeavesNothing) {
  const FreshFolder folder;
  folder.Write("in.jsonl", MadeRecords(3000, 60, 3));
  ASSERT_EQ(Dedup({"in.jsonl", "--output", "part.jsonl.gz"}).status, 0);
  fs::resize_file("part.jsonl.gz", fs::file_size("part.jsonl.gz") * 2 / 3);
  const ProgramResult result = Dedup({"part.jsonl.gz", "--output", "kept.jsonl"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("part.jsonl.gz"));
  EXPECT_THAT(NamesIn("."), ElementsAre("in.jsonl", "part.jsonl.gz"));
  // On request what could be read is taken, and the rest named.
  const ProgramResult skipped =
      Dedup({"part.jsonl.gz", "in.jsonl", "--skip-bad", "--output", "kept.jsonl"});
  EXPECT_EQ(skipped.status, 0);
  EXPECT_THAT(skipped.err, HasSubstr("part.jsonl.gz"));
  ASSERT_EQ(Dedup({"in.jsonl", "--output", "whole.jsonl"}).status, 0);
  EXPECT_EQ(LinesOf("kept.jsonl").size(), LinesOf("whole.jsonl").size());
}

TEST(DedupTrouble, BadRecordsAreTroubleUnlessSkipped) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Record("a", kFerry) + "{\"id\":\n[1]\n{\"id\":\"x\"}\n" +
                               std::string("{\"id\":\"n\",\"text\":\"nul \0 in it\"}\n", 31) +
                               Record("b", kFerry));
  const ProgramResult result = Dedup({"in.jsonl", "--output", "kept.jsonl", "--summary", "s.json"});
  EXPECT_EQ(result.status, 2);
  for (const char* const place : {"in.jsonl:2", "in.jsonl:3", "in.jsonl:4", "in.jsonl:5"}) {
    EXPECT_THAT(result.err, HasSubstr(place));
  }
  EXPECT_THAT(result.err, HasSubstr("4 records could not be read"));
  EXPECT_THAT(Ids(ReadWhole("kept.jsonl")), ElementsAre("a"));
  EXPECT_EQ(Json(ReadWhole("s.json")).Size("/skipped"), 4U);
  EXPECT_EQ(Json(ReadWhole("s.json")).Text("/skipped/0/place"), "in.jsonl:2");
  const ProgramResult skipped = Dedup({"in.jsonl", "--skip-bad", "--output", "kept.jsonl"});
  EXPECT_EQ(skipped.status, 0);
  EXPECT_THAT(skipped.err, HasSubstr("in.jsonl:5"));
}

TEST(DedupTrouble, InputsThatCannotBeRead) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Feed());
  folder.Write("sixteen.jsonl", std::string("\xFF\xFE{\0\"\0i\0d\0\"\0", 12));
  folder.Write("other.csv", "id,body\n1,x\n");
  folder.Write("odd.jsonl.gz", "no gzip at all");
  fs::create_directory("empty");
  for (const std::vector<std::string>& bad :
       {std::vector<std::string>{"gone.jsonl", "no such file"},
        {"sixteen.jsonl", "UTF-16"},
        {"other.csv", "--text-field"},
        {"odd.jsonl.gz", "gzip"},
        {"empty", "empty"}}) {
    const ProgramResult result = Dedup({"in.jsonl", bad[0], "--output", "kept.jsonl"});
    EXPECT_EQ(result.status, 2) << bad[0];
    EXPECT_THAT(result.err, AllOf(HasSubstr(bad[0]), HasSubstr(bad[1])));
    EXPECT_FALSE(fs::exists("kept.jsonl")) << bad[0];
    EXPECT_FALSE(fs::exists("kept.jsonl.work")) << bad[0];
    EXPECT_EQ(Dedup({"in.jsonl", bad[0], "--skip-bad", "--output", "k"}).status, 0) << bad[0];
    EXPECT_THAT(Ids(ReadWhole("k")), ElementsAre("a", "b")) << bad[0];
    fs::remove("k");
  }
  if (geteuid() == 0) return;  // who may read everything
  fs::permissions("empty", fs::perms::none);
  EXPECT_EQ(Dedup({"empty", "--output", "kept.jsonl"}).status, 2);
  fs::permissions("empty", fs::perms::owner_all);
}

TEST(DedupTrouble, EmptyAndEnormousInputs) {
  const FreshFolder folder;
  folder.Write("empty.jsonl", "");
  folder.Write("blank.jsonl", "\n\r\n  \n");
  EXPECT_EQ(Dedup({"empty.jsonl", "blank.jsonl", "--output", "kept.jsonl"}).status, 0);
  EXPECT_EQ(ReadWhole("kept.jsonl"), "");
  folder.Write("wordless.jsonl", Record("1", "") + Record("2", "") + Record("3", "?!"));
  EXPECT_EQ(Dedup({"wordless.jsonl", "--output", "kept.jsonl"}).status, 0);
  EXPECT_EQ(ReadWhole("kept.jsonl"), ReadWhole("wordless.jsonl")) << "what has no words stays";
  Random random(2);
  const std::string large = MadeText(1500000, random);
  ASSERT_GT(large.size(), 9000000U);
  folder.Write("large.jsonl", Record("1", large) + Record("2", large) + Record("3", large + " x"));
  EXPECT_EQ(Dedup({"large.jsonl", "--output", "kept.jsonl", "--memory", "64M"}).status, 0);
  EXPECT_EQ(ReadWhole("kept.jsonl"), Record("1", large));
  const ProgramResult limited =
      Dedup({"large.jsonl", "--output", "kept.jsonl", "--max-document-bytes", "1M"});
  EXPECT_EQ(limited.status, 2);
  EXPECT_THAT(limited.err, HasSubstr("--max-document-bytes"));
  // A last line without an end, and lines that end in CRLF.
  folder.Write("crlf.jsonl", "{\"text\":\"" + kFerry + "\"}\r\n{\"text\":\"" + kBridge + "\"}");
  EXPECT_EQ(Dedup({"crlf.jsonl", "--output", "-", "--work-dir", "w"}).out,
            "{\"text\":\"" + kFerry + "\"}\n{\"text\":\"" + kBridge + "\"}\n");
}

TEST(DedupTrouble, AWrongCommandLineIsToldBeforeAnyWork) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Feed());
  folder.Write("texts/a.txt", kFerry);
  const auto refused = [](std::vector<std::string> arguments) {
    const ProgramResult result = Dedup(std::move(arguments));
    EXPECT_EQ(result.status, 2);
    EXPECT_FALSE(fs::exists("kept.jsonl"));
    EXPECT_FALSE(fs::exists("kept.jsonl.work"));
    return result.err;
  };
  EXPECT_THAT(refused({"in.jsonl"}), HasSubstr("--output FILE is missing"));
  EXPECT_THAT(refused({"--output", "kept.jsonl"}), HasSubstr("INPUT"));
  EXPECT_THAT(refused({"in.jsonl", "--output", "-"}), HasSubstr("--work-dir"));
  EXPECT_THAT(refused({"in.jsonl", "--output", "in.jsonl"}), HasSubstr("is one of the inputs"));
  EXPECT_THAT(refused({"in.jsonl", "--output", "kept.jsonl", "--removed", "./texts/../in.jsonl"}),
              HasSubstr("is one of the inputs"));
  EXPECT_THAT(refused({"in.jsonl", "--against", "texts", "--output", "kept.jsonl", "--removed",
                       "texts/r.jsonl"}),
              HasSubstr("lies in the input"));
  EXPECT_THAT(refused({"texts", "--output", "kept.jsonl", "--work-dir", "texts/w"}),
              HasSubstr("--work-dir texts/w"));
  EXPECT_THAT(refused({"in.jsonl", "--output", "kept.jsonl", "--removed", "kept.jsonl"}),
              HasSubstr("is --output too"));
  EXPECT_THAT(refused({"in.jsonl", "--output", "kept.jsonl", "--removed", "gone/r.jsonl"}),
              HasSubstr("no such folder"));
  EXPECT_THAT(refused({"in.jsonl", "--output", "texts"}), HasSubstr("texts: "));
  for (const std::vector<std::string>& bad : {std::vector<std::string>{"--level", "sentence"},
                                              {"--keep", "last"},
                                              {"--keep", "priority="},
                                              {"--group", "all"},
                                              {"--threshold", "2"},
                                              {"--memory", "1K"},
                                              {"--memory", "much"},
                                              {"--threads", "x"},
                                              {"--min-paragraph-words", "0"},
                                              {"--quiet", "--verbose"},
                                              {"--max-document-bytes", "5G"}}) {
    std::vector<std::string> arguments = {"in.jsonl", "--output", "kept.jsonl"};
    arguments.insert(arguments.end(), bad.begin(), bad.end());
    EXPECT_THAT(refused(arguments), HasSubstr(bad[0].substr(2))) << bad[0];
  }
  folder.Write("w/mine.txt", "somebody's");
  EXPECT_THAT(refused({"in.jsonl", "--output", "kept.jsonl", "--work-dir", "w"}),
              HasSubstr("is not empty"));
  EXPECT_EQ(ReadWhole("w/mine.txt"), "somebody's");
  EXPECT_EQ(ReadWhole("in.jsonl"), Feed());
}

}  // namespace
}  // namespace twicetold::testing
