#include "twicetold/io/toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using Type = TomlValue::Type;

// The values at the top of what must be read.
std::vector<TomlValue> Values(std::string_view text) {
  const absl::StatusOr<Toml> toml = ReadToml(text);
  EXPECT_TRUE(toml.ok()) << toml.status();
  return toml.ok() ? toml->top.values : std::vector<TomlValue>();
}

std::string Trouble(std::string_view text) {
  const absl::StatusOr<Toml> toml = ReadToml(text);
  EXPECT_EQ(toml.status().code(), absl::StatusCode::kInvalidArgument) << text.substr(0, 100);
  return std::string(toml.status().message());
}

// `text` that many times.
std::string Repeated(std::string_view text, size_t times) {
  std::string result;
  for (size_t i = 0; i < times; ++i) result += text;
  return result;
}

TEST(ReadToml, EachTypeOfValue) {
  const std::vector<TomlValue> values = Values(
      "a = 'a \\ text'\n"
      "b = 12\n"
      "c = true\n"
      "d = [\"x\", 'y']\n"
      "e = false\n"
      "f = [1, 0.5]\n"
      "g = []\n");
  ASSERT_EQ(values.size(), 7U);
  const std::vector<Type> types = {Type::kText,   Type::kNumber, Type::kSwitch, Type::kList,
                                   Type::kSwitch, Type::kList,   Type::kList};
  for (size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(values[i].name, std::string(1, static_cast<char>('a' + i)));
    EXPECT_EQ(values[i].type, types[i]) << values[i].name;
    EXPECT_EQ(values[i].line, i + 1);
    EXPECT_EQ(values[i].column, 1U);
  }
  EXPECT_THAT(values[0].texts, ElementsAre("a \\ text"));
  EXPECT_THAT(values[1].texts, ElementsAre("12"));
  EXPECT_THAT(values[2].texts, ElementsAre("true"));
  EXPECT_THAT(values[3].texts, ElementsAre("x", "y"));
  EXPECT_THAT(values[4].texts, ElementsAre("false"));
  EXPECT_THAT(values[5].texts, ElementsAre("1", "0.5"));
  EXPECT_THAT(values[6].texts, IsEmpty());
}

TEST(ReadToml, ANumberKeepsWhatItMeans) {
  const auto number = [](const std::string& written) {
    const std::vector<TomlValue> values = Values("n = " + written);
    return values.size() == 1 && values[0].texts.size() == 1 ? values[0].texts[0] : "none";
  };
  EXPECT_EQ(number("0.123456789"), "0.123456789");
  EXPECT_EQ(number("-0.5"), "-0.5");
  EXPECT_EQ(number("1234567.5"), "1234567.5");
  EXPECT_EQ(number("1_000_000"), "1000000");
  EXPECT_EQ(number("0x1f"), "31");
  EXPECT_EQ(number("-9223372036854775808"), "-9223372036854775808");
  EXPECT_THAT(Trouble("n = 9223372036854775808"), StartsWith("line 1, column "));
}

TEST(ReadToml, TextsAndNamesInEveryWriting) {
  const std::vector<TomlValue> values = Values(
      "\xEF\xBB\xBF# a mark before, and lines that end as elsewhere\r\n"
      "  'zwölf Äpfel' = \"caf\\u00e9\\t\" # a remark\r\n"
      "lines = '''\nfirst\nsecond'''\n");
  ASSERT_EQ(values.size(), 2U);
  EXPECT_EQ(values[0].name, "lines");
  EXPECT_THAT(values[0].texts, ElementsAre("first\nsecond"));
  EXPECT_EQ(values[1].name, "zwölf Äpfel");
  EXPECT_THAT(values[1].texts, ElementsAre("café\t"));
  EXPECT_EQ(values[1].line, 2U);
  EXPECT_EQ(values[1].column, 3U);
}

TEST(ReadToml, NothingIsNothing) {
  EXPECT_THAT(Values(""), IsEmpty());
  EXPECT_THAT(Values("\n \n# only a remark"), IsEmpty());
}

TEST(ReadToml, ListsOfTablesKeepTheirOrder) {
  const absl::StatusOr<Toml> toml = ReadToml(
      "top = 1\n"
      "[[path]]\n"
      "match = 'b'\n"
      "[[other]]\n"
      "[[path]]\n"
      "match = 'a'\n"
      "ignore = true\n");
  ASSERT_TRUE(toml.ok()) << toml.status();
  EXPECT_EQ(toml->top.values.size(), 1U);
  ASSERT_EQ(toml->tables.size(), 2U);
  EXPECT_THAT(toml->tables.at("other")[0].values, IsEmpty());
  const std::vector<TomlTable>& paths = toml->tables.at("path");
  ASSERT_EQ(paths.size(), 2U);
  EXPECT_EQ(paths[0].line, 2U);
  EXPECT_THAT(paths[0].values[0].texts, ElementsAre("b"));
  EXPECT_EQ(paths[1].line, 5U);
  ASSERT_EQ(paths[1].values.size(), 2U);
  EXPECT_EQ(paths[1].values[0].name, "ignore");
  EXPECT_THAT(paths[1].values[1].texts, ElementsAre("a"));
  EXPECT_EQ(paths[1].values[1].line, 6U);
}

