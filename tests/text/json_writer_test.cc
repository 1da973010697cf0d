#include "twicetold/text/json_writer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>

#include "tests/support/json.h"
#include "twicetold/base/random.h"

namespace twicetold {
namespace {

using Layout = JsonWriter::Layout;

std::string Write(Layout layout, const std::function<void(JsonWriter&)>& write) {
  std::ostringstream out;
  JsonWriter json(out, layout);
  write(json);
  return out.str();
}

std::string Quoted(std::string_view text) {
  return Write(Layout::kCompact, [&](JsonWriter& json) { json.String(text); });
}

void WriteSample(JsonWriter& json) {
  json.BeginObject();
  json.Field("name", "a");
  json.Key("span");
  json.BeginArray(true);
  json.Number(uint64_t{1});
  json.Number(uint64_t{22});
  json.EndArray();
  json.Key("empty");
  json.BeginArray();
  json.EndArray();
  json.Key("nothing");
  json.BeginObject();
  json.EndObject();
  json.Key("list");
  json.BeginArray();
  json.BeginObject();
  json.Field("yes", true);
  json.Field("no", false);
  json.EndObject();
  json.String("b");
  json.EndArray();
  json.EndObject();
}

TEST(JsonWriter, Indented) {
  EXPECT_EQ(Write(Layout::kIndented, WriteSample),
            "{\n"
            "  \"name\": \"a\",\n"
            "  \"span\": [1, 22],\n"
            "  \"empty\": [],\n"
            "  \"nothing\": {},\n"
            "  \"list\": [\n"
            "    {\n"
            "      \"yes\": true,\n"
            "      \"no\": false\n"
            "    },\n"
            "    \"b\"\n"
            "  ]\n"
            "}\n");
}

TEST(JsonWriter, Compact) {
  EXPECT_EQ(Write(Layout::kCompact, WriteSample),
            "{\"name\":\"a\",\"span\":[1,22],\"empty\":[],\"nothing\":{},"
            "\"list\":[{\"yes\":true,\"no\":false},\"b\"]}\n");
}

TEST(JsonWriter, AnObjectInsideALineStaysOnIt) {
  const std::string text = Write(Layout::kIndented, [](JsonWriter& json) {
    json.BeginArray(true);
    json.BeginObject();
    json.Field("a", uint64_t{1});
    json.Field("b", "c");
    json.EndObject();
    json.EndArray();
  });
  EXPECT_EQ(text, "[{\"a\": 1, \"b\": \"c\"}]\n");
}

TEST(JsonWriter, EscapesWhatMustBeAndNothingElse) {
  EXPECT_EQ(Quoted("plain ä 語 🌊 / '"), "\"plain ä 語 🌊 / '\"");
  EXPECT_EQ(Quoted("\"\\\n\r\t"), "\"\\\"\\\\\\n\\r\\t\"");
  EXPECT_EQ(Quoted(std::string_view("\0\x01\x1b\x1f\x7f", 5)),
            "\"\\u0000\\u0001\\u001b\\u001f\\u007f\"");
}

TEST(JsonWriter, WhatIsNoUtf8BecomesTheReplacementCharacter) {
  EXPECT_EQ(Quoted("a\xFFz"), "\"a\uFFFDz\"");
  EXPECT_EQ(Quoted("\xC3"), "\"\uFFFD\"");                                // cut short
  EXPECT_EQ(Quoted("\xC0\x80"), "\"\uFFFD\uFFFD\"");                      // overlong
  EXPECT_EQ(Quoted("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");            // a surrogate
  EXPECT_EQ(Quoted("\xF4\x90\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");  // above U+10FFFF
  EXPECT_EQ(Quoted("\xE0\x9F\xBF\xF0\x8F\xBF\xBF"),
            "\"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\"");
}

TEST(JsonWriter, AnyBytesGiveJsonThatReadsBack) {
  Random random(7);
  for (int round = 0; round < 500; ++round) {
    std::string bytes;
    // Half of the time bytes that are likely to stand next to each other in UTF-8.
    const bool wild = random.Below(2) == 0;
    for (uint64_t i = random.Below(40); i > 0; --i) {
      bytes += static_cast<char>(wild ? random.Below(256) : 0x80 + random.Below(128));
    }
    // The parser is strict about UTF-8 and control characters.
    EXPECT_NO_THROW(testing::Json(Quoted(bytes))) << round;
  }
}

TEST(JsonWriter, AsciiReadsBackAsItWas) {
  std::string all;
  for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
  EXPECT_EQ(testing::Json("[" + Quoted(all) + "]").Text("/0"), all);
}

TEST(JsonWriter, NumbersAreTheShortestThatReadBack) {
  const auto number = [](double value) {
    return Write(Layout::kCompact, [&](JsonWriter& json) { json.Number(value); });
  };
  EXPECT_EQ(number(0.0), "0");
  EXPECT_EQ(number(1.0), "1");
  EXPECT_EQ(number(0.1), "0.1");
  EXPECT_EQ(number(2.0 / 3.0), "0.6666666666666666");
  EXPECT_EQ(Write(Layout::kCompact,
                  [](JsonWriter& json) { json.Number(std::numeric_limits<uint64_t>::max()); }),
            "18446744073709551615");
  Random random(8);
  for (int i = 0; i < 1000; ++i) {
    const double value = random.Unit();
    EXPECT_EQ(std::stod(number(value)), value);
  }
}

}  // namespace
}  // namespace twicetold
