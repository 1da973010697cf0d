// What is left out and why; and the baseline, which leaves out what is known.

#include "twicetold/pipeline/suppress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "tests/support/memory_source.h"
#include "twicetold/pipeline/baseline.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MemoryFile;
using testing::MemorySource;
using ::testing::SizeIs;

const std::string kFerry = "The last ferry of the evening leaves the north quay at nine sharp.";
const std::string kClock = "Nobody had wound the tower clock since the old sexton moved away.";
const std::string kQuote =
    "\"We will mend every bridge in this county before the winter comes again.\"";

Findings CheckFiles(const std::vector<MemoryFile>& files) {
  MemorySource source(files);
  auto findings = Check(source, Recipe(), 1);
  EXPECT_TRUE(findings.ok()) << findings.status();
  return *std::move(findings);
}

std::string Paragraphs(const std::vector<std::string>& paragraphs) {
  std::string text;
  for (const std::string& paragraph : paragraphs) text += paragraph + "\n\n";
  return text;
}

// The ferry and the clock stand twice in a.txt, the quotation too.
Findings ThreeRepeats() {
  return CheckFiles({{"a.txt", Paragraphs({kFerry, kClock, kQuote, "In between stands this.",
                                           kQuote, kClock, "And this.", kFerry})}});
}

Policy Allowing(const std::string& text, const std::string& place) {
  Policy policy;
  policy.allowed = {{text, place}};
  return policy;
}

Policy Knowing(const Baseline& baseline) {
  Policy policy;
  policy.baseline = &baseline;
  return policy;
}

TEST(SuppressTest, NothingAskedNothingGoes) {
  Findings findings = ThreeRepeats();
  Suppress({}, findings);
  EXPECT_THAT(findings.repeats, SizeIs(3));
  EXPECT_THAT(findings.suppressed, IsEmpty());
}

TEST(SuppressTest, AnExcludedKindGoesWithItsReasonAndIsCountedNoMore) {
  Findings findings = ThreeRepeats();
  const uint64_t before = findings.summary.told_again_words;
  Policy policy;
  policy.exclude = {Kind::kQuotation};
  Suppress(policy, findings);
  EXPECT_THAT(findings.repeats, SizeIs(2));
  ASSERT_THAT(findings.suppressed, SizeIs(1));
  EXPECT_EQ(findings.suppressed[0].repeat.kind, Kind::kQuotation);
  EXPECT_THAT(findings.suppressed[0].reason, HasSubstr("quotation"));
  EXPECT_EQ(findings.summary.suppressed, 1U);
  EXPECT_LT(findings.summary.told_again_words, before);
}

TEST(SuppressTest, AnAllowedPassageIsAllowedWhateverItsCaseAndMarks) {
  Findings findings = ThreeRepeats();
  Suppress(Allowing("the LAST ferry, of the evening; leaves the north quay at nine sharp",
                    "allowed.txt:3"),
           findings);
  EXPECT_THAT(findings.repeats, SizeIs(2));
  ASSERT_THAT(findings.suppressed, SizeIs(1));
  EXPECT_THAT(findings.suppressed[0].reason, HasSubstr("allowed.txt:3"));
}

TEST(SuppressTest, HalfAnAllowedPassageAllowsNothing) {
  Findings findings = ThreeRepeats();
  Suppress(Allowing("The last ferry of the evening leaves", "allowed.txt:1"), findings);
  EXPECT_THAT(findings.repeats, SizeIs(3));
}

TEST(SuppressTest, APlaceThatARuleIgnoresDoesNotCount) {
  const std::vector<MemoryFile> files = {{"a.txt", Paragraphs({kFerry, "One more line."})},
                                         {"drafts/b.txt", Paragraphs({kFerry})},
                                         {"c.txt", Paragraphs({kClock})},
                                         {"d.txt", Paragraphs({kClock})}};
  Findings findings = CheckFiles(files);
  ASSERT_THAT(findings.repeats, SizeIs(2));
  Policy policy;
  policy.rule = [](const DocumentFinding& document) {
    PlaceRule rule;
    rule.ignore = document.name == "drafts/b.txt";
    rule.origin = "path drafts/**";
    return rule;
  };
  Suppress(policy, findings);
  ASSERT_THAT(findings.repeats, SizeIs(1));
  ASSERT_THAT(findings.suppressed, SizeIs(1));
  EXPECT_THAT(findings.suppressed[0].reason, HasSubstr("path drafts/**"));
}

