// Where results go and what may be in them: colours, widths, full disks, closed pipes, and text
// that would steer a terminal.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <sstream>
#include <string>
#include <string_view>

#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::AnyOf;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kTwice =
    "The miller's cat slept on the scales until the corn was sold.\n\n"
    "Everyone knew why the miller's cat slept on the scales until the corn was sold.\n";

size_t CodePoints(const std::string& line) {
  size_t count = 0;
  for (const char c : line) count += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0U : 1U;
  return count;
}

class OutputTest : public ::testing::Test {
 protected:
  OutputTest() { folder_.Write("cat.txt", kTwice); }
  FreshFolder folder_;
};

TEST_F(OutputTest, ColoursOnlyWhenAsked) {
  ProgramOptions terminal;
  terminal.environment["TERM"] = "xterm-256color";
  EXPECT_THAT(RunTwicetold({"check", "cat.txt"}, terminal).out, Not(HasSubstr("\x1b")))
      << "the output is no terminal";
  EXPECT_THAT(RunTwicetold({"check", "cat.txt", "--color", "never"}, terminal).out,
              Not(HasSubstr("\x1b")));
  EXPECT_THAT(RunTwicetold({"check", "cat.txt", "--color", "always"}).out, HasSubstr("\x1b["));
  ProgramOptions no_colour;
  no_colour.environment["NO_COLOR"] = "1";
  EXPECT_THAT(RunTwicetold({"check", "cat.txt"}, no_colour).out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(RunTwicetold({"check", "cat.txt", "--color", "always"}, no_colour).out,
              HasSubstr("\x1b["))
      << "an option outweighs the environment";
}

TEST_F(OutputTest, ADocumentCannotSteerTheTerminal) {
  const std::string evil =
      "The \x1b[31mred\x1b[0m \x07 bell rang over the \xC2\x9B"
      "2J roofs of the town at noon.\n\n"
      "So the \x1b]0;title\x07 red bell rang over the 2J roofs of the town at noon.\n";
  folder_.Write("evil\x1b[1m.txt", evil + evil);
  for (const char* const format : {"text", "json", "jsonl"}) {
    const ProgramResult result = RunTwicetold({"check", "evil\x1b[1m.txt", "--format", format});
    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.out, Not(HasSubstr("\x1b"))) << format;
    EXPECT_THAT(result.out, Not(HasSubstr("\x07"))) << format;
  }
  EXPECT_THAT(RunTwicetold({"check", "evil\x1b[1m.txt"}).out, Not(HasSubstr("\xC2\x9B")));
  EXPECT_THAT(RunTwicetold({"check", "gone\x1b[1m.txt"}).err, Not(HasSubstr("\x1b")));
  EXPECT_THAT(RunTwicetold({"check", "--opt\x1b[1m"}).err, Not(HasSubstr("\x1b")));
}

TEST_F(OutputTest, LinesKeepToTheWidth) {
  const std::string story = SourceTree("samples/harbour-story.txt").string();
  folder_.Write("story.txt", ReadWhole(story));
  for (const size_t width : {40U, 60U, 100U}) {
    std::istringstream lines(
        RunTwicetold({"check", "story.txt", "--width", std::to_string(width)}).out);
    size_t longest = 0;
    for (std::string line; std::getline(lines, line);) {
      const size_t length = CodePoints(line);
      longest = std::max(longest, length);
    }
    EXPECT_LE(longest, width);
    EXPECT_GT(longest, width - 12);
  }
}

TEST_F(OutputTest, AFullDiskIsTrouble) {
  ProgramOptions full;
  full.output_path = "/dev/full";
  for (const char* const format : {"text", "json", "jsonl"}) {
    const ProgramResult result = RunTwicetold({"check", "cat.txt", "--format", format}, full);
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.err, "twicetold: the output could not be written whole; is the disk full?\n");
  }
  EXPECT_EQ(RunTwicetold({"--help"}, full).status, 2);
}

TEST_F(OutputTest, AClosedPipeEndsTheProgram) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
  close(ends[0]);
  ProgramOptions options;
  options.output_descriptor = ends[1];
  const ProgramResult result = RunTwicetold({"check", "cat.txt"}, options);
  close(ends[1]);
  // By the signal, or, where that is ignored, by the failed write.
  EXPECT_THAT(result.status, AnyOf(Eq(-SIGPIPE), Eq(2)));
}

TEST_F(OutputTest, DifferencesAreMarkedWithAndWithoutColour) {
  folder_.Write(
      "edit.txt",
      "Nobody at the fair had seen a calf with two tails before that Sunday.\n\n"
      "Nobody at the fair, it said, had seen a calf with two tails before that Sunday.\n");
  EXPECT_THAT(RunTwicetold({"check", "edit.txt"}).out, HasSubstr("fair, {it said}, had seen"));
  const std::string coloured = RunTwicetold({"check", "edit.txt", "--color", "always"}).out;
  EXPECT_THAT(coloured, HasSubstr("\x1b[1;33mit"));
  EXPECT_THAT(coloured, Not(HasSubstr("{it")));
}

}  // namespace
}  // namespace twicetold::testing
