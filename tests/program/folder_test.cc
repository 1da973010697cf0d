// A folder as input: which of its files are read, and what their authors mark in them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kSentence =
    "The lighthouse keeper counted nine ships before the fog came in.\n";

// How many documents a check of `docs` with these options reads.
uint64_t DocumentsRead(const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"check", "docs", "--format", "json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const ProgramResult result = RunTwicetold(arguments);
  EXPECT_EQ(result.err, "");
  return Json(result.out).Number("/summary/documents");
}

TEST(Folder, IgnoreFilesAndPatternsChooseItsFiles) {
  const FreshFolder folder;
  folder.Write(".git/info/exclude", "secret.txt\n");
  folder.Write(".gitignore", "build/\n");
  folder.Write("docs/.twicetoldignore", "*.html\n");
  for (const std::string_view name :
       {"a.md", "b.txt", "c.html", "secret.txt", "d.tex", "build/e.txt", "old/f.txt"}) {
    folder.Write("docs/" + std::string(name), kSentence);
  }
  EXPECT_EQ(DocumentsRead({}), 3U);
  EXPECT_EQ(DocumentsRead({"--no-ignore"}), 6U);
  EXPECT_EQ(DocumentsRead({"--exclude-files", "old"}), 2U);
  EXPECT_EQ(DocumentsRead({"--exclude-files", "old", "--exclude-files=*.md"}), 1U);
  EXPECT_EQ(DocumentsRead({"--include", "*.tex", "--include", "*.html", "--no-ignore"}), 2U);
  EXPECT_EQ(
      RunTwicetold({"check", "docs", "--exclude-files", "old", "--exclude-files", "a.md"}).status,
      0);
}

TEST(Folder, SaysWhenPatternsLeaveNothing) {
  const FreshFolder folder;
  folder.Write("docs/a.txt", kSentence);
  ProgramResult result = RunTwicetold({"check", "docs", "--include", "*.md"});
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(
      result.err,
      "twicetold check: docs: no file in this folder that --include matches (1 left out by "
      "patterns or ignore files); check the patterns, or give --no-ignore to read what ignore "
      "files leave out\n");
  result = RunTwicetold({"check", "docs", "--include", "[a"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("--include \"[a\" is broken off"));
}

}  // namespace
}  // namespace twicetold::testing
