// The measures of PAN, each figure worked out by hand beside it.

#include "bench/quality/pan_score.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold::bench {
namespace {

// Suspicious document 0 against source 0.
SpanPair Pair(Span suspicious, Span source) { return SpanPair{0, suspicious, 0, source}; }

// One case of 100 characters on each side.
const SpanPair kCase = Pair({100, 200}, {500, 600});

TEST(PanScoreTest, GivesOneToAPerfectDetection) {
  const PanScore score = ScorePan({kCase}, {kCase});
  for (const PanMeasure& measure : {score.micro, score.macro}) {
    EXPECT_DOUBLE_EQ(measure.precision, 1.0);
    EXPECT_DOUBLE_EQ(measure.recall, 1.0);
    EXPECT_DOUBLE_EQ(measure.granularity, 1.0);
    EXPECT_DOUBLE_EQ(measure.F1(), 1.0);
    EXPECT_DOUBLE_EQ(measure.Plagdet(), 1.0);  // 1 / log2(2)
  }
  EXPECT_EQ(score.cases, 1U);
  EXPECT_EQ(score.detected_cases, 1U);
  EXPECT_EQ(score.detections, 1U);
}

TEST(PanScoreTest, GivesNothingToADetectionElsewhere) {
  // The right document, the wrong place; then the right places of another source.
  for (const SpanPair& wrong :
       {Pair({300, 400}, {700, 800}), SpanPair{0, kCase.suspicious_span, 1, kCase.source_span},
        SpanPair{1, kCase.suspicious_span, 0, kCase.source_span}}) {
    const PanScore score = ScorePan({kCase}, {wrong});
    EXPECT_DOUBLE_EQ(score.micro.precision, 0.0);
    EXPECT_DOUBLE_EQ(score.micro.recall, 0.0);
    EXPECT_DOUBLE_EQ(score.micro.Plagdet(), 0.0);
    EXPECT_DOUBLE_EQ(score.macro.Plagdet(), 0.0);
    EXPECT_DOUBLE_EQ(score.micro.granularity, 1.0);
    EXPECT_EQ(score.detected_cases, 0U);
  }
}

TEST(PanScoreTest, CountsNothingWhenOneSideAloneIsRight) {
  // All of the suspicious span is right, but the source span only touches the case's end.
  const PanScore score = ScorePan({kCase}, {Pair({100, 200}, {600, 700})});
  EXPECT_DOUBLE_EQ(score.micro.precision, 0.0);
  EXPECT_DOUBLE_EQ(score.micro.recall, 0.0);
  EXPECT_EQ(score.detected_cases, 0U);
}

TEST(PanScoreTest, CountsHalfACase) {
  // 50 + 50 characters, all of them of the case's 100 + 100.
  const PanScore half = ScorePan({kCase}, {Pair({150, 200}, {550, 600})});
  for (const PanMeasure& measure : {half.micro, half.macro}) {
    EXPECT_DOUBLE_EQ(measure.precision, 1.0);
    EXPECT_DOUBLE_EQ(measure.recall, 0.5);
    EXPECT_DOUBLE_EQ(measure.F1(), 2.0 / 3.0);  // 2 * 1 * 0.5 / 1.5
    EXPECT_DOUBLE_EQ(measure.Plagdet(), 2.0 / 3.0);
  }
  // Twice the case on the suspicious side, all of it in the source: 200 of 300 characters
  // detected are the case's, and all of its 200 are found.
  const PanScore more = ScorePan({kCase}, {Pair({50, 250}, {500, 600})});
  EXPECT_DOUBLE_EQ(more.micro.precision, 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(more.micro.recall, 1.0);
  EXPECT_DOUBLE_EQ(more.micro.F1(), 0.8);  // 2 * 2/3 / (5/3)
}

TEST(PanScoreTest, CountsTwoDetectionsOfOneCase) {
  // Three fifths of the case in two pieces of 40 + 40 and 20 + 20: (80 + 40) of 200 characters.
  const PanScore score =
      ScorePan({kCase}, {Pair({100, 140}, {500, 540}), Pair({180, 200}, {580, 600})});
  for (const PanMeasure& measure : {score.micro, score.macro}) {
    EXPECT_DOUBLE_EQ(measure.precision, 1.0);
    EXPECT_DOUBLE_EQ(measure.recall, 0.6);
    EXPECT_DOUBLE_EQ(measure.granularity, 2.0);
    EXPECT_DOUBLE_EQ(measure.F1(), 0.75);  // 1.2 / 1.6
    EXPECT_DOUBLE_EQ(measure.Plagdet(), 0.75 / std::log2(3.0));
  }
  EXPECT_EQ(score.detected_cases, 1U);
}

TEST(PanScoreTest, CountsOverlappingDetectionsOnce) {
  // The second lies in the first: 80 + 80 characters in all, none counted twice.
  const std::vector<SpanPair> nested = {Pair({100, 180}, {500, 580}), Pair({140, 160}, {540, 560})};
  const PanScore score = ScorePan({kCase}, nested);
  EXPECT_DOUBLE_EQ(score.micro.precision, 1.0);
  EXPECT_DOUBLE_EQ(score.micro.recall, 0.8);  // 160 of 200
  EXPECT_DOUBLE_EQ(score.macro.recall, 0.8);
  EXPECT_DOUBLE_EQ(score.micro.granularity, 2.0);

  // Crossing ones: [90, 150) and [140, 190) are 100 characters, 90 of them of the case; the
  // same in the source. Each alone: 50 + 50 of 60 + 60, and 50 + 50 of 50 + 50.
  const PanScore crossing =
      ScorePan({kCase}, {Pair({90, 150}, {490, 550}), Pair({140, 190}, {540, 590})});
  EXPECT_DOUBLE_EQ(crossing.micro.precision, 0.9);
  EXPECT_DOUBLE_EQ(crossing.micro.recall, 0.9);
  EXPECT_DOUBLE_EQ(crossing.macro.precision, (5.0 / 6.0 + 1.0) / 2.0);
  EXPECT_DOUBLE_EQ(crossing.macro.recall, 0.9);
}

TEST(PanScoreTest, CountsADetectionAcrossTwoCases) {
  // Cases of 40 + 40 with 20 between them; one detection of 100 + 100 over both: 160 of its 200
  // characters are theirs. Each case is detected once.
  const std::vector<SpanPair> cases = {Pair({0, 40}, {0, 40}), Pair({60, 100}, {60, 100})};
  const PanScore score = ScorePan(cases, {Pair({0, 100}, {0, 100})});
  for (const PanMeasure& measure : {score.micro, score.macro}) {
    EXPECT_DOUBLE_EQ(measure.precision, 0.8);
    EXPECT_DOUBLE_EQ(measure.recall, 1.0);
    EXPECT_DOUBLE_EQ(measure.granularity, 1.0);
  }
  EXPECT_EQ(score.detected_cases, 2U);
}

TEST(PanScoreTest, KeepsMacroAndMicroApart) {
  // A long case (900 + 900) found whole, a short one (100 + 100) not at all, and a false detection
  // of 50 + 50 beside the right one.
  const SpanPair longer = SpanPair{0, {0, 900}, 0, {0, 900}};
  const SpanPair shorter = SpanPair{1, {0, 100}, 1, {0, 100}};
  const SpanPair false_one = SpanPair{2, {0, 50}, 1, {400, 450}};
  const PanScore score = ScorePan({longer, shorter}, {longer, false_one});
  EXPECT_DOUBLE_EQ(score.micro.recall, 0.9);  // 1800 of 2000
  EXPECT_DOUBLE_EQ(score.macro.recall, 0.5);  // (1 + 0) / 2
  EXPECT_DOUBLE_EQ(score.micro.precision, 1800.0 / 1900.0);
  EXPECT_DOUBLE_EQ(score.macro.precision, 0.5);  // (1 + 0) / 2
  EXPECT_DOUBLE_EQ(score.macro.F1(), 0.5);
}

TEST(PanScoreTest, CountsASourceUsedTwiceOnce) {
  // Two documents copied one passage: 100 + 100 suspicious characters, 100 of the source.
  const std::vector<SpanPair> cases = {SpanPair{0, {0, 100}, 0, {0, 100}},
                                       SpanPair{1, {0, 100}, 0, {0, 100}}};
  const PanScore score = ScorePan(cases, {cases[0]});
  EXPECT_DOUBLE_EQ(score.micro.recall, 200.0 / 300.0);
  EXPECT_DOUBLE_EQ(score.macro.recall, 0.5);
}

TEST(PanScoreTest, DefinesTheQuotientsOfNothing) {
  const PanScore nothing = ScorePan({}, {});
  EXPECT_DOUBLE_EQ(nothing.micro.Plagdet(), 1.0);
  EXPECT_DOUBLE_EQ(nothing.macro.Plagdet(), 1.0);

  for (const PanScore& one : {ScorePan({}, {kCase}), ScorePan({kCase}, {})}) {
    EXPECT_DOUBLE_EQ(one.micro.precision, 0.0);
    EXPECT_DOUBLE_EQ(one.micro.recall, 0.0);
    EXPECT_DOUBLE_EQ(one.micro.F1(), 0.0);
    EXPECT_DOUBLE_EQ(one.micro.granularity, 1.0);
    EXPECT_DOUBLE_EQ(one.macro.Plagdet(), 0.0);
  }
}

}  // namespace
}  // namespace twicetold::bench
