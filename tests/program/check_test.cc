// twicetold check: exit statuses, inputs of every kind, and the same findings however it is run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kTwice =
    "The lighthouse keeper counted nine ships before the fog came in.\n"
    "\n"
    "He wrote it down.\n"
    "\n"
    "In the end the lighthouse keeper counted nine ships before the fog came in.\n";
constexpr std::string_view kClean = "A short note without any repeat at all.\n";

std::string LineEnds(std::string_view text, std::string_view line_end) {
  std::string changed;
  for (const char c : text) {
    if (c == '\n') {
      changed += line_end;
    } else {
      changed += c;
    }
  }
  return changed;
}

class CheckTest : public ::testing::Test {
 protected:
  CheckTest() {
    folder_.Write("twice.txt", kTwice);
    folder_.Write("clean.txt", kClean);
  }
  FreshFolder folder_;
};

TEST_F(CheckTest, StatusSaysWhetherSomethingIsRepeated) {
  EXPECT_EQ(RunTwicetold({"check", "clean.txt"}).status, 0);
  EXPECT_EQ(RunTwicetold({"check", "twice.txt"}).status, 1);
  EXPECT_EQ(RunTwicetold({"check", "--exit-zero", "twice.txt"}).status, 0);
  EXPECT_EQ(RunTwicetold({"check", "missing.txt"}).status, 2);
  EXPECT_EQ(RunTwicetold({"check", "--exit-zero", "missing.txt"}).status, 2);
}

TEST_F(CheckTest, VectorInstructionsChangeNothing) {
  const std::string best = RunTwicetold({"check", "--format", "json", "twice.txt"}).out;
  const ProgramResult scalar =
      RunTwicetold({"check", "--format", "json", "--simd", "scalar", "--verbose", "twice.txt"});
  EXPECT_EQ(scalar.out, best);
  EXPECT_THAT(scalar.err, HasSubstr(" on scalar\n"));
  const ProgramResult wrong = RunTwicetold({"check", "--simd", "abacus", "twice.txt"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--simd: this machine cannot run SIMD target 'abacus'"));
  EXPECT_THAT(wrong.err, HasSubstr("scalar"));
}

TEST_F(CheckTest, AMissingFileHarmsNoOther) {
  const ProgramResult result = RunTwicetold({"check", "missing.txt", "twice.txt", "gone.txt"});
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.err,
            "twicetold check: missing.txt: no such file; check the path\n"
            "twicetold check: gone.txt: no such file; check the path\n");
  EXPECT_THAT(result.out, HasSubstr("1 passage stands more than once: 11 words are told again"));
  EXPECT_THAT(result.out, HasSubstr("twice.txt:5:12"));
  EXPECT_THAT(result.out, HasSubstr("Note: 2 inputs could not be read; the messages name them."));
}

TEST_F(CheckTest, SkipBadNamesWhatIsBadAndGoesByTheRest) {
  const ProgramResult found = RunTwicetold({"check", "--skip-bad", "missing.txt", "twice.txt"});
  EXPECT_EQ(found.status, 1);
  EXPECT_THAT(found.err, StartsWith("twicetold check: missing.txt: no such file"));
  EXPECT_EQ(RunTwicetold({"check", "--skip-bad", "missing.txt", "clean.txt"}).status, 0);
}

TEST_F(CheckTest, WhatCouldNotBeReadIsInTheJsonToo) {
  const ProgramResult result =
      RunTwicetold({"check", "missing.txt", "clean.txt", "--format", "json"});
  EXPECT_EQ(result.status, 2);
  const Json json(result.out);
  ASSERT_EQ(json.Size("/skipped"), 1U);
  EXPECT_EQ(json.Text("/skipped/0/name"), "missing.txt");
  EXPECT_EQ(json.Text("/skipped/0/reason"), "no such file; check the path");
  EXPECT_EQ(json.Number("/summary/skipped"), 1U);
  EXPECT_EQ(json.Number("/summary/documents"), 1U);
}

TEST_F(CheckTest, StandardInputIsADocumentCalledDash) {
  ProgramOptions options;
  options.input = kTwice;
  const ProgramResult result = RunTwicetold({"check", "-"}, options);
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, HasSubstr("-:1:1  line 1, paragraph 1"));
  options.input = "{\"id\": \"a\", \"text\": \"one two\"}\n";
  const ProgramResult records =
      RunTwicetold({"check", "-", "--input-format", "jsonl", "--format", "json"}, options);
  EXPECT_EQ(Json(records.out).Text("/documents/0/name"), "-#a");
}

