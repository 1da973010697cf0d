// twicetold dedup as a person runs it: inputs of every kind, outputs field by field.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/program/dedup_records.h"
#include "tests/support/json.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"

namespace twicetold::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Dedup, KeepsOneOfEachAndSaysWhyTheOthersWent) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Feed());
  const ProgramResult result =
      Dedup({"in.jsonl", "--output", "kept.jsonl", "--removed", "removed.jsonl", "--clusters",
             "clusters.jsonl", "--pairs", "pairs.jsonl", "--summary", "summary.json"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("4 records read, 2 records written, 2 records removed"));
  EXPECT_THAT(result.err, Not(HasSubstr("\r"))) << "a progress bar, and no terminal";
  const std::vector<std::string> in = LinesOf("in.jsonl");
  EXPECT_THAT(LinesOf("kept.jsonl"), ElementsAre(in[0], in[1]));
  EXPECT_FALSE(fs::exists("kept.jsonl.work"));

  const std::vector<std::string> removed = LinesOf("removed.jsonl");
  ASSERT_EQ(removed.size(), 2U);
  const Json exact(removed[0]);
  EXPECT_THAT(exact.Keys(),
              ::testing::IsSupersetOf({"id", "kept", "reason", "resemblance", "containment",
                                       "containment_of_kept", "place", "kept_place", "record"}));
  EXPECT_EQ(exact.Text("/id"), "c");
  EXPECT_EQ(exact.Text("/kept"), "a");
  EXPECT_EQ(exact.Text("/reason"), "exact");
  EXPECT_EQ(exact.Double("/resemblance"), 1);
  EXPECT_EQ(exact.Text("/place"), "in.jsonl:3");
  EXPECT_EQ(exact.Text("/kept_place"), "in.jsonl:1");
  EXPECT_THAT(removed[0], HasSubstr("\"record\":" + in[2]));
  const Json near(removed[1]);
  EXPECT_EQ(near.Text("/id"), "d");
  EXPECT_EQ(near.Text("/reason"), "near");
  EXPECT_EQ(near.Double("/resemblance"), 19.0 / 20);
  EXPECT_EQ(near.Double("/containment"), 19.0 / 20);
  EXPECT_EQ(near.Double("/containment_of_kept"), 1);

  ASSERT_EQ(LinesOf("clusters.jsonl").size(), 1U);
  const Json cluster(LinesOf("clusters.jsonl")[0]);
  EXPECT_EQ(cluster.Text("/representative"), "a");
  EXPECT_EQ(cluster.Text("/place"), "in.jsonl:1");
  EXPECT_EQ(cluster.Size("/members"), 2U);
  EXPECT_EQ(cluster.Text("/members/0/id"), "c");
  EXPECT_EQ(cluster.Text("/members/1/place"), "in.jsonl:4");
  EXPECT_EQ(cluster.Text("/members/1/reason"), "near");
  EXPECT_EQ(cluster.Double("/members/1/resemblance"), 19.0 / 20);

  std::set<std::string> pairs;
  for (const std::string& line : LinesOf("pairs.jsonl")) {
    const Json pair(line);
    pairs.insert(pair.Text("/a") + pair.Text("/b"));
    EXPECT_GE(pair.Double("/resemblance"), 0.8);
    EXPECT_THAT(pair.Keys(),
                ::testing::IsSupersetOf({"containment_a", "containment_b", "a_place", "b_place"}));
  }
  EXPECT_THAT(pairs, ElementsAre("ac", "ad", "cd"));

  const Json summary(ReadWhole("summary.json"));
  EXPECT_EQ(summary.Text("/schema"), "twicetold.dedup/1");
  EXPECT_EQ(summary.Text("/level"), "document");
  EXPECT_EQ(summary.Text("/keep"), "first");
  EXPECT_EQ(summary.Text("/group"), "representative");
  EXPECT_FALSE(summary.Bool("/exhaustive"));
  EXPECT_EQ(summary.Double("/threshold"), 0.8);
  EXPECT_EQ(summary.Text("/recipe").size(), 32U);
  EXPECT_EQ(summary.Number("/records"), 4U);
  EXPECT_EQ(summary.Number("/references"), 0U);
  EXPECT_EQ(summary.Number("/units"), 4U);
  EXPECT_EQ(summary.Number("/kept"), 2U);
  EXPECT_EQ(summary.Number("/removed/exact"), 1U);
  EXPECT_EQ(summary.Number("/removed/near"), 1U);
  EXPECT_EQ(summary.Number("/removed/connected"), 0U);
  EXPECT_EQ(summary.Number("/clusters"), 1U);
  EXPECT_EQ(summary.Number("/candidates"), 1U);
  EXPECT_EQ(summary.Number("/verified"), 1U);
  EXPECT_EQ(summary.Number("/hot_buckets"), 0U);
  EXPECT_EQ(summary.Number("/largest_bucket"), 2U);
  EXPECT_EQ(summary.Number("/hash_lies"), 0U);
  EXPECT_EQ(summary.Size("/skipped"), 0U);
}

