#include "twicetold/base/ordered_work.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <numeric>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twicetold {
namespace {

using ::testing::ElementsAreArray;

struct Outcome {
  absl::Status status;
  std::vector<int> taken;
};

// Squares the numbers below `count`, every third of which takes long; fails where it is told to.
Outcome Square(int count, int threads, int fail_pull = -1, int fail_work = -1, int fail_take = -1) {
  Outcome outcome;
  int next = 0;
  const auto pull = [&](int& item) -> absl::StatusOr<bool> {
    if (next == fail_pull) return absl::DataLossError("pull");
    if (next == count) return false;
    item = next++;
    return true;
  };
  const auto work = [&](int /*worker*/, int& item, int& result) -> absl::Status {
    if (item == fail_work) return absl::InternalError("work");
    if (item % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds(50));
    result = item * item;
    return absl::OkStatus();
  };
  const auto take = [&](int& item, int& result) -> absl::Status {
    if (item == fail_take) return absl::AbortedError("take");
    EXPECT_EQ(result, item * item);
    outcome.taken.push_back(item);
    return absl::OkStatus();
  };
  outcome.status = OrderedWork<int, int>::Run(threads, {pull, work, take});
  return outcome;
}

std::vector<int> UpTo(int count) {
  std::vector<int> numbers(static_cast<size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

TEST(OrderedWorkTest, ResultsComeInTheOrderOfTheItems) {
  for (const int threads : {0, 1, 2, 3, 8}) {
    for (const int count : {0, 1, 2, 500}) {
      const Outcome outcome = Square(count, threads);
      EXPECT_TRUE(outcome.status.ok());
      EXPECT_THAT(outcome.taken, ElementsAreArray(UpTo(count))) << threads << " threads";
    }
  }
}

TEST(OrderedWorkTest, AFailureIsToldAfterAllResultsBeforeIt) {
  for (const int threads : {1, 2, 8}) {
    for (const int at : {0, 1, 250}) {
      Outcome outcome = Square(500, threads, at);
      EXPECT_EQ(outcome.status.message(), "pull");
      EXPECT_THAT(outcome.taken, ElementsAreArray(UpTo(at)));
      outcome = Square(500, threads, -1, at);
      EXPECT_EQ(outcome.status.message(), "work");
      EXPECT_THAT(outcome.taken, ElementsAreArray(UpTo(at)));
      outcome = Square(500, threads, -1, -1, at);
      EXPECT_EQ(outcome.status.message(), "take");
      EXPECT_THAT(outcome.taken, ElementsAreArray(UpTo(at)));
    }
  }
}

TEST(OrderedWorkTest, OfTwoFailuresTheEarlierOneIsTold) {
  for (const int threads : {1, 2, 8}) {
    EXPECT_EQ(Square(500, threads, 200, 100).status.message(), "work");
    EXPECT_EQ(Square(500, threads, 100, 200).status.message(), "pull");
  }
}

TEST(OrderedWorkTest, AWorkerIsNeverInTwoPlaces) {
  constexpr int kThreads = 4;
  std::vector<std::atomic<int>> inside(kThreads);
  std::atomic<bool> overlapped = false;
  int next = 0;
  const auto pull = [&](int& item) -> absl::StatusOr<bool> {
    item = next;
    return next++ < 300;
  };
  const auto work = [&](int worker, int&, int&) -> absl::Status {
    if (inside[static_cast<size_t>(worker)]++ != 0) overlapped = true;
    std::this_thread::sleep_for(std::chrono::microseconds(20));
    --inside[static_cast<size_t>(worker)];
    return absl::OkStatus();
  };
  const auto take = [](int&, int&) { return absl::OkStatus(); };
  ASSERT_TRUE((OrderedWork<int, int>::Run(kThreads, {pull, work, take})).ok());
  EXPECT_FALSE(overlapped);
}

}  // namespace
}  // namespace twicetold
