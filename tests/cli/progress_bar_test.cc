#include "twicetold/cli/progress_bar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <sstream>
#include <string>

#include "twicetold/cli/program.h"

namespace twicetold {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

class ProgressBarTest : public ::testing::Test {
 protected:
  ProgressBar::Clock Clock() {
    return [this] { return std::chrono::nanoseconds(now_); };
  }
  std::string Taken() {
    std::string taken = err_.str();
    err_.str("");
    return taken;
  }
  std::ostringstream err_;
  milliseconds now_{5000};
};

TEST_F(ProgressBarTest, DrawsShareAmountRateAndTimeLeft) {
  ProgressBar bar(err_, 80, Clock());
  bar.Begin("reading", 4000000, "bytes");
  now_ += milliseconds(2000);
  bar.Advance(1000000);
  EXPECT_EQ(Taken(),
            "\rreading  [######....................]   25 %  1.0 M bytes  500.0 k/s  0:06 left");
  bar.End();
  const std::string erased = Taken();
  EXPECT_EQ(erased, "\r" + std::string(erased.size() - 2, ' ') + "\r");
  bar.End();
  EXPECT_EQ(Taken(), "") << "nothing is left to erase";
}

TEST_F(ProgressBarTest, AtMostTenTimesASecondAndNothingForAShortRun) {
  ProgressBar bar(err_, 80, Clock());
  bar.Begin("reading", 100, "files");
  now_ += milliseconds(99);
  bar.Advance(50);
  EXPECT_EQ(Taken(), "");
  int drawn = 0;
  for (int i = 0; i < 1000; ++i) {
    now_ += milliseconds(1);
    bar.Advance(51);
    drawn += Taken().empty() ? 0 : 1;
  }
  EXPECT_EQ(drawn, 10);
}

TEST_F(ProgressBarTest, NeverReachesTheLastColumn) {
  for (size_t width = 0; width <= 120; ++width) {
    Taken();  // what the bar before erased
    ProgressBar bar(err_, width, Clock());
    bar.Begin("comparing", 1000, "pairs");
    now_ += milliseconds(1000);
    bar.Advance(999);
    EXPECT_LE(Taken().size(), std::max<size_t>(width, 2)) << "a return and width - 1 columns";
  }
}

TEST_F(ProgressBarTest, WithoutATotalThereIsNoBar) {
  ProgressBar bar(err_, 80, Clock());
  bar.Begin("reading", 0, "bytes");
  now_ += milliseconds(1000);
  bar.Advance(640);
  EXPECT_EQ(Taken(), "\rreading  640 bytes  640/s");
}

TEST_F(ProgressBarTest, MoreThanTheTotalIsFull) {
  ProgressBar bar(err_, 80, Clock());
  bar.Begin("reading", 10, "files");
  now_ += milliseconds(1000);
  bar.Advance(12);
  EXPECT_THAT(Taken(), HasSubstr("100 %  12 files"));
}

TEST_F(ProgressBarTest, ErasedWhenAnErrorEndsTheStage) {
  {
    ProgressBar bar(err_, 80, Clock());
    bar.Begin("reading", 0, "bytes");
    now_ += milliseconds(1000);
    bar.Advance(1);
    Taken();
  }
  EXPECT_THAT(Taken(), ::testing::EndsWith(" \r"));
}

TEST_F(ProgressBarTest, OnlyOnATerminalAndNotWhenQuiet) {
  Surroundings surroundings;
  surroundings.err = &err_;
  surroundings.clock = Clock();
  EXPECT_EQ(ProgressFor(surroundings, false), nullptr);
  surroundings.err_is_terminal = true;
  EXPECT_NE(ProgressFor(surroundings, false), nullptr);
  EXPECT_EQ(ProgressFor(surroundings, true), nullptr);
  surroundings.clock = nullptr;
  EXPECT_EQ(ProgressFor(surroundings, false), nullptr);
}

}  // namespace
}  // namespace twicetold
