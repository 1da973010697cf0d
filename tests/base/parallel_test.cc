#include "twicetold/base/parallel.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "twicetold/base/hash.h"

namespace twicetold {
namespace {

class ParallelForTest : public testing::TestWithParam<int> {};

TEST_P(ParallelForTest, CoversEachIndexOnce) {
  for (const size_t count : {size_t{1}, size_t{2}, size_t{7}, size_t{8}, size_t{9}, size_t{5000}}) {
    // Plain integers: two calls for one index would also be a race that the sanitizer reports.
    std::vector<int> calls(count, 0);
    ParallelFor(count, GetParam(), [&](size_t i) { ++calls.at(i); });
    EXPECT_EQ(calls, std::vector<int>(count, 1)) << count << " items";
  }
}

TEST_P(ParallelForTest, DoesNothingForNoItems) {
  bool called = false;
  ParallelFor(0, GetParam(), [&](size_t) { called = true; });
  EXPECT_FALSE(called);
}

TEST_P(ParallelForTest, UsesNoMoreThreadsThanAllowed) {
  std::mutex mutex;
  std::set<std::thread::id> seen;
  ParallelFor(500, GetParam(), [&](size_t) {
    std::this_thread::sleep_for(std::chrono::microseconds(20));
    const std::lock_guard<std::mutex> lock(mutex);
    seen.insert(std::this_thread::get_id());
  });
  EXPECT_GE(seen.size(), 1U);
  EXPECT_LE(seen.size(), static_cast<size_t>(GetParam()));
}

// What a caller does with it: every item writes its own place, and the whole is the same as from
// one thread, visible without further locking once the call returns.
TEST_P(ParallelForTest, GivesTheSameResultAsOneThread) {
  constexpr size_t kItems = 2000;
  const auto fill = [](int threads) {
    std::vector<uint64_t> results(kItems);
    ParallelFor(kItems, threads, [&](size_t i) { results[i] = Mix64(i); });
    return results;
  };
  EXPECT_EQ(fill(GetParam()), fill(1));
}

INSTANTIATE_TEST_SUITE_P(Threads, ParallelForTest, testing::Range(1, 9));

TEST(ParallelForFewThreadsTest, BelowOneCountsAsOne) {
  for (const int threads : {0, -1, -100}) {
    const std::thread::id caller = std::this_thread::get_id();
    size_t calls = 0;
    ParallelFor(10, threads, [&](size_t) {
      EXPECT_EQ(std::this_thread::get_id(), caller);
      ++calls;
    });
    EXPECT_EQ(calls, 10U) << threads << " threads";
  }
}

TEST(ParallelForFewThreadsTest, OneThreadIsTheCallerAndGoesInOrder) {
  const std::thread::id caller = std::this_thread::get_id();
  std::vector<size_t> order;
  ParallelFor(100, 1, [&](size_t i) {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    order.push_back(i);
  });
  ASSERT_EQ(order.size(), 100U);
  for (size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], i);
}

// The first item waits until all others are done, which they can be only if the other thread is
// given every one of them.
TEST(ParallelForFewThreadsTest, ALongItemDoesNotHoldUpShortOnes) {
  constexpr size_t kItems = 64;
  std::atomic<size_t> short_items = 0;
  bool all_done_in_time = false;
  ParallelFor(kItems, 2, [&](size_t i) {
    if (i != 0) {
      ++short_items;
      return;
    }
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (short_items < kItems - 1 && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::yield();
    }
    all_done_in_time = short_items == kItems - 1;
  });
  EXPECT_TRUE(all_done_in_time);
}

TEST(AvailableThreadsTest, IsAtLeastOne) { EXPECT_GE(AvailableThreads(), 1); }

}  // namespace
}  // namespace twicetold
