// twicetold dedup --level paragraph: repeated paragraphs cut out of all records but one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/program/dedup_records.h"
#include "tests/support/json.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"

namespace twicetold::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kFerry =
    "The old ferry leaves the northern pier at seven every morning and comes back before noon, "
    "unless the wind turns to the east.";
const std::string kBridge =
    "A new bridge over the western channel is to be opened for carts and walkers next summer, "
    "when the last stone is laid.";
const std::string kMarket =
    "On market days the square is closed from dawn, and whoever brings a cart has to wait until "
    "the bells have rung for the second time.";
const std::string kJapanese =
    "港の古い渡し船は毎朝七時に北の桟橋を出て、風が東に変わらないかぎり正午までに戻ってくると港の"
    "人々はいつも話していた。";

std::string Record(const std::string& id, const std::string& json_text) {
  return R"({"id":")" + id + R"(", "text":")" + json_text + R"(", "n":1.50})" + "\n";
}

std::vector<std::string> Level(const std::string& input, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {input,        "--level",   "paragraph",    "--output",
                                        "kept.jsonl", "--removed", "removed.jsonl"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::map<std::string, std::string> Texts(const std::string& path) {
  std::map<std::string, std::string> texts;
  for (const std::string& line : LinesOf(path)) {
    texts[Json(line).Text("/id")] = Json(line).Text("/text");
  }
  return texts;
}

std::string Slice(const std::string& text, const Json& json, const std::string& span) {
  const uint64_t begin = json.Number(span + "/0");
  const uint64_t end = json.Number(span + "/1");
  EXPECT_LE(end, text.size());
  return text.substr(begin, end - begin);
}

TEST(DedupParagraphs, AreCutAtTheirBordersWithTheStubsBetweenThem) {
  const FreshFolder folder;
  folder.Write(
      "in.jsonl",
      Record("one", kFerry + "\\n\\n" + kBridge + "\\n\\n" + kMarket) +
          Record("two", "A heading\\n\\n" + kFerry + "\\n\\nRead more\\n\\n" + kBridge +
                            "\\n\\nWhat nobody else has, and so it stays \\ud83d\\ude00.") +
          Record("three", kMarket + "\\n\\n\\n * \\n\\n" + kFerry) +
          Record("four", kMarket + "\\n\\nA last word."));
  const ProgramResult result = Dedup(Level("in.jsonl"));
  EXPECT_EQ(result.status, 0) << result.err;
  const auto kept = Texts("kept.jsonl");
  EXPECT_EQ(LinesOf("kept.jsonl")[0], LinesOf("in.jsonl")[0])
      << "what is not cut is left as it stood";
  ASSERT_EQ(kept.size(), 3U) << "a record of which nothing is left goes";
  EXPECT_EQ(kept.at("two"), "A heading\n\nWhat nobody else has, and so it stays 😀.");
  EXPECT_EQ(kept.at("four"), "A last word.");
  EXPECT_THAT(ReadWhole("kept.jsonl"), HasSubstr("\", \"n\":1.50}\n")) << "other fields stay";

  const std::vector<std::string> removed = LinesOf("removed.jsonl");
  const auto in = Texts("in.jsonl");
  std::vector<std::string> told;
  for (const std::string& line : removed) {
    const Json json(line);
    const std::string cut = Slice(in.at(json.Text("/id")), json, "/span");
    EXPECT_EQ(json.Text("/text"), cut);
    EXPECT_EQ(json.Bool("/record_emptied"), json.Text("/id") == "three");
    told.push_back(json.Text("/id") + " " + json.Text("/reason"));
    if (json.Text("/reason") == "stub") continue;
    EXPECT_EQ(json.Text("/kept"), "one");
    EXPECT_EQ(json.Text("/kept_place"), "in.jsonl:1");
    EXPECT_EQ(cut, Slice(in.at("one"), json, "/kept_span")) << line;
    EXPECT_EQ(json.Double("/resemblance"), 1);
    EXPECT_EQ(json.Double("/containment"), 1);
    EXPECT_EQ(json.Double("/containment_of_kept"), 1);
  }
  EXPECT_THAT(told, ElementsAre("two paragraph", "two paragraph", "two stub", "three paragraph",
                                "three paragraph", "three stub", "four paragraph"));
  EXPECT_THAT(removed[3], HasSubstr("\"record\":" + LinesOf("in.jsonl")[2]))
      << "a record that is gone is in the other output whole";
}

TEST(DedupParagraphs, ShortOnesAreLeftUnlessAskedFor) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Record("one", "All rights are reserved.\\n\\n" + kFerry) +
                               Record("two", "All rights are reserved.\\n\\n" + kBridge));
  ASSERT_EQ(Dedup(Level("in.jsonl")).status, 0);
  EXPECT_EQ(ReadWhole("kept.jsonl"), ReadWhole("in.jsonl"));
  ASSERT_EQ(Dedup(Level("in.jsonl", {"--min-paragraph-words", "4"})).status, 0);
  EXPECT_EQ(Texts("kept.jsonl").at("two"), kBridge);
}

