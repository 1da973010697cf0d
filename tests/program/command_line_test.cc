// What is said to a person who asks for help, or who mistypes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

size_t LongestLine(const std::string& text) {
  std::istringstream lines(text);
  size_t longest = 0;
  for (std::string line; std::getline(lines, line);) longest = std::max(longest, line.size());
  return longest;
}

TEST(CommandLine, HelpIsGivenByEveryName) {
  const ProgramResult help = RunTwicetold({"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_EQ(help.err, "");
  EXPECT_THAT(help.out, StartsWith("twicetold finds text told twice"));
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{}, {"-h"}, {"help"}}) {
    EXPECT_EQ(RunTwicetold(arguments).out, help.out);
  }
  EXPECT_LE(LongestLine(help.out), 80U);
}

TEST(CommandLine, EachCommandHasHelpWithExamples) {
  for (const std::string command : {"check", "compare", "recipe"}) {
    const ProgramResult help = RunTwicetold({command, "--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT_THAT(help.out, StartsWith("Usage: twicetold " + command + " [options] "));
    EXPECT_THAT(help.out, HasSubstr("\nExamples:\n  "));
    EXPECT_THAT(help.out, HasSubstr("--min-words N\n"));
    EXPECT_THAT(help.out, HasSubstr("Exit status: 0"));
    EXPECT_EQ(RunTwicetold({"help", command}).out, help.out);
    EXPECT_EQ(RunTwicetold({command, "no-such-file", "-h"}).out, help.out);
    EXPECT_LE(LongestLine(help.out), 80U) << command;
    EXPECT_THAT(RunTwicetold({}).out, HasSubstr("\n  " + command + " "));
  }
}

TEST(CommandLine, VersionIsOneLine) {
  const ProgramResult result = RunTwicetold({"--version"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, MatchesRegex("twicetold [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

// Trouble is one line on the error stream and nothing on the other.
void ExpectMessage(const std::vector<std::string>& arguments, const std::string& message) {
  const ProgramResult result = RunTwicetold(arguments);
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.err, message + "\n");
  EXPECT_EQ(result.out, "");
}

TEST(CommandLine, MistypedNamesAreSuggested) {
  ExpectMessage({"chek", "x.txt"}, "twicetold: no command called chek; did you mean check?");
  ExpectMessage({"dissolve"}, "twicetold: no command called dissolve; see `twicetold --help`");
  ExpectMessage({"check", "--min-wrds", "5", "x.txt"},
                "twicetold check: unknown option --min-wrds; did you mean --min-words?");
  ExpectMessage({"check", "--quux", "x.txt"},
                "twicetold check: unknown option --quux; see `twicetold check --help`");
  ExpectMessage({"--verbose"},
                "twicetold: unknown option --verbose; it belongs to check, compare and dedup");
  ExpectMessage({"--versoin"}, "twicetold: unknown option --versoin; did you mean --version?");
  ExpectMessage({"recipe", "--exit-zero"},
                "twicetold recipe: unknown option --exit-zero; it belongs to check");
  ExpectMessage({"check", "--format", "josn", "x.txt"},
                "twicetold check: --format josn: must be one of text, json, jsonl, html, sarif, "
                "gitlab, csv, markdown; did you mean "
                "json?");
  ExpectMessage({"check", "--encoding", "utf-88", "x.txt"},
                "twicetold check: --encoding utf-88: must be one of detect, utf-8, utf-16le, "
                "utf-16be, windows-1252, latin-1; did you mean utf-8?");
  ExpectMessage({"generate", "fisch"},
                "twicetold generate: fisch: must be one of man, bash, zsh, fish; did you mean "
                "fish?");
  ExpectMessage({"check", "--quiet", "--verbose", "x.txt"},
                "twicetold check: --quiet and --verbose exclude each other; give one of them");
  ExpectMessage({"help", "nothing"},
                "twicetold: no command called nothing; see `twicetold --help`");
}

TEST(CommandLine, WrongNumbersOfArguments) {
  ExpectMessage({"check"},
                "twicetold check: too few arguments; it takes INPUT...; see `twicetold check "
                "--help`");
  ExpectMessage({"compare", "a", "b", "c"},
                "twicetold compare: too many arguments; it takes A B; see `twicetold compare "
                "--help`");
}

TEST(CommandLine, ValuesOutOfRangeNameTheFlagAndTheRange) {
  ExpectMessage({"check", "--min-words", "0", "x.txt"},
                "twicetold check: --min-words 0: must be at least 1");
  ExpectMessage({"check", "--min-words", "-3", "x.txt"},
                "twicetold check: --min-words: '-3' is not a whole number of at least 0");
  ExpectMessage({"check", "--threshold", "1.5", "x.txt"},
                "twicetold check: --threshold 1.5: must be above 0 and at most 1");
  ExpectMessage({"check", "--format", "xml", "x.txt"},
                "twicetold check: --format xml: must be one of text, json, jsonl, html, "
                "sarif, gitlab, csv, markdown");
  ExpectMessage({"compare", "--format", "jsonl", "a", "b"},
                "twicetold compare: --format jsonl: must be one of text, json; did you mean json?");
  ExpectMessage({"check", "--width", "10", "x.txt"},
                "twicetold check: --width 10: must be a whole number of at least 40");
  ExpectMessage({"check", "--threads", "0", "x.txt"},
                "twicetold check: --threads 0: must be a whole number from 1 to 1024");
  ExpectMessage({"check", "--color", "blue", "x.txt"},
                "twicetold check: --color blue: must be one of auto, always, never");
  ExpectMessage({"check", "--max-document-bytes", "99999999999G", "x.txt"},
                "twicetold check: --max-document-bytes 99999999999G: must be a number of bytes, or "
                "one with K, M or G after it");
}

TEST(CommandLine, SignatureSizeOutOfRangeNamesItsFlag) {
  const ProgramResult result = RunTwicetold({"check", "--signature-size", "0", "x.txt"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, StartsWith("twicetold check: --signature-size 0: "));
}

}  // namespace
}  // namespace twicetold::testing
