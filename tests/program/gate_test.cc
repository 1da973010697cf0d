// The gate of a check: what is left out, the baseline, limits, and the project file.

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kFirst[] =
    "The old ferry will leave the northern pier at seven every morning and return before noon.";
constexpr char kSecond[] =
    "A new bridge over the western channel is to be opened for carts and walkers next summer.";

std::string Twice(const std::string& passage) {
  return passage + "\n\nSomething else stands between, of no account.\n\n" + passage + "\n";
}

ProgramResult Check(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "check");
  return RunTwicetold(arguments);
}

Json Findings(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  return Json(Check(std::move(arguments)).out);
}

TEST(Gate, AKindIsExcludedAndCounted) {
  const FreshFolder folder;
  folder.Write("draft.txt", Twice(std::string("“") + kFirst + "”") + Twice(kSecond));
  EXPECT_EQ(Findings({"draft.txt"}).Size("/repeats"), 2U);
  const Json json = Findings({"draft.txt", "--exclude", "quotation"});
  EXPECT_EQ(json.Size("/repeats"), 1U);
  EXPECT_EQ(json.Text("/suppressed/0/suppressed_because"), "excluded kind quotation");
  EXPECT_EQ(json.Number("/summary/suppressed"), 1U);
  EXPECT_EQ(json.Number("/summary/told_again_words"), 17U);
  EXPECT_EQ(Check({"draft.txt", "--exclude", "quotation,text"}).status, 0);
  const ProgramResult bad = Check({"draft.txt", "--exclude", "quotes"});
  EXPECT_EQ(bad.status, 2);
  EXPECT_THAT(bad.err, HasSubstr("quotes"));
}

TEST(Gate, ABaselineKnowsWhatWasThere) {
  const FreshFolder folder;
  folder.Write("draft.txt", Twice(kFirst));
  EXPECT_EQ(Check({"draft.txt", "--baseline", "known.jsonl"}).status, 2);
  EXPECT_THAT(Check({"draft.txt", "--baseline", "known.jsonl"}).err,
              HasSubstr("--update-baseline"));
  EXPECT_EQ(Check({"draft.txt", "--baseline", "known.jsonl", "--update-baseline"}).status, 0);
  const ProgramResult known = Check({"draft.txt", "--baseline", "known.jsonl"});
  EXPECT_EQ(known.status, 0) << known.out << known.err;
  // Moved into another file, with other text before it, it is still the same.
  folder.Write("moved.txt", "A beginning.\n\n" + Twice(kFirst));
  EXPECT_EQ(Check({"moved.txt", "--baseline", "known.jsonl"}).status, 0);
  // One place more, or another repeat, is new.
  folder.Write("thrice.txt", Twice(kFirst) + "\nAnd then again, as it were:\n\n" + kFirst);
  EXPECT_EQ(Check({"thrice.txt", "--baseline", "known.jsonl"}).status, 1);
  folder.Write("more.txt", Twice(kFirst) + "\n" + Twice(kSecond));
  const Json more = Findings({"more.txt", "--baseline", "known.jsonl"});
  EXPECT_EQ(more.Size("/repeats"), 1U);
  EXPECT_EQ(more.Text("/suppressed/0/suppressed_because"), "known to the baseline");
}

TEST(Gate, ABaselineSaysWhatItNoLongerFinds) {
  const FreshFolder folder;
  folder.Write("draft.txt", Twice(kFirst));
  folder.Write("clean.txt", kFirst);
  Check({"draft.txt", "--baseline", "known.jsonl", "--update-baseline"});
  EXPECT_THAT(Check({"clean.txt", "--baseline", "known.jsonl"}).err,
              HasSubstr("1 entry of the baseline is no longer found"));
}

