// The README tells the truth: its commands run as written and print what it shows.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

// A command of a "console" block, and what the block shows it print.
struct Shown {
  std::vector<std::string> command;
  std::string output;
};

std::vector<std::string> SplitAtSpaces(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::vector<Shown> ConsoleBlocks(const std::string& markdown) {
  std::istringstream stream(markdown);
  std::vector<Shown> shown;
  bool inside = false;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("```")) {
      inside = line == "```console";
    } else if (inside && line.starts_with("$ ")) {
      shown.push_back(Shown{SplitAtSpaces(line.substr(2)), ""});
    } else if (inside) {
      shown.back().output += line + "\n";
    }
  }
  return shown;
}

class ReadmeTest : public ::testing::Test {
 protected:
  ReadmeTest() : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(SourceTree(""));
  }
  ~ReadmeTest() override { std::filesystem::current_path(before_); }

  const std::string readme_ = ReadWhole(SourceTree("README.md"));

 private:
  const std::filesystem::path before_;
};

TEST_F(ReadmeTest, ConsoleBlocksPrintWhatTheyShow) {
  const std::vector<Shown> blocks = ConsoleBlocks(readme_);
  ASSERT_EQ(blocks.size(), 2U) << "a first command that shows a result, and the tests";
  size_t compared = 0;
  for (const Shown& shown : blocks) {
    const std::filesystem::path script = shown.command.at(0);
    const auto permissions = std::filesystem::status(script).permissions();
    EXPECT_NE(permissions & std::filesystem::perms::owner_exec, std::filesystem::perms::none)
        << script << " can't be run";
    if (script != "tools/run") continue;
    // tools/run builds the program, then runs it with the same arguments.
    const ProgramResult result = RunTwicetold({shown.command.begin() + 1, shown.command.end()});
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.status, 1) << "a sample that repeats itself";
    // The README leaves out the blank line at the end.
    EXPECT_EQ(result.out, shown.output + (result.out.ends_with("\n\n") ? "\n" : ""));
    ++compared;
  }
  EXPECT_EQ(compared, 1U);
}

TEST_F(ReadmeTest, LinksLeadToFiles) {
  const std::regex link(R"(\]\(([^)#:]+)\))");
  size_t links = 0;
  for (std::sregex_iterator found(readme_.begin(), readme_.end(), link), end; found != end;
       ++found, ++links) {
    EXPECT_TRUE(std::filesystem::exists((*found)[1].str())) << (*found)[1].str();
  }
  EXPECT_GE(links, 8U);
}

TEST_F(ReadmeTest, CommandsOfTheTableExist) {
  const std::regex command(R"(`(?:[^`]*\| )?twicetold (\w+)([^`]*)`)");
  const std::regex flag(R"(--[a-z-]+)");
  size_t commands = 0;
  for (std::sregex_iterator found(readme_.begin(), readme_.end(), command), end; found != end;
       ++found, ++commands) {
    const ProgramResult help = RunTwicetold({(*found)[1].str(), "--help"});
    EXPECT_EQ(help.status, 0) << found->str();
    const std::string rest = (*found)[2].str();
    for (std::sregex_iterator used(rest.begin(), rest.end(), flag), none; used != none; ++used) {
      if (used->str() == "--help") continue;
      EXPECT_THAT(help.out, ::testing::HasSubstr("\n  " + used->str())) << found->str();
    }
  }
  EXPECT_GE(commands, 7U);
}

}  // namespace
}  // namespace twicetold::testing
