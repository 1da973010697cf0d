#include "twicetold/report/gitlab.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "tests/report/made_findings.h"
#include "tests/support/json.h"
#include "twicetold/pipeline/findings.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;
using testing::Json;
using testing::MadeFindings;
using testing::MadeFindingsWithSuppressed;
using testing::MadePlace;

Json Issues(const Findings& findings) {
  std::ostringstream out;
  WriteGitlab(findings, out);
  return Json(out.str());
}

TEST(WriteGitlab, NothingFoundIsAnEmptyArray) { EXPECT_EQ(Issues(Findings()).Size(), 0U); }

TEST(WriteGitlab, AnIssueHasWhatTheFormatAsksFor) {
  const Json issues = Issues(MadeFindings());
  ASSERT_EQ(issues.Size(), 1U);
  EXPECT_EQ(issues.Text("/0/description"),
            "A passage of 9 words (text, the same words) stands in 2 places: “The quay opens "
            "again”. Also in draft.txt:3.");
  EXPECT_EQ(issues.Text("/0/check_name"), "repeated-text");
  EXPECT_EQ(issues.Text("/0/fingerprint"), "00112233aabbccdd");
  EXPECT_EQ(issues.Text("/0/severity"), "minor");
  EXPECT_EQ(issues.Text("/0/location/path"), "draft.txt");
  EXPECT_EQ(issues.Number("/0/location/lines/begin"), 9U);
  EXPECT_EQ(issues.Number("/0/location/lines/end"), 11U);
  ASSERT_EQ(issues.Size("/0/other_locations"), 1U);
  EXPECT_EQ(issues.Number("/0/other_locations/0/lines/begin"), 3U);
}

TEST(WriteGitlab, PathsAreThoseOfTheRepository) {
  Findings findings = MadeFindings();
  findings.documents[0].name = "./docs/feed.jsonl#a";
  findings.documents[0].file = "./docs/feed.jsonl";
  EXPECT_EQ(Issues(findings).Text("/0/location/path"), "docs/feed.jsonl");
}

TEST(WriteGitlab, FingerprintsAreUnique) {
  Findings findings = MadeFindings();
  findings.repeats.push_back(findings.repeats[0]);
  findings.repeats.push_back(findings.repeats[0]);
  const Json issues = Issues(findings);
  EXPECT_EQ(issues.Text("/0/fingerprint"), "00112233aabbccdd");
  EXPECT_EQ(issues.Text("/1/fingerprint"), "00112233aabbccdd-2");
  EXPECT_EQ(issues.Text("/2/fingerprint"), "00112233aabbccdd-3");
}

TEST(WriteGitlab, WhatIsLeftOutIsNotThere) {
  const Json issues = Issues(MadeFindingsWithSuppressed("excluded kind quotation"));
  EXPECT_EQ(issues.Size(), 1U);
}

TEST(WriteGitlab, OtherKindsAreInfoAndManyPlacesAreCounted) {
  Findings findings = MadeFindings();
  findings.repeats[0].kind = Kind::kBoilerplate;
  for (uint64_t line = 20; line < 40; ++line) {
    findings.repeats[0].occurrences.push_back(MadePlace(0, line, "x"));
  }
  const Json issues = Issues(findings);
  EXPECT_EQ(issues.Text("/0/severity"), "info");
  EXPECT_EQ(issues.Text("/0/check_name"), "repeated-boilerplate");
  EXPECT_THAT(issues.Text("/0/description"), HasSubstr(" and 11 more places."));
  EXPECT_EQ(issues.Size("/0/other_locations"), 21U);
}

}  // namespace
}  // namespace twicetold