TEST(ReadToml, AListOfTablesInOneLineIsTheSame) {
  const absl::StatusOr<Toml> toml = ReadToml("path = [{match = 'a'}, {match = 'b', n = 1}]");
  ASSERT_TRUE(toml.ok()) << toml.status();
  EXPECT_THAT(toml->top.values, IsEmpty());
  ASSERT_EQ(toml->tables.at("path").size(), 2U);
  EXPECT_EQ(toml->tables.at("path")[1].values.size(), 2U);
}

TEST(ReadToml, WhatHasNoMeaningIsToldWithItsPlace) {
  EXPECT_THAT(Trouble("x = 1\n[check]\nmin-words = 9\n"),
              StartsWith("line 2, column 2: 'check' is a table; the only tables are [[check]]"));
  EXPECT_THAT(Trouble("a.b = 1"), StartsWith("line 1, column 1: 'a' is a table"));
  EXPECT_THAT(Trouble("a = {b = 1}"), StartsWith("line 1, column 1: 'a' is a table"));
  EXPECT_EQ(Trouble("\nday = 2005-05-27"),
            "line 2, column 7: 'day' is no text, number, true or false, or list");
  EXPECT_EQ(Trouble("a = ['x',\n  [1]]"),
            "line 2, column 3: the list 'a' holds what is no text or number");
  EXPECT_EQ(Trouble("a = [true]"),
            "line 1, column 6: the list 'a' holds what is no text or number");
  EXPECT_THAT(Trouble("path = [{match = 'x'}, 1]"),
              HasSubstr("the list 'path' holds what is no text or number"));
  EXPECT_EQ(Trouble("[[path]]\n[[path.sub]]\nx = 1"),
            "line 2, column 1: a table inside a table means nothing here");
  EXPECT_THAT(Trouble("[[path]]\n[path.sub]\nx = 1"),
              StartsWith("line 2, column 7: 'sub' is a table"));
}

TEST(ReadToml, WhatIsNoTomlIsToldWithItsPlace) {
  EXPECT_THAT(Trouble("a = 1\nb =\nc = 2\n"), StartsWith("line 2, column 4: "));
  EXPECT_THAT(Trouble("a = 1\na = 2\n"), StartsWith("line 2, column "));
  EXPECT_THAT(Trouble("a = 'open"), StartsWith("line 1, column "));
  EXPECT_THAT(Trouble("[[path"), StartsWith("line 1, column "));
  EXPECT_THAT(Trouble("just words"), StartsWith("line 1, column "));
  EXPECT_THAT(Trouble(std::string_view("a = 1\0b = 2", 11)), StartsWith("line 1, column "));
}

TEST(ReadToml, BrokenUtf8IsToldWithItsPlace) {
  EXPECT_THAT(Trouble("a = 1\nb = 'x\xFFy'\n"), StartsWith("line 2, column "));
  EXPECT_THAT(Trouble("# cut \xE2\x82"), StartsWith("line 1, column "));
  EXPECT_THAT(Trouble("# a lone surrogate \xED\xA0\x80\n"), StartsWith("line 1, column "));
}

TEST(ReadToml, ManyValuesAreRead) {
  constexpr size_t kMany = 50000;
  std::string text;
  for (size_t i = 0; i < kMany; ++i) text += "key-" + std::to_string(i) + " = 'value'\n";
  EXPECT_EQ(Values(text).size(), kMany);
  const std::vector<TomlValue> list = Values("l = [\n" + Repeated("'docs/*.md',\n", kMany) + "]");
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].texts.size(), kMany);
  EXPECT_EQ(Values("t = '" + std::string(1000000, 'x') + "'")[0].texts[0].size(), 1000000U);
}

TEST(ReadToml, DeepNestingIsTrouble) {
  EXPECT_THAT(Trouble("a = " + std::string(500000, '[')), StartsWith("line 1, column "));
  EXPECT_THAT(Trouble("a = " + Repeated("{a = ", 200000)), StartsWith("line 1, column "));
  EXPECT_EQ(Trouble("x = 1\n[a" + Repeated(".a", 500000) + "]\n"),
            "line 2: has more than 1000 dots; write a long list over several lines");
  EXPECT_THAT(Trouble("a" + Repeated(" . 'b'", 500000) + " = 1"), StartsWith("line 1: "));
  EXPECT_THAT(Trouble("[a" + Repeated(".a", 1000) + "]\n"), HasSubstr("'a' is a table"));
}

// As deep as the limits let keys and values be, one in the other.
TEST(ReadToml, TheDeepestThatIsParsedIsDestroyedToo) {
  const std::string key = "a" + Repeated(".a", 1000);
  const std::string level = "{" + key + " = [\n";
  const std::string closing = "]}";
  const std::string text =
      "[" + key + "]\n" + key + " = [\n" + Repeated(level, 7) + Repeated(closing, 7) + "]\n";
  EXPECT_THAT(Trouble(text), HasSubstr("'a' is a table"));
}

}  // namespace
}  // namespace twicetold
