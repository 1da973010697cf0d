#include "twicetold/cli/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/commands.h"
#include "twicetold/cli/program.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/json.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Invocation With(const std::string& flag, const std::string& value) {
  return Invocation{"check", {}, {{flag, value}}};
}

// The message that a flag's value gives, empty when it is taken.
template <typename Read>
std::string Trouble(Read read, const std::string& flag, const std::string& value) {
  return std::string(read(With(flag, value)).status().message());
}

TEST(ReadOptions, DefaultsAndEveryFlag) {
  const auto defaults = ReadOptionsOf(Invocation{"check", {}, {}});
  ASSERT_TRUE(defaults.ok());
  EXPECT_EQ(defaults->format, Format::kDetect);
  EXPECT_EQ(defaults->text_field, "text");
  EXPECT_EQ(defaults->max_document_bytes, uint64_t{64} << 20);
  EXPECT_EQ(defaults->date_field, "date");
  EXPECT_EQ(defaults->source_field, "source");
  EXPECT_EQ(defaults->series_field, "");
  EXPECT_TRUE(defaults->walk.use_ignore_files);
  EXPECT_TRUE(defaults->walk.include.empty());
  EXPECT_TRUE(defaults->walk.exclude.empty());
  const auto options = ReadOptionsOf(Invocation{"check",
                                                {},
                                                {{"input-format", "html"},
                                                 {"date-field", "when"},
                                                 {"source-field", "who"},
                                                 {"series-field", "story"},
                                                 {"no-ignore", "true"},
                                                 {"encoding", "latin-1"},
                                                 {"text-field", "body"},
                                                 {"id-field", "guid"},
                                                 {"max-document-bytes", "3M"}}});
  ASSERT_TRUE(options.ok());
  EXPECT_EQ(options->format, Format::kHtml);
  EXPECT_EQ(options->encoding, Encoding::kLatin1);
  EXPECT_EQ(options->text_field, "body");
  EXPECT_EQ(options->id_field, "guid");
  EXPECT_EQ(options->date_field, "when");
  EXPECT_EQ(options->source_field, "who");
  EXPECT_EQ(options->series_field, "story");
  EXPECT_FALSE(options->walk.use_ignore_files);
  EXPECT_EQ(options->max_document_bytes, uint64_t{3} << 20);
}

TEST(ReadOptions, Patterns) {
  Invocation invocation{"check", {}, {}};
  invocation.repeated["include"] = {"*.tex", "/old/"};
  invocation.repeated["exclude-files"] = {"!x"};
  const auto options = ReadOptionsOf(invocation);
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->walk.include, invocation.repeated["include"]);
  EXPECT_EQ(options->walk.exclude, invocation.repeated["exclude-files"]);
  for (const std::string pattern : {"", "!", "/", "[a", "a\\"}) {
    Invocation broken{"check", {}, {}};
    broken.repeated["exclude-files"] = {"*.md", pattern};
    EXPECT_THAT(std::string(ReadOptionsOf(broken).status().message()),
                StartsWith("--exclude-files \"" + pattern + "\" "));
  }
}

TEST(ReadOptions, Sizes) {
  const auto size = [](const std::string& text) {
    return ReadOptionsOf(With("max-document-bytes", text));
  };
  const std::vector<std::pair<std::string, uint64_t>> good = {
      {"0", 0},     {"17", 17},        {"2K", 2048},
      {"2k", 2048}, {"1G", 1U << 30U}, {"18446744073709551615", UINT64_MAX}};
  for (const auto& [text, bytes] : good) {
    ASSERT_TRUE(size(text).ok()) << text;
    EXPECT_EQ(size(text)->max_document_bytes, bytes) << text;
  }
  for (const char* const text :
       {"", "K", "-1", "1T", "1.5M", "1 M", "1MB", "18446744073709551616", "17179869184G"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(size(text).status())) << text;
    EXPECT_THAT(std::string(size(text).status().message()),
                StartsWith("--max-document-bytes " + std::string(text) + ": must be"));
  }
}

TEST(ReadOptions, UnknownNamesListTheChoices) {
  EXPECT_THAT(Trouble(ReadOptionsOf, "input-format", "pdf"), HasSubstr("markdown"));
  EXPECT_THAT(Trouble(ReadOptionsOf, "encoding", "klingon"), HasSubstr("utf-16le"));
}