TEST(Gate, ABrokenBaselineIsAnError) {
  const FreshFolder folder;
  folder.Write("draft.txt", Twice(kFirst));
  for (const char* const text :
       {"", "{oops}\n", "{\"baseline\": {\"schema\": \"twicetold.baseline/9\"}}\n",
        "{\"baseline\": {\"schema\": \"twicetold.baseline/1\"}}\n{\"repeat\": {\"places\": "
        "2}}\n"}) {
    folder.Write("known.jsonl", text);
    const ProgramResult result = Check({"draft.txt", "--baseline", "known.jsonl"});
    EXPECT_EQ(result.status, 2) << text;
    EXPECT_THAT(result.err, HasSubstr("known.jsonl")) << text;
  }
}

TEST(Gate, FailsAboveTheLimitOnly) {
  const FreshFolder folder;
  folder.Write("draft.txt", Twice(kFirst));  // 16 of 39 words told again
  EXPECT_EQ(Check({"draft.txt", "--fail-over", "words=16"}).status, 0);
  const ProgramResult over = Check({"draft.txt", "--fail-over", "words=15"});
  EXPECT_EQ(over.status, 1);
  EXPECT_THAT(over.err, HasSubstr("above --fail-over words=15: 16"));
  EXPECT_EQ(Check({"draft.txt", "--fail-over", "repeats=1,share=50%"}).status, 0);
  EXPECT_EQ(Check({"draft.txt", "--fail-over", "repeats=1,share=0.2"}).status, 1);
  for (const char* const bad :
       {"words", "words=-1", "words=5%", "share=200%", "lines=3", "share=x"}) {
    EXPECT_EQ(Check({"draft.txt", "--fail-over", bad}).status, 2) << bad;
  }
}

TEST(Gate, WordsInReferencesCountToo) {
  const FreshFolder folder;
  folder.Write("draft.txt", kFirst);
  folder.Write("old/story.txt", kFirst);
  EXPECT_EQ(Check({"draft.txt", "--against", "old", "--fail-over", "words=16"}).status, 0);
  EXPECT_EQ(Check({"draft.txt", "--against", "old", "--fail-over", "words=15"}).status, 1);
}

TEST(Gate, AListedPassageIsLeftOut) {
  const FreshFolder folder;
  folder.Write("draft.txt", Twice(kFirst) + "\n" + Twice(kSecond));
  folder.Write("allowed.txt", std::string("# what may stand twice\n\nOther words.\n\n") +
                                  "THE OLD FERRY will leave the northern pier at seven every\n"
                                  "morning, and return before noon!\n");
  const Json json = Findings({"draft.txt", "--ignore-passages", "allowed.txt"});
  EXPECT_EQ(json.Size("/repeats"), 1U);
  EXPECT_EQ(json.Text("/suppressed/0/suppressed_because"), "listed in allowed.txt:5");
  EXPECT_EQ(Check({"draft.txt", "--ignore-passages", "gone.txt"}).status, 2);
}

TEST(Gate, MarkedTextIsLeftOut) {
  const FreshFolder folder;
  folder.Write("page.md", std::string(kFirst) + "\n\nBetween.\n\n<!-- twicetold:ignore -->\n\n" +
                              kFirst + "\n");
  const Json json = Findings({"page.md"});
  EXPECT_EQ(json.Size("/repeats"), 0U);
  EXPECT_EQ(json.Text("/suppressed/0/suppressed_because"), "marked in the text");
}