TEST(Dedup, CompressedInAndOut) {
  const FreshFolder folder;
  folder.Write("in.jsonl", MadeRecords(300, 60, 3));
  ASSERT_EQ(Dedup({"in.jsonl", "--output", "plain.jsonl"}).status, 0);
  // The program compresses by the output's name: with nothing to remove that makes the inputs.
  for (const std::string name : {"kept.jsonl.gz", "kept.jsonl.zst"}) {
    ASSERT_EQ(Dedup({"in.jsonl", "--output", name}).status, 0);
    EXPECT_NE(ReadWhole(name), ReadWhole("plain.jsonl"));
    const ProgramResult back = Dedup({name, "--output", "-", "--work-dir", "w"});
    EXPECT_EQ(back.status, 0) << back.err;
    EXPECT_EQ(back.out, ReadWhole("plain.jsonl"));
  }
}

TEST(Dedup, TablesKeepTheirRowsAsTheyStand) {
  const FreshFolder folder;
  const std::string a = "7,\"" + kFerry + "\n\nand \"\"so\"\" on\",x\r\n";
  folder.Write("in.csv", "id,text,\"other, thing\"\r\n" + a + "8,\"" + kBridge + "\", y \r\n9,\"" +
                             kFerry + " and so on\",z\r\n");
  const ProgramResult result =
      Dedup({"in.csv", "--output", "kept.csv", "--removed", "removed.jsonl"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(ReadWhole("kept.csv"),
            "id,text,\"other, thing\"\r\n" + a + "8,\"" + kBridge + "\", y \r\n");
  const Json removed(ReadWhole("removed.jsonl"));
  EXPECT_EQ(removed.Text("/id"), "9");
  EXPECT_EQ(removed.Text("/record"), "9,\"" + kFerry + " and so on\",z");
  EXPECT_EQ(removed.Text("/place"), "in.csv:6");
  folder.Write("in.tsv", "text\tid\n" + kFerry + "\t1\n" + kFerry + "\t2\n");
  EXPECT_EQ(Dedup({"in.tsv", "--output", "-", "--work-dir", "w"}).out,
            "text\tid\n" + kFerry + "\t1\n");
  EXPECT_THAT(Dedup({"in.tsv", "in.csv", "--output", "o"}).err, HasSubstr("take them apart"));
}

TEST(Dedup, AFolderOfTextsBecomesJsonLines) {
  const FreshFolder folder;
  folder.Write("texts/a.txt", kFerry + "\n");
  folder.Write("texts/b/c.txt", kFerry + "\n");
  folder.Write("texts/b/d.md", "# " + kBridge + "\n");
  folder.Write("texts/picture.png", "no text");
  const ProgramResult result = Dedup({"texts", "--output", "kept.jsonl"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(Ids(ReadWhole("kept.jsonl")), ElementsAre("texts/a.txt", "texts/b/d.md"));
  EXPECT_EQ(Json(LinesOf("kept.jsonl")[0]).Text("/text"), kFerry + "\n");
}

TEST(Dedup, SeveralInputsAndReferences) {
  const FreshFolder folder;
  folder.Write("one.jsonl", Record("a", kFerry));
  folder.Write("two.jsonl", Record("b", kBridge) + Record("c", kFerry));
  folder.Write("old.jsonl", Record("z", kBridge + " indeed") + Record("y", kFerry + " too") +
                                Record("x", kFerry + " too"));
  const ProgramResult both = Dedup({"two.jsonl", "one.jsonl", "--output", "-", "--work-dir", "w"});
  EXPECT_THAT(Ids(both.out), ElementsAre("b", "c"));
  const ProgramResult against = Dedup({"one.jsonl", "two.jsonl", "--against", "old.jsonl",
                                       "--output", "-", "--work-dir", "w", "--removed", "r.jsonl"});
  EXPECT_EQ(against.status, 0);
  EXPECT_EQ(against.out, "");
  EXPECT_THAT(against.err, HasSubstr("6 records read (3 references), 0 records written"));
  EXPECT_THAT(Ids(ReadWhole("r.jsonl")), ElementsAre("a", "b", "c"));
  EXPECT_EQ(Json(LinesOf("r.jsonl")[0]).Text("/kept_place"), "old.jsonl:2");
}

TEST(Dedup, TheKeepRuleChooses) {
  const FreshFolder folder;
  folder.Write("in.jsonl",
               Record("m", kFerry, R"(,"day":"2005-02-01","from":"wire")") +
                   Record("n", kFerry + ",  -", R"(,"day":"2005-03-01","from":"desk")") +
                   Record("l", kFerry, R"(,"day":"2005-03-01","from":"web")") +
                   Record("k", kFerry, R"(,"from":"web")"));
  const auto kept = [](const std::string& rule) {
    const ProgramResult result = Dedup({"in.jsonl", "--output", "-", "--work-dir", "w", "--keep",
                                        rule, "--date-field", "day", "--source-field", "from"});
    EXPECT_EQ(result.status, 0) << result.err;
    return Ids(result.out);
  };
  EXPECT_THAT(kept("first"), ElementsAre("m"));
  EXPECT_THAT(kept("longest"), ElementsAre("n"));
  EXPECT_THAT(kept("newest"), ElementsAre("l")) << "of the same day, the lesser id";
  EXPECT_THAT(kept("oldest"), ElementsAre("m"));
  EXPECT_THAT(kept("priority=web,wire"), ElementsAre("k"));
  EXPECT_THAT(kept("priority=desk"), ElementsAre("n"));
}

TEST(Dedup, AnnotatedRecordsAreAsTheyWereWithAFieldMore) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Feed());
  const ProgramResult result =
      Dedup({"in.jsonl", "--annotate", "--output", "-", "--work-dir", "w"});
  const std::vector<std::string> in = LinesOf("in.jsonl");
  const std::vector<std::string> out = Lines(result.out);
  ASSERT_EQ(out.size(), in.size());
  for (size_t i = 0; i < in.size(); ++i) {
    EXPECT_TRUE(out[i].starts_with(in[i].substr(0, in[i].size() - 1) + ",\"twicetold\":{"))
        << out[i];
  }
  EXPECT_EQ(Json(out[0]).Text("/twicetold/role"), "kept");
  EXPECT_EQ(Json(out[0]).Text("/twicetold/cluster"), "a");
  EXPECT_EQ(Json(out[2]).Text("/twicetold/role"), "removed");
  EXPECT_EQ(Json(out[2]).Text("/twicetold/reason"), "exact");
  EXPECT_EQ(Json(out[3]).Text("/twicetold/cluster"), "a");
  EXPECT_EQ(Json(out[3]).Double("/twicetold/resemblance"), 19.0 / 20);
  folder.Write("in.csv",
               "id,text\n1,\"" + kFerry + "\"\n2,\"" + kFerry + "\"\n3,\"" + kFerry + " again\"\n");
  EXPECT_EQ(Dedup({"in.csv", "--annotate", "--output", "-", "--work-dir", "w"}).out,
            "id,text,twicetold_role,twicetold_cluster,twicetold_reason,twicetold_version_by,"
            "twicetold_resemblance,twicetold_containment,twicetold_containment_of_kept\n"
            "1,\"" +
                kFerry + "\",kept,1,,,,,\n2,\"" + kFerry + "\",removed,1,exact,,1,1,1\n3,\"" +
                kFerry + " again\",removed,1,near,,0.95,0.95,1\n");
}

TEST(Dedup, StandardInputIsReadFromACopy) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Feed());
  const std::vector<std::string> to_stdout = {"--output", "-", "--work-dir", "w"};
  ProgramOptions options;
  options.input = Feed();
  const ProgramResult result =
      Dedup({"-", "--output", "-", "--work-dir", "w", "--removed", "r.jsonl"}, options);
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(Ids(result.out), ElementsAre("a", "b"));
  EXPECT_EQ(Json(LinesOf("r.jsonl")[0]).Text("/place"), "-:3");
  EXPECT_FALSE(fs::exists("w"));
  EXPECT_THAT(
      Ids(Dedup({"in.jsonl", "--against", "-", "--output", "-", "--work-dir", "w"}, options).out),
      ElementsAre());
  ASSERT_EQ(Dedup({"in.jsonl", "--output", "z.jsonl.zst"}).status, 0);
  options.input = ReadWhole("z.jsonl.zst");
  EXPECT_THAT(Ids(Dedup({"-", "--output", "-", "--work-dir", "w"}, options).out),
              ElementsAre("a", "b"));
  const ProgramResult resumed =
      Dedup({"-", "--resume", "--output", "-", "--work-dir", "w"}, options);
  EXPECT_EQ(resumed.status, 2);
  EXPECT_THAT(resumed.err, HasSubstr("--resume"));
  EXPECT_EQ(Dedup({"-", "-", "--output", "o"}, options).status, 2);
  options.input.resize(options.input.size() / 2);
  const ProgramResult cut = Dedup({"-", "--output", "o"}, options);
  EXPECT_EQ(cut.status, 2);
  EXPECT_THAT(NamesIn("."), Not(Contains("o.work")));
}