TEST(TextStyle, ColourAndWidth) {
  Surroundings terminal;
  terminal.colour = true;
  terminal.width = 132;
  Surroundings pipe;
  const Invocation plain{"check", {}, {}};
  EXPECT_TRUE(TextStyleOf(plain, terminal)->colour);
  EXPECT_EQ(TextStyleOf(plain, terminal)->width, 132U);
  EXPECT_FALSE(TextStyleOf(plain, pipe)->colour);
  EXPECT_EQ(TextStyleOf(plain, pipe)->width, 80U);
  EXPECT_TRUE(TextStyleOf(With("color", "always"), pipe)->colour);
  EXPECT_FALSE(TextStyleOf(With("color", "never"), terminal)->colour);
  EXPECT_EQ(TextStyleOf(With("width", "40"), pipe)->width, 40U);
  for (const char* const width : {"39", "0", "-80", "wide", ""}) {
    EXPECT_TRUE(absl::IsInvalidArgument(TextStyleOf(With("width", width), pipe).status())) << width;
  }
  EXPECT_TRUE(absl::IsInvalidArgument(TextStyleOf(With("color", "red"), pipe).status()));
}

TEST(Threads, FromTheFlagOrTheSurroundings) {
  Surroundings surroundings;
  surroundings.threads = 6;
  EXPECT_EQ(*ThreadsOf(Invocation{"check", {}, {}}, surroundings), 6);
  EXPECT_EQ(*ThreadsOf(With("threads", "1024"), surroundings), 1024);
  for (const char* const threads : {"0", "1025", "-1", "two", "99999999999999999999"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ThreadsOf(With("threads", threads), surroundings).status()))
        << threads;
  }
}

TEST(OutputFormat, OneOfThoseGiven) {
  EXPECT_EQ(*OutputFormatOf(Invocation{"check", {}, {}}, {"text", "json"}), "text");
  EXPECT_EQ(*OutputFormatOf(With("format", "json"), {"text", "json"}), "json");
  EXPECT_EQ(OutputFormatOf(With("format", "yaml"), {"text", "json"}).status().message(),
            "--format yaml: must be one of text, json");
}

TEST(RecipeFlags, OneAParameterAndEachIsRead) {
  std::set<std::string> names;
  for (const Flag& flag : RecipeFlags()) names.insert(flag.name);
  EXPECT_EQ(names.size(), Parameters().size() + 1);
  for (const Parameter& parameter : Parameters()) {
    std::string flag(parameter.name);
    for (char& c : flag) c = c == '_' ? '-' : c;
    EXPECT_TRUE(names.contains(flag));
    const auto recipe = RecipeOf(With(flag, parameter.is_text ? "classic" : "1"));
    // One is a value in range for nearly all; the message of the others names the flag.
    if (!recipe.ok()) {
      EXPECT_THAT(std::string(recipe.status().message()), StartsWith("--" + flag + " 1: "));
    } else {
      EXPECT_EQ(parameter.get(*recipe), parameter.is_text ? "classic" : "1");
    }
  }
}

TEST(RecipeFrom, PresetsAndFiles) {
  EXPECT_EQ(RecipeFrom("corpus")->preset, "corpus");
  Recipe recipe;
  recipe.passages.min_words = 6;
  recipe.sketch.method = SketchMethod::kClassic;
  recipe.hash_seed = UINT64_MAX;
  const std::string path =
      (std::filesystem::temp_directory_path() / "twicetold-options-test.json").string();
  std::ofstream(path) << [&] {
    std::ostringstream json;
    WriteJson(recipe, json);
    return json.str();
  }();
  const auto read = RecipeFrom(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(read.ok()) << read.status().message();
  EXPECT_EQ(read->Fingerprint(), recipe.Fingerprint());
  EXPECT_EQ(read->preset, path);
  EXPECT_TRUE(absl::IsNotFound(RecipeFrom(path).status()));
}

TEST(RunProgram, WritesToTheStreamsItIsGiven) {
  std::ostringstream out;
  std::ostringstream err;
  Surroundings surroundings;
  surroundings.out = &out;
  surroundings.err = &err;
  EXPECT_EQ(RunProgram({"--version"}, surroundings), kClean);
  EXPECT_THAT(out.str(), StartsWith("twicetold "));
  EXPECT_EQ(RunProgram({"check", "\x1b[2J"}, surroundings), kTrouble);
  EXPECT_EQ(err.str(), "twicetold check: \uFFFD[2J: no such file; check the path\n");
}

TEST(RunProgram, AStreamThatFailedIsTrouble) {
  std::ostringstream out;
  std::ostringstream err;
  out.setstate(std::ios::badbit);
  Surroundings surroundings;
  surroundings.out = &out;
  surroundings.err = &err;
  EXPECT_EQ(RunProgram({"help"}, surroundings), kTrouble);
  EXPECT_THAT(err.str(), HasSubstr("could not be written"));
}

}  // namespace
}  // namespace twicetold
