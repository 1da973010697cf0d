// The man page and the completions: nothing that --help knows is missing in any, and the programs
// they are for take them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::HasSubstr;

const std::vector<std::string> kCommands = {"check", "compare", "dedup", "recipe", "generate"};

std::string Generated(const std::string& what) { return RunTwicetold({"generate", what}).out; }

// The flags that a command's help lists, without the dashes.
std::vector<std::string> FlagsOf(const std::string& command) {
  const std::string help = RunTwicetold({command, "--help"}).out;
  static const std::regex flag("\n  --([a-z-]+)");
  std::vector<std::string> flags;
  for (std::sregex_iterator i(help.begin(), help.end(), flag), end; i != end; ++i) {
    flags.push_back((*i)[1]);
  }
  EXPECT_FALSE(flags.empty()) << command;
  return flags;
}

// What a shell command prints, its errors too.
std::string Shell(const std::string& command) {
  EXPECT_NE(std::system(("{ " + command + "; } > printed 2>&1").c_str()), -1);
  return ReadWhole("printed");
}

bool Installed(const std::string& program) {
  return std::system(("command -v " + program + " > installed").c_str()) == 0;
}

class GenerateTest : public ::testing::Test {
 protected:
  FreshFolder folder_;
};

TEST_F(GenerateTest, TheManPageHasAllCommandsAndFlags) {
  const std::string page = Generated("man");
  for (size_t i = 0; i < kCommands.size(); ++i) {
    const size_t begin = page.find("\n.SS " + kCommands[i] + "\n");
    ASSERT_NE(begin, std::string::npos) << kCommands[i];
    const std::string section = page.substr(begin + 1, page.find("\n.S", begin + 1) - begin);
    for (std::string flag : FlagsOf(kCommands[i])) {
      flag = std::regex_replace(flag, std::regex("-"), "\\-");
      EXPECT_THAT(section, HasSubstr("\\fB\\-\\-" + flag + "\\fR")) << kCommands[i];
    }
  }
  if (!Installed("groff")) GTEST_SKIP() << "groff is not installed; the page was not set";
  folder_.Write("twicetold.1", page);
  EXPECT_EQ(Shell("groff -man -Tutf8 -ww twicetold.1 > set"), "");
}

// What real bash offers for the last of `words`, one a line.
std::string BashOffers(const std::string& words) {
  return Shell("bash -c 'source ./script; COMP_WORDS=(" + words +
               "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _twicetold; "
               "printf \"%s\\n\" \"${COMPREPLY[@]}\"'");
}

TEST_F(GenerateTest, BashCompletes) {
  folder_.Write("script", Generated("bash"));
  folder_.Write("draft two.txt", "");
  EXPECT_EQ(BashOffers("twicetold \"\""),
            "check\ncompare\ndedup\nrecipe\ngenerate\nhelp\n--help\n--version\n");
  EXPECT_EQ(BashOffers("twicetold comp"), "compare\n");
  for (const std::string& command : kCommands) {
    const std::string offered = "\n" + BashOffers("twicetold " + command + " --");
    for (const std::string& flag : FlagsOf(command)) {
      EXPECT_THAT(offered, HasSubstr("\n--" + flag + "\n")) << command;
    }
  }
  EXPECT_EQ(BashOffers("twicetold check --format js"), "json\njsonl\n");
  EXPECT_EQ(BashOffers("twicetold check --format = js"), "json\njsonl\n");
  EXPECT_EQ(BashOffers("twicetold check --format ="),
            "text\njson\njsonl\nhtml\nsarif\ngitlab\ncsv\nmarkdown\n");
  EXPECT_EQ(BashOffers("twicetold check --recipe d"), "draft\ndraft two.txt\n");
  EXPECT_EQ(BashOffers("twicetold check x dr"), "draft two.txt\n");
  EXPECT_EQ(BashOffers("twicetold check -- --f"), "\n");
  EXPECT_EQ(BashOffers("twicetold check --width \"\""), "\n");
  EXPECT_EQ(BashOffers("twicetold generate f"), "fish\n");
  EXPECT_EQ(BashOffers("twicetold help re"), "recipe\n");
}

TEST_F(GenerateTest, ZshHasAllFlags) {
  const std::string script = Generated("zsh");
  for (const std::string& command : kCommands) {
    const size_t begin = script.find("\n        " + command + ")\n");
    ASSERT_NE(begin, std::string::npos) << command;
    const std::string part = script.substr(begin, script.find(";;", begin) - begin);
    for (const std::string& flag : FlagsOf(command)) {
      EXPECT_TRUE(part.find("'--" + flag + "=[") != std::string::npos ||
                  part.find("'--" + flag + "[") != std::string::npos)
          << command << " --" << flag;
    }
  }
  EXPECT_THAT(script, HasSubstr(":FORMAT:(text json jsonl html sarif gitlab csv markdown)'"));
  if (!Installed("zsh")) GTEST_SKIP() << "zsh is not installed; the script was not parsed";
  folder_.Write("script", script);
  EXPECT_EQ(Shell("zsh -n script"), "");
}

TEST_F(GenerateTest, FishHasAllFlags) {
  const std::string script = Generated("fish");
  for (const std::string& command : kCommands) {
    for (const std::string& flag : FlagsOf(command)) {
      EXPECT_THAT(script, HasSubstr("_from " + command + "' -l " + flag + " ")) << command;
    }
  }
  if (!Installed("fish")) GTEST_SKIP() << "fish is not installed; the script was not run";
  folder_.Write("script", script);
  const auto offers = [](const std::string& line) {
    return Shell("HOME=$PWD fish -c 'source ./script; complete -C \"" + line + "\"'");
  };
  EXPECT_THAT(offers("twicetold comp"), HasSubstr("compare\t"));
  EXPECT_THAT(offers("twicetold check --form"), HasSubstr("--format\t"));
  EXPECT_THAT(offers("twicetold check --format jsonl"), HasSubstr("jsonl"));
}

}  // namespace
}  // namespace twicetold::testing
