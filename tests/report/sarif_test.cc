#include "twicetold/report/sarif.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "tests/report/made_findings.h"
#include "tests/support/json.h"
#include "twicetold/pipeline/findings.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::Json;
using testing::MadeFindings;
using testing::MadeFindingsWithSuppressed;
using testing::MadePlace;
using ::testing::Not;

Json SarifRun(const Findings& findings) {
  std::ostringstream out;
  WriteSarif(findings, "1.2.3", out);
  const Json log(out.str());
  EXPECT_EQ(log.Text("/version"), "2.1.0");
  EXPECT_EQ(log.Size("/runs"), 1U);
  return log.At("/runs/0");
}

TEST(WriteSarif, NothingFoundIsAnEmptyRun) {
  const Json run = SarifRun(Findings());
  EXPECT_EQ(run.Size("/results"), 0U);
  EXPECT_EQ(run.Size("/artifacts"), 0U);
  EXPECT_EQ(run.Text("/tool/driver/semanticVersion"), "1.2.3");
  EXPECT_TRUE(run.Bool("/invocations/0/executionSuccessful"));
  EXPECT_EQ(run.Size("/invocations/0/toolExecutionNotifications"), 0U);
}

TEST(WriteSarif, AResultStandsAtThePlaceToCut) {
  const Json run = SarifRun(MadeFindings());
  ASSERT_EQ(run.Size("/results"), 1U);
  const Json result = run.At("/results/0");
  EXPECT_EQ(result.Text("/ruleId"), "repeated-text");
  EXPECT_EQ(result.Text("/level"), "warning");
  EXPECT_EQ(result.Text("/message/text"),
            "A passage of 9 words (text, the same words) stands in 2 places: “The quay opens "
            "again”. Also in [draft.txt:3](1).");
  ASSERT_EQ(result.Size("/locations"), 1U);
  const Json there = result.At("/locations/0/physicalLocation");
  EXPECT_EQ(there.Text("/artifactLocation/uri"), "draft.txt");
  EXPECT_EQ(there.Number("/artifactLocation/index"), 0U);
  EXPECT_EQ(there.Number("/region/startLine"), 9U);
  EXPECT_EQ(there.Number("/region/startColumn"), 4U);
  EXPECT_EQ(there.Number("/region/endLine"), 11U);
  EXPECT_EQ(there.Number("/region/endColumn"), 12U);
  EXPECT_EQ(there.Number("/region/charOffset"), 810U);
  EXPECT_EQ(there.Number("/region/charLength"), 19U);
  EXPECT_EQ(there.Number("/region/byteOffset"), 900U);
  EXPECT_EQ(there.Number("/region/byteLength"), 20U);
  ASSERT_EQ(result.Size("/relatedLocations"), 1U);
  EXPECT_EQ(result.Number("/relatedLocations/0/id"), 1U);
  EXPECT_EQ(result.Number("/relatedLocations/0/physicalLocation/region/startLine"), 3U);
  EXPECT_EQ(result.Text("/relatedLocations/0/message/text"), "Also here: “the quay opens again”");
  EXPECT_THAT(result.Keys("/partialFingerprints"), ElementsAre("twicetold/v1"));
  EXPECT_THAT(result.Without({}), HasSubstr("{twicetold/v1:'00112233aabbccdd',}"));
  EXPECT_THAT(result.Keys(), Not(::testing::Contains("suppressions")));
}

TEST(WriteSarif, EveryKindHasItsRule) {
  for (const Kind kind : Kinds()) {
    Findings findings = MadeFindings();
    findings.repeats[0].kind = kind;
    findings.repeats[0].reason = "in 37 documents of one source";
    const Json run = SarifRun(findings);
    EXPECT_EQ(run.Text("/results/0/ruleId"), "repeated-" + KindName(kind));
    const std::string rule =
        "/tool/driver/rules/" + std::to_string(run.Number("/results/0/ruleIndex"));
    EXPECT_EQ(run.Text(rule + "/id"), "repeated-" + KindName(kind));
    EXPECT_EQ(run.Text(rule + "/defaultConfiguration/level"), run.Text("/results/0/level"));
    EXPECT_NE(run.Text(rule + "/fullDescription/text"), "");
    EXPECT_EQ(run.Text("/results/0/level"), kind == Kind::kText ? "warning" : "note");
    EXPECT_THAT(run.Text("/results/0/message/text"),
                EndsWith("It is " + KindName(kind) + ": in 37 documents of one source."));
  }
}

TEST(WriteSarif, TheCheckedPlaceIsToldNotTheReference) {
  Findings findings = MadeFindings();
  findings.documents.resize(2);
  findings.documents[1].name = "archive/2004.txt";
  findings.documents[1].file = "archive/2004.txt";
  findings.documents[1].encoding = "latin-1";
  findings.documents[1].reference = true;
  findings.repeats[0].occurrences = {MadePlace(0, 3, "x"), MadePlace(1, 9, "x")};
  findings.repeats[0].occurrences[1].attribution.text = "the clerk said";
  const Json run = SarifRun(findings);
  const Json result = run.At("/results/0");
  EXPECT_EQ(result.Text("/locations/0/physicalLocation/artifactLocation/uri"), "draft.txt");
  EXPECT_EQ(result.Text("/relatedLocations/0/physicalLocation/artifactLocation/uri"),
            "archive/2004.txt");
  EXPECT_EQ(result.Text("/relatedLocations/0/message/text"),
            "Also here, laid to “the clerk said”: “x”");
  // Artifacts are in order of their names.
  EXPECT_EQ(result.Number("/locations/0/physicalLocation/artifactLocation/index"), 1U);
  EXPECT_EQ(run.Text("/artifacts/0/encoding"), "ISO-8859-1");
  EXPECT_THAT(run.Keys("/artifacts/0"), Not(::testing::Contains("roles")));
  EXPECT_EQ(run.Text("/artifacts/1/encoding"), "UTF-8");
  EXPECT_EQ(run.Text("/artifacts/1/roles/0"), "analysisTarget");
}