// What docs/ci.md has a CI job run.
TEST(Gate, TheJobsOfTheDocumentWriteTheirReports) {
  const FreshFolder folder;
  folder.Write("docs/draft.txt", Twice(kFirst));
  EXPECT_EQ(
      Check({"docs", "--format", "sarif", "--output", "twicetold.sarif", "--exit-zero"}).status, 0);
  EXPECT_EQ(Json(ReadWhole("twicetold.sarif")).Size("/runs/0/results"), 1U);
  EXPECT_EQ(Check({"docs", "--format", "gitlab", "--output", "gl-code-quality-report.json",
                   "--exit-zero"})
                .status,
            0);
  EXPECT_EQ(Json(ReadWhole("gl-code-quality-report.json")).Text("/0/location/path"),
            "docs/draft.txt");
  const std::string document = ReadWhole(SourceTree("docs/ci.md"));
  for (const char* const command :
       {"twicetold check docs --format sarif --output twicetold.sarif --exit-zero",
        "twicetold check docs --format gitlab --output gl-code-quality-report.json --exit-zero"}) {
    EXPECT_THAT(document, HasSubstr(command));
  }
  EXPECT_THAT(ReadWhole(SourceTree(".pre-commit-hooks.yaml")),
              HasSubstr("entry: twicetold check\n"));
}

TEST(ProjectFile, GivesOptionsUnlessTheCommandLineDoes) {
  const FreshFolder folder;
  folder.Write(".twicetold.toml", "min-words = 20\n");
  folder.Write("docs/draft.txt", Twice(kFirst));
  EXPECT_EQ(Check({"docs/draft.txt"}).status, 0);
  EXPECT_EQ(Check({"docs"}).status, 0);
  EXPECT_EQ(Check({"docs", "--min-words", "8"}).status, 1);
  EXPECT_EQ(Check({"docs", "--no-config"}).status, 1);
  folder.Write("other.toml", "min_words = 8\nexclude = [\"quotation\", \"text\"]\n");
  EXPECT_EQ(Findings({"docs", "--config", "other.toml"}).Size("/suppressed"), 1U);
}

TEST(ProjectFile, PathsHaveSettingsOfTheirOwn) {
  const FreshFolder folder;
  folder.Write("docs/a.txt", Twice(kFirst));
  folder.Write("news/b.txt", Twice(kSecond));
  folder.Write(".twicetold.toml", "[[path]]\nmatch = [\"docs/\"]\nmin-words = 17\n");
  const Json json = Findings({"docs", "news"});
  EXPECT_EQ(json.Size("/repeats"), 1U);
  EXPECT_EQ(json.Text("/repeats/0/occurrences/0/document"), "news/b.txt");
  EXPECT_THAT(json.Text("/suppressed/0/suppressed_because"), HasSubstr("[[path]] in line 1"));
  folder.Write(".twicetold.toml", "[[path]]\nmatch = [\"**/*.txt\"]\nignore = true\n");
  EXPECT_EQ(Check({"docs", "news"}).status, 0);
}

TEST(ProjectFile, MistakesAreNamedWithTheirLine) {
  const FreshFolder folder;
  folder.Write("draft.txt", Twice(kFirst));
  const auto error = [&](const std::string& toml) {
    folder.Write(".twicetold.toml", toml);
    const ProgramResult result = Check({"draft.txt"});
    EXPECT_EQ(result.status, 2) << toml;
    EXPECT_THAT(result.out, Not(HasSubstr("stands"))) << toml;
    return result.err;
  };
  EXPECT_THAT(error("\nmin-wrods = 3\n"),
              HasSubstr(":2:1: min-wrods: no such setting; did you mean "
                        "min-words?"));
  EXPECT_THAT(error("min-words = true\n"), HasSubstr("must be one text or number"));
  EXPECT_THAT(error("quiet = 1\n"), HasSubstr("must be true or false"));
  EXPECT_THAT(error("min-words = \n"), HasSubstr("line 1"));
  EXPECT_THAT(error("[[paths]]\nmatch = [\"x\"]\n"), HasSubstr("[[path]]"));
  EXPECT_THAT(error("[[path]]\nignore = true\n"), HasSubstr("match"));
  EXPECT_THAT(error("[[path]]\nmatch = [\"x\"]\nexclude = [\"quotes\"]\n"), HasSubstr("quotes"));
  EXPECT_THAT(error("update-baseline = true\n"), HasSubstr("no such setting"));
}

}  // namespace
}  // namespace twicetold::testing
