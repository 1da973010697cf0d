// The JSON findings: every field in its place, spans that cut the very bytes out of the file, one
// object a line in JSON Lines, and docs/findings.md telling of each field and of no other.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::StartsWith;

// What check prints of the samples and of a broken feed: every field of the schema is in it.
std::string AllFields(const FreshFolder& folder, const std::string& format) {
  folder.Write("broken.jsonl", "{oops}\n");
  return RunTwicetold({"check", SourceTree("samples").string(), "broken.jsonl", "--format", format})
      .out;
}

TEST(Findings, HaveTheirFieldsInOrder) {
  const FreshFolder folder;
  const Json json(AllFields(folder, "json"));
  EXPECT_THAT(json.Keys(""),
              ElementsAre("schema", "recipe", "summary", "documents", "repeats", "suppressed",
                          "relations", "families", "pairs", "clusters", "skipped"));
  EXPECT_EQ(json.Text("/schema"), "twicetold.findings/1");
  EXPECT_THAT(
      json.Keys("/summary"),
      ElementsAre("verdict", "documents", "words", "repeats", "repeated_words", "told_again_words",
                  "told_again_quoted_words", "share", "shared_words", "shared_quoted_words",
                  "references", "reference_words", "references_left_out", "suppressed", "skipped",
                  "files_of_other_kinds", "files_ignored", "limits"));
  EXPECT_THAT(json.Keys("/repeats/0"), ElementsAre("id", "fingerprint", "kind", "family", "words",
                                                   "identity", "occurrences"));
  EXPECT_THAT(
      json.Keys("/repeats/0/occurrences/0"),
      ElementsAre("document", "span", "paragraphs", "text", "words", "matched_words", "identity",
                  "quoted", "marked", "representative", "differing", "differences"));
  EXPECT_THAT(json.Keys("/repeats/0/occurrences/0/span"),
              ElementsAre("bytes", "chars", "utf16", "lines", "columns"));
  EXPECT_THAT(json.Keys("/pairs/0"), ElementsAre("level", "a", "b", "resemblance", "containment_a",
                                                 "containment_b", "shared_shingles"));
  EXPECT_THAT(json.Keys("/clusters/0"),
              ElementsAre("level", "representative", "members", "least_resemblance"));
  EXPECT_THAT(json.Keys("/skipped/0"), ElementsAre("name", "line", "reason"));
}

TEST(Findings, SumsAgreeWithTheirParts) {
  const FreshFolder folder;
  const Json json(AllFields(folder, "json"));
  EXPECT_EQ(json.Number("/summary/documents"), json.Size("/documents"));
  EXPECT_EQ(json.Number("/summary/repeats"), json.Size("/repeats"));
  EXPECT_EQ(json.Number("/summary/skipped"), json.Size("/skipped"));
  uint64_t words = 0;
  uint64_t told_again = 0;
  for (const auto& document : json.Items("/documents")) {
    words += document.Number("/words");
    told_again += document.Number("/told_again_words");
  }
  EXPECT_EQ(json.Number("/summary/words"), words);
  EXPECT_EQ(json.Number("/summary/told_again_words"), told_again);
  EXPECT_DOUBLE_EQ(json.Double("/summary/share"),
                   static_cast<double>(told_again) / static_cast<double>(words));
}

// One occurrence, held against the file it points into.
void ExpectSpanFits(const Json& occurrence, const std::string& file) {
  const auto pair = [&](const std::string& name) {
    return std::vector<uint64_t>{occurrence.Number("/span/" + name + "/0"),
                                 occurrence.Number("/span/" + name + "/1")};
  };
  const std::vector<uint64_t> bytes = pair("bytes");
  EXPECT_EQ(file.substr(bytes[0], bytes[1] - bytes[0]), occurrence.Text("/text"));
  // The same counts made here, a byte at a time.
  for (const size_t side : {0U, 1U}) {
    uint64_t chars = 0;
    uint64_t utf16 = 0;
    uint64_t line = 1;
    uint64_t column = 1;
    for (size_t i = 0; i < bytes[side]; ++i) {
      const auto byte = static_cast<unsigned char>(file[i]);
      if ((byte & 0xC0U) == 0x80U) continue;
      ++chars;
      utf16 += byte >= 0xF0 ? 2 : 1;
      line += byte == '\n' ? 1 : 0;
      column = byte == '\n' ? 1 : column + 1;
    }
    EXPECT_EQ(pair("chars")[side], chars);
    EXPECT_EQ(pair("utf16")[side], utf16);
    EXPECT_EQ(pair("lines")[side], line);
    EXPECT_EQ(pair("columns")[side], column);
  }
}