TEST(WriteSarif, ARecordIsALogicalLocationOfItsFile) {
  Findings findings = MadeFindings();
  findings.documents[0].file = "feed #1.jsonl";
  findings.documents[0].name = "feed #1.jsonl#a#b";
  const Json location = SarifRun(findings).At("/results/0/locations/0");
  EXPECT_EQ(location.Text("/physicalLocation/artifactLocation/uri"), "feed%20%231.jsonl");
  EXPECT_EQ(location.Text("/logicalLocations/0/name"), "a#b");
  EXPECT_EQ(location.Text("/logicalLocations/0/fullyQualifiedName"), "feed #1.jsonl#a#b");
}

TEST(WriteSarif, StandardInputHasNoArtifact) {
  Findings findings = MadeFindings();
  findings.documents[0].name = findings.documents[0].file = "-";
  const Json run = SarifRun(findings);
  EXPECT_EQ(run.Size("/artifacts"), 0U);
  EXPECT_THAT(run.Keys("/results/0/locations/0"), ElementsAre("logicalLocations"));
  EXPECT_EQ(run.Text("/results/0/locations/0/logicalLocations/0/fullyQualifiedName"), "-");
}

TEST(WriteSarif, SuppressionsAreOnAllResultsOrOnNone) {
  const Json run = SarifRun(MadeFindingsWithSuppressed("listed in allowed.txt:3"));
  ASSERT_EQ(run.Size("/results"), 2U);
  EXPECT_EQ(run.Size("/results/0/suppressions"), 0U);
  EXPECT_EQ(run.Text("/results/1/suppressions/0/kind"), "external");
  EXPECT_EQ(run.Text("/results/1/suppressions/0/justification"), "listed in allowed.txt:3");
  Findings marked = MadeFindingsWithSuppressed("marked in the text");
  marked.suppressed[0].repeat.occurrences[1].marked = true;
  EXPECT_EQ(SarifRun(marked).Text("/results/1/suppressions/0/kind"), "inSource");
}

TEST(WriteSarif, TextCannotBecomeALink) {
  Findings findings = MadeFindings();
  findings.documents[0].name = findings.documents[0].file = "a[1](2).txt";
  findings.repeats[0].occurrences[1].text = "see [here](http://example.org)";
  const Json run = SarifRun(findings);
  const std::string text = run.Text("/results/0/message/text");
  EXPECT_THAT(text, HasSubstr("“see \\[here\\](http://example.org)”"));
  EXPECT_THAT(text, EndsWith("Also in [a\\[1\\](2).txt:3](1)."));
  findings.repeats[0].occurrences[1].text = "he said [sic] so";
  EXPECT_THAT(SarifRun(findings).Text("/results/0/message/text"), HasSubstr("“he said [sic] so”"))
      << "brackets alone are no link and stay as they are";
}

TEST(WriteSarif, ManyPlacesAreAllRelatedButNotAllLinked) {
  Findings findings = MadeFindings();
  for (uint64_t line = 20; line < 40; ++line) {
    findings.repeats[0].occurrences.push_back(MadePlace(0, line, "x"));
  }
  const Json result = SarifRun(findings).At("/results/0");
  EXPECT_EQ(result.Size("/relatedLocations"), 21U);
  std::set<uint64_t> ids;
  for (const Json& related : result.Items("/relatedLocations")) ids.insert(related.Number("/id"));
  EXPECT_EQ(ids.size(), 21U);
  EXPECT_THAT(result.Text("/message/text"), HasSubstr("(10) and 11 more places."));
}

TEST(WriteSarif, TroubleAndLimitsAreNotifications) {
  Findings findings = MadeFindings();
  findings.skipped.push_back({"feed.jsonl", 7, absl::InvalidArgumentError("no JSON")});
  findings.skipped.push_back({"-", 0, absl::InvalidArgumentError("too large")});
  findings.summary.limits.hot_shingles = 2;
  findings.documents[0].repaired = 1;
  const Json run = SarifRun(findings);
  EXPECT_FALSE(run.Bool("/invocations/0/executionSuccessful"));
  const auto told = run.Items("/invocations/0/toolExecutionNotifications");
  ASSERT_EQ(told.size(), 4U);
  EXPECT_EQ(told[0].Text("/level"), "error");
  EXPECT_EQ(told[0].Text("/message/text"), "feed.jsonl was not read: no JSON");
  EXPECT_EQ(told[0].Text("/locations/0/physicalLocation/artifactLocation/uri"), "feed.jsonl");
  EXPECT_EQ(told[0].Number("/locations/0/physicalLocation/region/startLine"), 7U);
  EXPECT_THAT(told[1].Keys(), Not(::testing::Contains("locations")));
  EXPECT_EQ(told[2].Text("/level"), "warning");
  EXPECT_THAT(told[2].Text("/message/text"), HasSubstr("2 runs of words"));
  EXPECT_EQ(told[3].Text("/level"), "note");
  std::set<std::string> known;
  for (const Json& item : run.Items("/tool/driver/notifications")) known.insert(item.Text("/id"));
  for (const Json& item : told) EXPECT_TRUE(known.contains(item.Text("/descriptor/id")));
}

}  // namespace
}  // namespace twicetold