TEST(SuppressTest, ARuleMayAskForLongerRepeats) {
  Findings findings = ThreeRepeats();
  Policy policy;
  policy.rule = [](const DocumentFinding&) {
    PlaceRule rule;
    rule.min_words = 14;
    rule.origin = "path *.txt";
    return rule;
  };
  Suppress(policy, findings);
  for (const FoundRepeat& repeat : findings.repeats) EXPECT_GE(repeat.words, 14U);
  EXPECT_THAT(findings.suppressed, ::testing::Not(IsEmpty()));
}

// As the program writes and reads it, but for the file.
Baseline RoundTrip(const Baseline& baseline) {
  std::vector<std::vector<std::pair<std::string, std::string>>> lines = {
      {{"schema", "twicetold.baseline/1"}}};
  for (const auto& [fingerprint, entry] : baseline.entries()) {
    lines.push_back({{"fingerprint", fingerprint},
                     {"places", std::to_string(entry.places)},
                     {"words", std::to_string(entry.words)},
                     {"kind", std::string(KindName(entry.kind))},
                     {"excerpt", entry.excerpt}});
  }
  auto read = Baseline::FromLines(lines);
  EXPECT_TRUE(read.ok()) << read.status();
  return *std::move(read);
}

TEST(BaselineTest, KnownRepeatsGoAndNewOnesStay) {
  const Baseline baseline = RoundTrip(Baseline::Of(ThreeRepeats()));
  EXPECT_THAT(baseline.entries(), SizeIs(3));
  Findings findings = CheckFiles(
      {{"a.txt",
        Paragraphs({kFerry, kClock, kQuote, "In between stands this.", kQuote, kClock, "And this.",
                    kFerry, "A new one: eleven grey herons stood on the weir all morning.",
                    "Look, eleven grey herons stood on the weir all morning."})}});
  Suppress(Knowing(baseline), findings);
  ASSERT_THAT(findings.repeats, SizeIs(1));
  EXPECT_THAT(findings.repeats[0].occurrences, SizeIs(2));
  ASSERT_THAT(findings.suppressed, SizeIs(3));
  for (const SuppressedRepeat& suppressed : findings.suppressed) EXPECT_TRUE(suppressed.known);
}

TEST(BaselineTest, TextThatMovesAndFilesThatAreRenamedAreStillKnown) {
  const Baseline baseline = Baseline::Of(ThreeRepeats());
  Findings findings =
      CheckFiles({{"renamed.txt",
                   Paragraphs({"Something new at the head of it all.", kClock, kFerry, kQuote})},
                  {"other.txt", Paragraphs({kQuote, kFerry, kClock})}});
  Suppress(Knowing(baseline), findings);
  EXPECT_THAT(findings.repeats, IsEmpty());
}

TEST(BaselineTest, OneCopyMoreIsNew) {
  const Baseline baseline = Baseline::Of(ThreeRepeats());
  Findings findings = CheckFiles({{"a.txt", Paragraphs({kFerry, "One.", kFerry, "Two.", kFerry})}});
  Suppress(Knowing(baseline), findings);
  ASSERT_THAT(findings.repeats, SizeIs(1));
  EXPECT_THAT(findings.repeats[0].occurrences, SizeIs(3));
}

TEST(BaselineTest, WhatIsGoneIsNamed) {
  const Findings before = ThreeRepeats();
  const Baseline baseline = Baseline::Of(before);
  const Findings after = CheckFiles({{"a.txt", Paragraphs({kFerry, "One.", kFerry})}});
  EXPECT_THAT(baseline.NotFoundIn(after), SizeIs(2));
  EXPECT_THAT(baseline.NotFoundIn(before), IsEmpty());
}

TEST(BaselineTest, BytesDependOnTheRepeatsAlone) {
  const std::string once = Baseline::Of(ThreeRepeats()).ToJson();
  EXPECT_EQ(once, Baseline::Of(ThreeRepeats()).ToJson());
  EXPECT_THAT(once,
              ::testing::StartsWith("{\"baseline\": {\"schema\": \"twicetold.baseline/1\"}}\n"));
}

TEST(BaselineTest, WhatIsNoBaselineIsRefusedByLine) {
  const auto message = [](const std::vector<std::vector<std::pair<std::string, std::string>>>& l) {
    const auto read = Baseline::FromLines(l);
    EXPECT_TRUE(absl::IsInvalidArgument(read.status()));
    return std::string(read.status().message());
  };
  EXPECT_THAT(message({{{"schema", "twicetold.baseline/9"}}}), HasSubstr("twicetold.baseline/9"));
  EXPECT_THAT(message({{{"schema", "twicetold.baseline/1"}}, {{"places", "2"}}}),
              HasSubstr("line 2"));
  EXPECT_THAT(
      message({{{"schema", "twicetold.baseline/1"}}, {{"fingerprint", "00"}, {"places", "many"}}}),
      HasSubstr("2"));
}

}  // namespace
}  // namespace twicetold
