// Input that is broken, strange or too large: repaired and said so, or refused with a message that
// names the thing, the trouble and the way out. Never a crash, never silence.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class BadInputTest : public ::testing::Test {
 protected:
  FreshFolder folder_;
};

// UTF-16 with a byte order mark, of text below U+10000.
std::string Utf16(std::string_view utf8, bool little_endian) {
  std::string bytes = little_endian ? "\xFF\xFE" : "\xFE\xFF";
  for (size_t i = 0; i < utf8.size();) {
    const auto byte = [&](size_t k) { return static_cast<unsigned char>(utf8[i + k]); };
    unsigned unit = byte(0);
    size_t length = 1;
    if (byte(0) >= 0xE0) {
      unit = ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
      length = 3;
    } else if (byte(0) >= 0xC0) {
      unit = ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU);
      length = 2;
    }
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    bytes += little_endian ? std::string{low, high} : std::string{high, low};
    i += length;
  }
  return bytes;
}

TEST_F(BadInputTest, AnEmptyFileIsClean) {
  folder_.Write("empty.txt", "");
  const ProgramResult result = RunTwicetold({"check", "empty.txt"});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(result.out, HasSubstr("Nothing stands twice"));
  const Json json(RunTwicetold({"check", "empty.txt", "--format", "json"}).out);
  EXPECT_EQ(json.Number("/summary/words"), 0U);
  EXPECT_EQ(json.Double("/summary/share"), 0.0);
}

TEST_F(BadInputTest, ABinaryFileIsRefused) {
  std::string bytes =
      "\x7F"
      "ELF\x02\x01\x01";
  for (int i = 0; i < 400; ++i) bytes += static_cast<char>((i * 37) % 251);
  folder_.Write("program.txt", bytes);
  folder_.Write("good.txt", "Some words.");
  const ProgramResult result = RunTwicetold({"check", "program.txt", "good.txt"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err,
              AllOf(HasSubstr("twicetold check: program.txt: not text"), HasSubstr("--encoding")));
  EXPECT_THAT(result.out, HasSubstr("repeated in 2 words"));
}

TEST_F(BadInputTest, BrokenUtf8IsRepairedAndSaid) {
  folder_.Write("broken.txt",
                "Caf\xC3\xA9 \xED\xA0\x80 and \xFF here, \xC3\xA9\xC3\xA8\xC3\xAA.\n");
  const ProgramResult result = RunTwicetold({"check", "broken.txt"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out,
              HasSubstr("Note: broken.txt holds 4 ill-formed sequences, read as U+FFFD."));
  const Json json(RunTwicetold({"check", "broken.txt", "--format", "json"}).out);
  EXPECT_EQ(json.Number("/documents/0/repaired"), 4U);
}

TEST_F(BadInputTest, LoneSurrogatesAreRepairedAndSaid) {
  folder_.Write("lone.txt", std::string_view("\xFF\xFE"
                                             "a\0\0\xD8"
                                             "b\0",
                                             8));
  folder_.Write("lone.jsonl", R"({"text": "a \ud800 b \udc00\ud83d\ude00"})");
  const Json json(RunTwicetold({"check", "lone.txt", "lone.jsonl", "--format", "json"}).out);
  EXPECT_EQ(json.Number("/documents/0/repaired"), 1U);
  EXPECT_EQ(json.Number("/documents/1/repaired"), 2U);
}

TEST_F(BadInputTest, Latin1IsGuessedAndSaid) {
  folder_.Write("old.txt", "Le caf\xE9 est ferm\xE9 jusqu'\xE0 lundi.\n");
  const ProgramResult result = RunTwicetold({"check", "old.txt"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, HasSubstr("Note: old.txt is read as windows-1252, a guess; --encoding "
                                    "settles it."));
  const Json json(RunTwicetold({"check", "old.txt", "--format", "json"}).out);
  EXPECT_TRUE(json.Bool("/documents/0/encoding_guessed"));
  const Json told(
      RunTwicetold({"check", "old.txt", "--encoding", "latin-1", "--format", "json"}).out);
  EXPECT_FALSE(told.Bool("/documents/0/encoding_guessed"));
  EXPECT_EQ(told.Text("/documents/0/encoding"), "latin-1");
}

TEST_F(BadInputTest, Utf16GivesTheFindingsOfUtf8) {
  const std::string story = ReadWhole(SourceTree("samples/harbour-story.txt"));
  // Code points and UTF-16 units count the byte order mark.
  const std::set<std::string> changed = {"bytes", "chars", "utf16", "columns", "encoding"};
  folder_.Write("story.txt", story);
  const ProgramResult utf8 = RunTwicetold({"check", "story.txt", "--format", "json"});
  for (const bool little_endian : {true, false}) {
    folder_.Write("story.txt", Utf16(story, little_endian));
    const ProgramResult utf16 = RunTwicetold({"check", "story.txt", "--format", "json"});
    EXPECT_EQ(utf16.status, 1) << utf16.err;
    EXPECT_EQ(Json(utf8.out).Without(changed), Json(utf16.out).Without(changed));
    EXPECT_EQ(Json(utf16.out).Text("/documents/0/encoding"),
              little_endian ? "utf-16le" : "utf-16be");
  }
}

TEST_F(BadInputTest, AFileAboveTheLimitIsSkippedWithTheOptionNamed) {
  folder_.Write("large.txt", std::string(5000, 'x'));
  folder_.Write("small.txt", "Few words.");
  const ProgramResult result =
      RunTwicetold({"check", "--max-document-bytes", "4K", "large.txt", "small.txt"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, AllOf(HasSubstr("large.txt: the file has 5000 bytes"),
                                HasSubstr("limit of 4096"), HasSubstr("--max-document-bytes")));
  EXPECT_THAT(result.out, HasSubstr("repeated in 2 words"));
  EXPECT_EQ(RunTwicetold({"check", "--max-document-bytes", "5000", "large.txt"}).status, 0);
}

TEST_F(BadInputTest, ABrokenLineHarmsNoOtherRecord) {
  folder_.Write(
      "feed.jsonl",
      "{\"id\": 1, \"text\": \"The tide took the bench from the end of the pier.\"}\n"
      "{\"id\": 2, \"text\": oops}\n"
      "\n"
      "{\"id\": 3, \"body\": \"no text\"}\n"
      "{\"id\": 4, \"text\": \"So the tide took the bench from the end of the pier.\"}\n");
  const ProgramResult result = RunTwicetold({"check", "feed.jsonl"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, AllOf(HasSubstr("twicetold check: feed.jsonl:2: the line is not valid "
                                          "JSON"),
                                HasSubstr("twicetold check: feed.jsonl:4: the record has no field "
                                          "\"text\" (it has id, body)"),
                                HasSubstr("--text-field")));
  EXPECT_THAT(result.out, HasSubstr("feed.jsonl#1:1:"));
  EXPECT_THAT(result.out, HasSubstr("feed.jsonl#4:5:"));
  const Json json(RunTwicetold({"check", "feed.jsonl", "--format", "json"}).out);
  EXPECT_EQ(json.Number("/skipped/0/line"), 2U);
  EXPECT_EQ(json.Number("/skipped/1/line"), 4U);
}

TEST_F(BadInputTest, AFolderThatIsGivenAsAFileOfARecipe) {
  std::filesystem::create_directory("folder");
  const ProgramResult result = RunTwicetold({"check", "--recipe", "folder", "x.txt"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("twicetold check: folder"));
}

}  // namespace
}  // namespace twicetold::testing