TEST(Dedup, ConnectedGroupsGoOnRequest) {
  const FreshFolder folder;
  // Each a word further on: alike to the next, less so to the one after it.
  std::string lines;
  Random random(5);
  std::vector<std::string> words;
  for (int i = 0; i < 60; ++i) words.push_back("w" + std::to_string(random.Below(1000000)));
  for (size_t shift = 0; shift < 20; shift += 4) {
    std::string text;
    for (size_t i = shift; i < shift + 40; ++i) text += words[i] + " ";
    lines += Record(std::to_string(shift), text);
  }
  folder.Write("in.jsonl", lines);
  const std::vector<std::string> base = {"in.jsonl", "--exhaustive", "--output", "-", "--work-dir",
                                         "w",        "--removed",    "r.jsonl"};
  EXPECT_THAT(Ids(Dedup(base).out), ElementsAre("0", "8", "16"));
  std::vector<std::string> connected = base;
  connected.insert(connected.end(), {"--group", "connected"});
  EXPECT_THAT(Ids(Dedup(connected).out), ElementsAre("0"));
  EXPECT_EQ(Json(LinesOf("r.jsonl").back()).Text("/reason"), "connected");
  EXPECT_LT(Json(LinesOf("r.jsonl").back()).Double("/resemblance"), 0.8);
}

TEST(Dedup, QuietAndVerbose) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Feed());
  EXPECT_EQ(Dedup({"in.jsonl", "--quiet", "--output", "kept.jsonl"}).err, "");
  EXPECT_THAT(Dedup({"in.jsonl", "--verbose", "--output", "kept.jsonl"}).err,
              HasSubstr("twicetold dedup: took "));
}

TEST(Dedup, AppendedStandardOutputKeepsWhatWasThere) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Feed());
  folder.Write("out", "before\n");
  std::FILE* const file = std::fopen("out", "a");
  ASSERT_NE(file, nullptr);
  ProgramOptions options;
  options.output_descriptor = fileno(file);
  EXPECT_EQ(Dedup({"in.jsonl", "--output", "-", "--work-dir", "w"}, options).status, 0);
  std::fclose(file);
  EXPECT_TRUE(ReadWhole("out").starts_with("before\n{\"id\": \"a\""));
  options = ProgramOptions();
  options.output_path = "/dev/full";
  const ProgramResult full = Dedup({"in.jsonl", "--output", "-", "--work-dir", "w"}, options);
  EXPECT_EQ(full.status, 2);
  EXPECT_THAT(full.err, HasSubstr("full"));
}

}  // namespace
}  // namespace twicetold::testing