TEST(DedupParagraphs, OfOneRecordIsCutToo) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Record("one", kFerry + "\\n\\n" + kBridge + "\\n\\n" + kFerry));
  ASSERT_EQ(Dedup(Level("in.jsonl")).status, 0);
  EXPECT_EQ(Texts("kept.jsonl").at("one"), kFerry + "\n\n" + kBridge);
}

TEST(DedupParagraphs, NearCopiesCarryTheirFigures) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Record("one", kFerry + "\\n\\n" + kBridge) +
                               Record("two", kMarket + "\\n\\nToday: " + kFerry));
  ASSERT_EQ(Dedup(Level("in.jsonl", {"--clusters", "c.jsonl", "--pairs", "p.jsonl"})).status, 0);
  EXPECT_EQ(Texts("kept.jsonl").at("two"), kMarket);
  const Json cut(ReadWhole("removed.jsonl"));
  EXPECT_EQ(cut.Double("/resemblance"), 19.0 / 20);
  EXPECT_EQ(cut.Double("/containment"), 19.0 / 20);
  EXPECT_EQ(cut.Double("/containment_of_kept"), 1);
  const auto in = Texts("in.jsonl");
  const Json cluster(ReadWhole("c.jsonl"));
  EXPECT_EQ(Slice(in.at("one"), cluster, "/span"), kFerry);
  EXPECT_EQ(Slice(in.at("two"), cluster, "/members/0/span"), "Today: " + kFerry);
  const Json pair(ReadWhole("p.jsonl"));
  EXPECT_EQ(Slice(in.at("one"), pair, "/a_span"), kFerry);
  EXPECT_EQ(Slice(in.at("two"), pair, "/b_span"), "Today: " + kFerry);
}

TEST(DedupParagraphs, EscapesOtherScriptsAndLineEnds) {
  const FreshFolder folder;
  folder.Write("in.jsonl",
               Record("one", kJapanese + "\\r\\n\\r\\n" + kFerry) +
                   Record("two",
                          "Caf\\u00e9 \\\"Zur Post\\\"\\t\\u65e5\\u672c, seen by many who came by "
                          "boat.\\r\\n\\r\\n" +
                              kJapanese + "\\r\\n\\r\\nEnd\\u2028of \\ud83d\\ude00 it."));
  ASSERT_EQ(Dedup(Level("in.jsonl")).status, 0);
  EXPECT_EQ(Texts("kept.jsonl").at("two"),
            "Café \"Zur Post\"\t日本, seen by many who came by boat.\n\nEnd\u2028of 😀 it.");
  const Json cut(ReadWhole("removed.jsonl"));
  EXPECT_EQ(cut.Text("/text"), kJapanese);
  EXPECT_EQ(Json(LinesOf("kept.jsonl")[0]).Text("/text"), Texts("in.jsonl").at("one"));
}

TEST(DedupParagraphs, InTablesAndFolders) {
  const FreshFolder folder;
  folder.Write("in.csv", "id,text,z\r\n1,\"" + kFerry + "\n\n" + kBridge +
                             "\",\"a,b\"\r\n2,\"He said \"\"no\"\".\n\n" + kFerry + "\", c \r\n");
  ASSERT_EQ(Dedup({"in.csv", "--level", "paragraph", "--output", "kept.csv"}).status, 0);
  EXPECT_EQ(ReadWhole("kept.csv"), "id,text,z\r\n1,\"" + kFerry + "\n\n" + kBridge +
                                       "\",\"a,b\"\r\n2,\"He said \"\"no\"\".\", c \r\n");
  // The text in the column that a byte order mark stands before.
  folder.Write("in.csv",
               "\xEF\xBB\xBFtext,id\n\"" + kFerry + "\",1\n\"" + kFerry + "\n\nShort.\",2\n");
  ASSERT_EQ(Dedup({"in.csv", "--level", "paragraph", "--output", "kept.csv"}).status, 0);
  EXPECT_THAT(ReadWhole("kept.csv"), ::testing::EndsWith("\nShort.,2\n"));
  folder.Write("texts/a.txt", kFerry + "\n\n" + kBridge + "\n");
  folder.Write("texts/b.txt", kBridge + "\r\n\r\n" + kMarket + "\r\n");
  ASSERT_EQ(Dedup(Level("texts")).status, 0);
  EXPECT_EQ(Texts("kept.jsonl").at("texts/b.txt"), kMarket + "\n");
}