TEST_F(CheckTest, AFolderIsWalked) {
  folder_.Write("docs/a.md", "# Title\n\nNine ships were counted by a keeper of the light.\n");
  folder_.Write("docs/deep/b.txt", "And nine ships were counted by a keeper of the light, too.\n");
  folder_.Write("docs/.hidden.txt", kTwice);
  folder_.Write("docs/picture.bin", "no text");
  const ProgramResult result = RunTwicetold({"check", "docs", "--format", "json"});
  EXPECT_EQ(result.status, 1) << result.err;
  const Json json(result.out);
  ASSERT_EQ(json.Size("/documents"), 2U);
  EXPECT_EQ(json.Text("/documents/0/name"), "docs/a.md");
  EXPECT_EQ(json.Text("/documents/1/name"), "docs/deep/b.txt");
  EXPECT_EQ(json.Number("/repeats/0/words"), 10U);
}

TEST_F(CheckTest, AFolderOfNoTextIsTrouble) {
  folder_.Write("empty/readme.pdf", "x");
  const ProgramResult result = RunTwicetold({"check", "empty"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("twicetold check: empty: no .txt, .md, .html or .jsonl file"));
}

TEST_F(CheckTest, SameBytesForAnyNumberOfThreads) {
  for (const char* const format : {"json", "jsonl", "text"}) {
    std::vector<std::string> arguments = {"check",       SourceTree("samples").string(),
                                          "--format",    format,
                                          "--min-words", "5",
                                          "--threads",   "1"};
    const ProgramResult one = RunTwicetold(arguments);
    arguments.back() = "8";
    const ProgramResult eight = RunTwicetold(arguments);
    EXPECT_EQ(one.status, 1);
    EXPECT_GT(one.out.size(), 1000U);
    EXPECT_TRUE(one.out == eight.out) << format;
  }
}

TEST_F(CheckTest, SameFindingsForLfCrlfAndCr) {
  const std::string story = ReadWhole(SourceTree("samples/harbour-story.txt"));
  // Lines and columns are the same for any line end; offsets are not.
  const std::set<std::string> offsets = {"bytes", "chars", "utf16"};
  folder_.Write("story.txt", story);
  const ProgramResult lf = RunTwicetold({"check", "story.txt", "--format", "json"});
  ASSERT_EQ(lf.status, 1);
  for (const std::string_view line_end : {"\r\n", "\r"}) {
    folder_.Write("story.txt", LineEnds(story, line_end));
    const ProgramResult other = RunTwicetold({"check", "story.txt", "--format", "json"});
    EXPECT_EQ(Json(lf.out).Without(offsets), Json(other.out).Without(offsets));
    EXPECT_EQ(lf.out == other.out, line_end == "\r");
  }
}

TEST_F(CheckTest, ReferencesToTheSameWordsHaveOneFingerprint) {
  folder_.Write("moved.txt", "New first lines.\n\nThey move the rest.\n\n" + std::string(kTwice));
  const Json before(RunTwicetold({"check", "twice.txt", "--format", "json"}).out);
  const Json after(RunTwicetold({"check", "moved.txt", "--format", "json"}).out);
  EXPECT_EQ(before.Text("/repeats/0/fingerprint"), after.Text("/repeats/0/fingerprint"));
  EXPECT_NE(before.Number("/repeats/0/occurrences/0/span/lines/0"),
            after.Number("/repeats/0/occurrences/0/span/lines/0"));
}

TEST_F(CheckTest, ParametersChangeWhatIsFound) {
  EXPECT_EQ(RunTwicetold({"check", "twice.txt", "--min-words", "11"}).status, 1);
  EXPECT_EQ(RunTwicetold({"check", "twice.txt", "--min-words", "12"}).status, 0);
  EXPECT_EQ(RunTwicetold({"check", "--min-words=12", "--min-words=11", "twice.txt"}).status, 1)
      << "the last of two counts";
}

TEST_F(CheckTest, WhatASketchFoundIsSaid) {
  const Json json(
      RunTwicetold({"check", "twice.txt", "--exhaustive-limit", "0", "--format", "json"}).out);
  EXPECT_TRUE(json.Bool("/summary/limits/sketched_paragraphs"));
}

TEST_F(CheckTest, AFileNamedTwiceIsReadOnce) {
  const Json json(RunTwicetold({"check", "twice.txt", "twice.txt", "--format", "json"}).out);
  EXPECT_EQ(json.Number("/summary/documents"), 1U);
  EXPECT_EQ(json.Number("/summary/repeats"), 1U);
}

TEST_F(CheckTest, AFileWhoseNameBeginsWithADash) {
  folder_.Write("-x.txt", kTwice);
  const ProgramResult result = RunTwicetold({"check", "--", "-x.txt"});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, Not(HasSubstr("unknown option")));
}

}  // namespace
}  // namespace twicetold::testing
