// Every format of `check`: the same exit status, well-formed, the same bytes for any number of
// threads, and safe to print.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::array kFormats = {"text",  "json",   "jsonl", "html",
                                 "sarif", "gitlab", "csv",   "markdown"};

std::string Sample(const std::string& name) { return SourceTree("samples/" + name).string(); }

ProgramResult Check(const std::string& format, std::vector<std::string> arguments,
                    const ProgramOptions& options = {}) {
  arguments.insert(arguments.begin(), {"check", "--format", format});
  return RunTwicetold(arguments, options);
}

TEST(Reports, TheFormatDoesNotChangeTheExitStatus) {
  for (const char* const format : kFormats) {
    EXPECT_EQ(Check(format, {Sample("harbour-story.txt")}).status, 1) << format;
    EXPECT_EQ(Check(format, {Sample("clean-story.txt")}).status, 0) << format;
    EXPECT_EQ(Check(format, {Sample("harbour-story.txt"), "--exit-zero"}).status, 0) << format;
    EXPECT_EQ(Check(format, {Sample("harbour-story.txt"), "gone.txt"}).status, 2) << format;
  }
}

TEST(Reports, ThreadsDoNotChangeAByte) {
  for (const char* const format : kFormats) {
    const std::string one = Check(format, {SourceTree("samples").string(), "--threads", "1"}).out;
    EXPECT_EQ(Check(format, {SourceTree("samples").string(), "--threads", "5"}).out, one) << format;
  }
}

TEST(Reports, SarifPointsAtTheLaterPlaces) {
  const Json log(Check("sarif", {Sample("harbour-story.txt")}).out);
  const Json run = log.At("/runs/0");
  ASSERT_EQ(run.Size("/results"), 3U);
  EXPECT_EQ(run.Number("/results/0/locations/0/physicalLocation/region/startLine"), 27U);
  EXPECT_EQ(run.Number("/results/0/relatedLocations/0/physicalLocation/region/startLine"), 13U);
  EXPECT_THAT(run.Text("/artifacts/0/location/uri"), StartsWith("file:///"));
  EXPECT_EQ(run.Text("/properties/verdict"),
            Json(Check("json", {Sample("harbour-story.txt")}).out).Text("/summary/verdict"));
}

TEST(Reports, SarifTellsWhatWasNotReadAndStaysWellFormed) {
  FreshFolder folder;
  folder.Write("feed.jsonl", "{\"id\":\"a\",\"text\":\"one\"}\nnot json\n");
  const ProgramResult result = Check("sarif", {"feed.jsonl"});
  EXPECT_EQ(result.status, 2);
  const Json run = Json(result.out).At("/runs/0");
  EXPECT_FALSE(run.Bool("/invocations/0/executionSuccessful"));
  const Json told = run.At("/invocations/0/toolExecutionNotifications/0");
  EXPECT_EQ(told.Number("/locations/0/physicalLocation/region/startLine"), 2U);
}

TEST(Reports, StandardInputNeedsNoFile) {
  ProgramOptions options;
  options.input = ReadWhole(Sample("harbour-story.txt"));
  for (const char* const format : kFormats) {
    EXPECT_EQ(Check(format, {"-"}, options).status, 1) << format;
  }
  EXPECT_EQ(Json(Check("sarif", {"-"}, options).out).Size("/runs/0/artifacts"), 0U);
}

TEST(Reports, AnExcludedKindIsASuppressedResult) {
  const std::vector<std::string> arguments = {Sample("harbour-story.txt"), "--exclude",
                                              "quotation"};
  const Json run = Json(Check("sarif", arguments).out).At("/runs/0");
  ASSERT_EQ(run.Size("/results"), 3U);
  EXPECT_EQ(run.Size("/results/0/suppressions"), 0U);
  EXPECT_EQ(run.Text("/results/1/suppressions/0/justification"), "excluded kind quotation");
  EXPECT_EQ(Json(Check("gitlab", arguments).out).Size(), 1U);
  EXPECT_THAT(Check("markdown", arguments).out,
              HasSubstr("Left out: 2 passages (2 excluded kind quotation)."));
  EXPECT_THAT(Check("text", arguments).out,
              HasSubstr("Left out: 2 passages (2 excluded kind quotation); --format json lists"));
}

TEST(Reports, NoFormatLetsADocumentSteerTheTerminal) {
  FreshFolder folder;
  const std::string evil =
      "The \x1b[31mred\x1b[0m \x07 bell rang over the \xC2\x9B"
      "2J roofs of the town at noon.\n\n";
  folder.Write("evil\x1b[1m.txt", evil + evil);
  for (const char* const format : kFormats) {
    const ProgramResult result = Check(format, {"evil\x1b[1m.txt"});
    EXPECT_EQ(result.status, 1) << format;
    EXPECT_THAT(result.out, Not(HasSubstr("\x1b"))) << format;
    EXPECT_THAT(result.out, Not(HasSubstr("\x07"))) << format;
  }
}

TEST(Reports, PlacesLimitsWhatPeopleReadNotWhatProgramsRead) {
  FreshFolder folder;
  std::string many;
  for (int i = 0; i < 15; ++i) {
    many += "Nobody at the fair had seen a calf with two tails before.\n\nThen " +
            std::to_string(i * 7919) + " came.\n\n";
  }
  folder.Write("many.txt", many);
  EXPECT_THAT(Check("text", {"many.txt"}).out,
              HasSubstr("  and 5 more places (--places 0 shows all)\n"));
  EXPECT_THAT(Check("text", {"many.txt", "--places", "0"}).out, Not(HasSubstr("more places")));
  EXPECT_THAT(Check("text", {"many.txt", "--places", "2"}).out, HasSubstr("and 13 more places"));
  EXPECT_THAT(Check("markdown", {"many.txt", "--places", "2"}).out,
              HasSubstr("- and 13 more places\n"));
  EXPECT_EQ(Json(Check("sarif", {"many.txt", "--places", "2"}).out)
                .Size("/runs/0/results/0/relatedLocations"),
            14U);
}

}  // namespace
}  // namespace twicetold::testing
