#include "twicetold/io/json_string.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/data.h"
#include "tests/support/prose_checks.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

std::string Text(std::string_view json) {
  const absl::StatusOr<JsonString> string = ReadJsonString(json, 0);
  EXPECT_TRUE(string.ok()) << string.status();
  if (!string.ok()) return "";
  EXPECT_EQ(string->end, json.size());
  EXPECT_EQ(testing::TroubleWith(string->text, string->to_source, Span{0, json.size()}), "");
  return string->text;
}

TEST(ReadJsonString, UnescapesEverything) {
  EXPECT_EQ(Text(R"("")"), "");
  EXPECT_EQ(Text(R"("a\"b\\c\/d\te\nf")"), "a\"b\\c/d\te\nf");
  EXPECT_EQ(Text(R"("\b\f")"), "\b\f");
  EXPECT_EQ(Text(R"("caf\u00e9 \u6F22 \uD83D\uDE00")"), "caf\u00E9 \u6F22 \U0001F600");
  EXPECT_EQ(Text(R"("\u0000")"), std::string(1, '\0'));
}

TEST(ReadJsonString, MakesEveryLineEndLf) {
  EXPECT_EQ(Text(R"("a\r\nb\rc\u000d\u000Ad\n\re")"), "a\nb\nc\nd\n\ne");
}

TEST(ReadJsonString, ReplacesAndCountsLoneSurrogates) {
  const absl::StatusOr<JsonString> string =
      ReadJsonString(R"("\ud83d x \ude00 \ud83d\ud83d\ude00 \ud83d\n")", 0);
  ASSERT_TRUE(string.ok());
  EXPECT_EQ(string->text, "\uFFFD x \uFFFD \uFFFD\U0001F600 \uFFFD\n");
  EXPECT_EQ(string->repaired, 4u);
}

TEST(ReadJsonString, NamesWhatIsBroken) {
  for (const std::string_view json :
       {R"("\q")", R"("\u12")", R"("\u12G4")", R"("a)", R"("a\)", R"("\u)", R"("\)"}) {
    const absl::StatusOr<JsonString> string = ReadJsonString(json, 0);
    EXPECT_EQ(string.status().code(), absl::StatusCode::kInvalidArgument) << json;
  }
  EXPECT_EQ(ReadJsonString("\"\\\u6F22\"", 0).status().message(),
            "a string holds the unknown or cut escape \\\u6F22");
}

std::string Unicode(char32_t unit) {
  char escape[8];
  std::snprintf(escape, sizeof(escape), "\\u%04x", static_cast<unsigned>(unit));
  return escape;
}

// Writes `text` as JSON in a random mix of spellings, and where each character went.
std::string Spell(std::string_view text, std::mt19937& random, std::vector<Span>& places) {
  std::string json = "\"";
  for (size_t at = 0; at < text.size();) {
    const Utf8Character c = ReadUtf8(text, at);
    const size_t begin = json.size();
    if (c.code_point == '"' || c.code_point == '\\') {
      json += '\\';
      json += static_cast<char>(c.code_point);
    } else if (c.code_point == '\n') {
      json += "\\n";
    } else if (c.code_point < 0x20 || random() % 4 == 0) {
      if (c.code_point > 0xFFFF) {
        json += Unicode(0xD800 + ((c.code_point - 0x10000) >> 10));
        json += Unicode(0xDC00 + ((c.code_point - 0x10000) & 0x3FF));
      } else {
        json += Unicode(c.code_point);
      }
    } else {
      json += text.substr(at, c.length);
    }
    places.push_back(Span{begin, json.size()});
    at += c.length;
  }
  return json + "\"";
}

void CheckRoundTrip(const std::string& text, std::mt19937& random) {
  std::vector<Span> places;
  const std::string json = Spell(text, random, places);
  const absl::StatusOr<JsonString> string = ReadJsonString(json, 0);
  ASSERT_TRUE(string.ok()) << string.status();
  ASSERT_EQ(string->text, text);
  size_t at = 0;
  for (const Span place : places) {
    const size_t length = ReadUtf8(text, at).length;
    ASSERT_EQ(string->to_source.ToSource(Span{at, at + length}), place);
    at += length;
  }
}

TEST(ReadJsonString, MapsEveryCharacterOfMadeTexts) {
  std::mt19937 random(20240609);
  const std::vector<std::string> letters = {"a",      "\"",         "\\", "\n", "\u00E9",
                                            "\u6F22", "\U0001F600", "\t", " ",  "/"};
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (int i = 0; i < 50; ++i) text += letters[random() % letters.size()];
    CheckRoundTrip(text, random);
  }
}

TEST(ReadJsonString, MapsEveryCharacterOfRealTexts) {
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  const auto texts = testing::ReadTexts(*data / "udhr.docs.jsonl.xz", 200);
  ASSERT_TRUE(texts.ok()) << texts.status();
  std::mt19937 random(20240610);
  for (const testing::TextRecord& record : *texts) CheckRoundTrip(record.text, random);
}

}  // namespace
}  // namespace twicetold
