#include "twicetold/lsh/band_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;

TEST(BandPlanTest, ProbabilityIsTheFormula) {
  for (const BandPlan plan : {BandPlan{18, 7}, BandPlan{25, 5}, BandPlan{42, 3}, BandPlan{9, 13}}) {
    for (double j = 0.05; j < 1.0; j += 0.05) {
      EXPECT_NEAR(plan.CandidateProbability(j),
                  1 - std::pow(1 - std::pow(j, plan.rows), plan.bands), 1e-14);
    }
  }
  EXPECT_NEAR((BandPlan{18, 7}.CandidateProbability(0.8)), 0.9855, 5e-5);
  EXPECT_NEAR((BandPlan{9, 13}.CandidateProbability(0.8)), 0.3988, 5e-5);
}

TEST(BandPlanTest, ProbabilityIsExactAtTheEnds) {
  const BandPlan plan{18, 7};
  EXPECT_EQ(plan.CandidateProbability(0.0), 0.0);
  EXPECT_FALSE(std::signbit(plan.CandidateProbability(0.0)));
  EXPECT_EQ(plan.CandidateProbability(1.0), 1.0);
  EXPECT_EQ(plan.CandidateProbability(-0.1), 0.0);
  EXPECT_EQ(plan.CandidateProbability(1.1), 1.0);
  // Near 0 it is bands * J^rows: the textbook form would give 0.
  EXPECT_DOUBLE_EQ(plan.CandidateProbability(1e-4), 18e-28);
  // Near 1 the miss is (rows * (1 - J))^bands.
  EXPECT_NEAR((BandPlan{1, 1000}.CandidateProbability(1 - 1e-9)), 1 - 1e-6, 1e-11);
  EXPECT_EQ((BandPlan{0, 7}.CandidateProbability(1.0)), 0.0);
}

TEST(BandPlanTest, ProbabilityGrowsWithResemblance) {
  const BandPlan plan{25, 5};
  double last = -1.0;
  for (int i = 0; i <= 1000; ++i) {
    const double now = plan.CandidateProbability(i / 1000.0);
    EXPECT_GE(now, last);
    EXPECT_LE(now, 1.0);
    last = now;
  }
}

TEST(SolveBandPlanTest, StrictestPlanThatKeepsThePromise) {
  EXPECT_EQ(SolveBandPlan(0.8, 0.98, 128).value(), (BandPlan{18, 7}));
  EXPECT_EQ(SolveBandPlan(0.7, 0.98, 128).value(), (BandPlan{25, 5}));
  EXPECT_EQ(SolveBandPlan(0.5, 0.98, 128).value(), (BandPlan{42, 3}));
}

TEST(SolveBandPlanTest, ReachesTheRecallAndNoMoreRowsDo) {
  for (const uint32_t size : {1U, 16U, 100U, 128U, 256U, 1024U}) {
    for (const double threshold : {0.1, 0.3, 0.5, 0.75, 0.9, 0.99}) {
      for (const double recall : {0.5, 0.9, 0.99, 0.9999}) {
        const auto plan = SolveBandPlan(threshold, recall, size);
        const double at_best = BandPlan{size, 1}.CandidateProbability(threshold);
        ASSERT_EQ(plan.ok(), at_best >= recall);
        if (!plan.ok()) continue;
        EXPECT_EQ(plan->bands, size / plan->rows);
        EXPECT_GE(plan->CandidateProbability(threshold), recall);
        for (uint32_t rows = plan->rows + 1; rows <= size; ++rows) {
          EXPECT_LT((BandPlan{size / rows, rows}.CandidateProbability(threshold)), recall);
        }
      }
    }
  }
}

TEST(SolveBandPlanTest, RefusesBadArguments) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {0.0, 1.0, -0.5, 1.5, kNan}) {
    const absl::Status threshold = SolveBandPlan(bad, 0.98, 128).status();
    EXPECT_EQ(threshold.code(), absl::StatusCode::kInvalidArgument) << bad;
    EXPECT_THAT(std::string(threshold.message()), HasSubstr("threshold"));
    const absl::Status recall = SolveBandPlan(0.8, bad, 128).status();
    EXPECT_EQ(recall.code(), absl::StatusCode::kInvalidArgument) << bad;
    EXPECT_THAT(std::string(recall.message()), HasSubstr("recall"));
  }
  EXPECT_EQ(SolveBandPlan(0.8, 0.98, 0).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(SolveBandPlanTest, SaysWhatWouldReachTheRecall) {
  const absl::Status status = SolveBandPlan(0.5, 0.99, 4).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("at least 7 digests"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("at most 0.9375"));
  EXPECT_TRUE(SolveBandPlan(0.5, 0.99, 7).ok());
  EXPECT_FALSE(SolveBandPlan(0.5, 0.99, 6).ok());
}

}  // namespace
}  // namespace twicetold