TEST(DedupParagraphs, AnnotatedRecordsStayWhole) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Record("one", kFerry + "\\n\\n" + kBridge) +
                               Record("two", kFerry + "\\n\\nShort.") + Record("three", kBridge));
  ASSERT_EQ(Dedup(Level("in.jsonl", {"--annotate"})).status, 0);
  const std::vector<std::string> in = LinesOf("in.jsonl");
  const std::vector<std::string> out = LinesOf("kept.jsonl");
  ASSERT_EQ(out.size(), 3U);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(out[i].starts_with(in[i].substr(0, in[i].size() - 1) + ",\"twicetold\":{"))
        << out[i];
  }
  EXPECT_EQ(Json(out[0]).Text("/twicetold/role"), "kept");
  EXPECT_EQ(Json(out[1]).Text("/twicetold/role"), "cut");
  EXPECT_EQ(Json(out[1]).Text("/twicetold/cuts/0/kept"), "one");
  EXPECT_EQ(Slice(Json(out[1]).Text("/text"), Json(out[1]), "/twicetold/cuts/0/span"), kFerry);
  EXPECT_EQ(Json(out[2]).Text("/twicetold/role"), "removed");
  folder.Write("in.csv", "id,text\n1,\"" + kFerry + "\"\n2,\"" + kFerry + "\n\nShort.\"\n");
  EXPECT_EQ(
      Dedup({"in.csv", "--level", "paragraph", "--annotate", "--output", "-", "--work-dir", "w"})
          .out,
      "id,text,twicetold_role,twicetold_cluster,twicetold_reason,twicetold_version_by,"
      "twicetold_resemblance,twicetold_containment,twicetold_containment_of_kept\n1,\"" +
          kFerry + "\",kept,1,,,,,\n2,\"" + kFerry + "\n\nShort.\",cut,2,paragraph,,,,\n");
}

// Records of paragraphs out of a common store: all that is told can be checked against the words.
TEST(DedupParagraphs, NothingElseIsTouchedAndNothingRepeatedStays) {
  const FreshFolder folder;
  Random random(4);
  std::vector<std::string> store;
  for (int i = 0; i < 60; ++i) store.push_back(MadeText(25 + random.Below(20), random));
  std::string lines;
  for (int i = 0; i < 200; ++i) {
    std::string text;
    for (uint64_t p = 1 + random.Below(6); p > 0; --p) {
      text += (text.empty() ? "" : "\\n\\n") +
              (random.Below(3) == 0 ? MadeText(30, random) : store[random.Below(store.size())]);
    }
    lines += Record("d" + std::to_string(i), text);
  }
  folder.Write("in.jsonl", lines);
  ASSERT_EQ(Dedup(Level("in.jsonl")).status, 0);
  const auto in = Texts("in.jsonl");
  const auto kept = Texts("kept.jsonl");
  std::map<std::string, std::vector<std::string>> cuts;
  for (const std::string& line : LinesOf("removed.jsonl")) {
    const Json json(line);
    ASSERT_EQ(json.Text("/text"), Slice(in.at(json.Text("/id")), json, "/span"));
    ASSERT_EQ(json.Text("/text"), Slice(in.at(json.Text("/kept")), json, "/kept_span"));
    ASSERT_THAT(kept.at(json.Text("/kept")), HasSubstr(json.Text("/text"))) << "not kept there";
    cuts[json.Text("/id")].push_back(json.Text("/text"));
  }
  EXPECT_GT(cuts.size(), 50U);
  std::map<std::string, int> seen;
  for (const auto& [id, text] : in) {
    // The paragraphs that stay, and those that went, are those there were.
    size_t bytes = 0;
    const std::string left = kept.contains(id) ? kept.at(id) : "";
    for (size_t begin = 0; begin < left.size();) {
      const size_t end = std::min(left.find("\n\n", begin), left.size());
      const std::string paragraph = left.substr(begin, end - begin);
      EXPECT_THAT(text, HasSubstr(paragraph));
      EXPECT_EQ(++seen[paragraph], 1) << "stands twice: " << paragraph;
      bytes += paragraph.size() + 2;
      begin = end + 2;
    }
    for (const std::string& cut : cuts[id]) bytes += cut.size() + 2;
    EXPECT_EQ(bytes, text.size() + 2) << id;
  }
}

}  // namespace
}  // namespace twicetold::testing