TEST(Findings, SpansCutTheTextOutOfTheFile) {
  const FreshFolder folder;
  folder.Write("stars.txt",
               "\xF0\x9F\x8C\x8A Waves beat on the old pier all night long, ünd älso by däy.\n\n"
               "A 🌊: waves beat on the old pier all night long, ünd älso by däy, she said.\n");
  std::vector<std::string> files = {"stars.txt"};
  for (const char* const name : {"harbour-story.txt", "story-ja.txt", "wire-city.txt"}) {
    files.push_back(SourceTree(std::string("samples/") + name).string());
  }
  for (const std::string& file : files) {
    const Json json(RunTwicetold({"check", file, "--min-words", "5", "--format", "json"}).out);
    const std::string bytes = ReadWhole(file);
    for (const auto& repeat : json.Items("/repeats")) {
      for (const auto& occurrence : repeat.Items("/occurrences")) {
        ExpectSpanFits(occurrence, bytes);
      }
    }
    EXPECT_EQ(json.Size("/repeats") > 0, file.find("wire") == std::string::npos) << file;
  }
}

TEST(Findings, SpansOfARecordPointIntoItsFile) {
  const FreshFolder folder;
  const std::string feed =
      "{\"id\": \"x\", \"text\": \"The clock above the market hall has stopped at noon.\"}\n"
      "{\"id\": \"y\", \"text\": \"Today the clock above the market hall has \\u0073topped at "
      "noon.\"}\n";
  folder.Write("feed.jsonl", feed);
  const Json json(RunTwicetold({"check", "feed.jsonl", "--format", "json"}).out);
  const auto cut = [&](const std::string& occurrence) {
    const uint64_t begin = json.Number(occurrence + "/span/bytes/0");
    return feed.substr(begin, json.Number(occurrence + "/span/bytes/1") - begin);
  };
  EXPECT_EQ(cut("/repeats/0/occurrences/0"), "The clock above the market hall has stopped at noon");
  EXPECT_EQ(cut("/repeats/0/occurrences/1"),
            "the clock above the market hall has \\u0073topped at noon");
  EXPECT_EQ(json.Number("/repeats/0/occurrences/1/span/lines/0"), 2U);
}

TEST(Findings, JsonLinesAreTheSameObjectsOneALine) {
  const FreshFolder folder;
  const Json json(AllFields(folder, "json"));
  std::istringstream lines(AllFields(folder, "jsonl"));
  std::vector<std::string> types;
  size_t repeats = 0;
  for (std::string line; std::getline(lines, line);) {
    const Json object(line);
    types.push_back(object.Text("/type"));
    if (types.back() == "repeat") {
      EXPECT_EQ(object.Without({"type"}),
                json.At("/repeats/" + std::to_string(repeats++)).Without({}));
    }
  }
  EXPECT_EQ(types.front(), "recipe");
  EXPECT_EQ(types.back(), "summary");
  for (const char* const type : {"document", "pair", "cluster", "skipped"}) {
    EXPECT_THAT(types, Contains(type));
  }
  EXPECT_EQ(repeats, json.Size("/repeats"));
}

TEST(FindingsDocument, NamesTheSchemas) {
  const std::string text = ReadWhole(SourceTree("docs/findings.md"));
  EXPECT_THAT(text, StartsWith("# Findings as JSON"));
  for (const char* const schema :
       {"twicetold.findings/1", "twicetold.comparison/1", "twicetold.recipe/1"}) {
    EXPECT_THAT(text, ::testing::HasSubstr(schema));
  }
}

}  // namespace
}  // namespace twicetold::testing
