// Versions of one item among what `twicetold dedup` removes, told from copies.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/program/dedup_records.h"
#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// "ID reason sign", for each line of removed.jsonl.
std::vector<std::string> Reasons() {
  std::vector<std::string> reasons;
  for (const std::string& line : LinesOf("removed.jsonl")) {
    const Json json(line);
    const std::string sign =
        line.find("\"version_by\"") == std::string::npos ? "" : " " + json.Text("/version_by");
    reasons.push_back(json.Text("/id") + " " + json.Text("/reason") + sign);
  }
  return reasons;
}

std::string InSeries(const std::string& series) { return R"(, "story": ")" + series + "\""; }

TEST(DedupVersions, OfOneSeriesAreNamed) {
  const FreshFolder folder;
  folder.Write(
      "in.jsonl",
      Record("a", kFerry, InSeries("ferry")) + Record("b", kFerry + " again", InSeries("ferry")) +
          Record("c", kFerry + " anew", InSeries("wind")) + Record("d", kFerry, InSeries("ferry")) +
          Record("e", kFerry + " now") + Record("f", kBridge, InSeries("ferry")));
  const ProgramResult result =
      Dedup({"in.jsonl", "--series-field", "story", "--output", "kept.jsonl", "--removed",
             "removed.jsonl", "--clusters", "clusters.jsonl", "--summary", "summary.json"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(Ids(ReadWhole("kept.jsonl")), ElementsAre("a", "f"));
  EXPECT_THAT(Reasons(), ElementsAre("b version series", "c near", "d exact", "e near"));
  EXPECT_EQ(Json(LinesOf("removed.jsonl")[0]).Double("/resemblance"), 19.0 / 20);
  const Json cluster(LinesOf("clusters.jsonl")[0]);
  EXPECT_EQ(cluster.Text("/members/0/reason"), "version");
  EXPECT_EQ(cluster.Text("/members/0/version_by"), "series");
  const Json summary(ReadWhole("summary.json"));
  EXPECT_EQ(summary.Number("/removed/version"), 1U);
  EXPECT_EQ(summary.Number("/removed/near"), 2U);
  EXPECT_THAT(result.err, HasSubstr("1 the same words, 1 version of a kept record, 2 others at"));
  // A field that nobody named says nothing.
  Dedup({"in.jsonl", "--output", "kept.jsonl", "--removed", "removed.jsonl"});
  EXPECT_THAT(Reasons(), ElementsAre("b near", "c near", "d exact", "e near"));
}

TEST(DedupVersions, UnderOneIdAreNamed) {
  const FreshFolder folder;
  folder.Write("in.jsonl", Record("a", kFerry) + Record("a", kFerry + " again") +
                               Record("", kFerry + " anew") + Record("", kFerry + " now"));
  Dedup({"in.jsonl", "--output", "kept.jsonl", "--removed", "removed.jsonl"});
  EXPECT_THAT(Reasons(), ElementsAre("a version id", "in.jsonl:3 near", "in.jsonl:4 near"));
  const ProgramResult told = Dedup({"in.jsonl", "--explain", "in.jsonl:2"});
  EXPECT_THAT(told.out, HasSubstr("version (the same id)"));
}

TEST(DedupVersions, ByContainmentInTablesAndOfPages) {
  const FreshFolder folder;
  folder.Write("in.csv", "id,story,text\n1,ferry,\"" + kFerry + " . " + kBridge + "\"\n2,ferry,\"" +
                             kFerry + "\"\n3,other,\"" + kBridge + "\"\n");
  const ProgramResult result =
      Dedup({"in.csv", "--series-field", "story", "--measure", "containment", "--annotate",
             "--output", "-", "--work-dir", "w"});
  EXPECT_THAT(result.out,
              AllOf(HasSubstr(",removed,1,version,series,"), HasSubstr(",removed,1,contained,,")));
  folder.Write("pages/a.md", "---\nseries: ferry\n---\n\n" + kFerry + "\n");
  folder.Write("pages/b.md", "---\nseries: ferry\n---\n\n" + kFerry + " again\n");
  folder.Write("pages/c.md", kFerry + " anew\n");
  Dedup({"pages", "--output", "kept.jsonl", "--removed", "removed.jsonl"});
  EXPECT_THAT(Reasons(), ElementsAre("pages/b.md:1 version series", "pages/c.md:1 near"));
}

}  // namespace
}  // namespace twicetold::testing
