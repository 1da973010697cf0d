#include "twicetold/base/sort_kernel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"

namespace twicetold {
namespace {

constexpr uint64_t kGreatest = std::numeric_limits<uint64_t>::max();

// Different numbers: any, near the ends of the range, on both sides of its middle, in a row.
std::vector<uint64_t> DifferentNumbers(size_t count, int kind, Random& random) {
  std::vector<uint64_t> numbers;
  while (numbers.size() < count) {
    const uint64_t i = numbers.size();
    const uint64_t ends = i % 2 == 0 ? i : kGreatest - i;
    const uint64_t middle = (uint64_t{1} << 63) + i - count / 2;
    const uint64_t next = kind == 0 ? random.Next() : kind == 1 ? ends : kind == 2 ? middle : i;
    if (std::ranges::find(numbers, next) == numbers.end()) numbers.push_back(next);
  }
  for (size_t i = count; i > 1; --i) std::swap(numbers[i - 1], numbers[random.Below(i)]);
  return numbers;
}

template <typename Test>
void OnEveryTarget(Test test) {
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    SCOPED_TRACE(target);
    test(target);
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

// How many numbers a target is to sort: vectors of eight, four and two.
size_t MostOn(std::string_view target) {
  if (target.starts_with("avx3")) return 64;
  return target == "avx2" ? 32 : target == "sse4" || target == "neon" ? 16 : 0;
}

TEST(SortFewByRankTest, SortsDifferentNumbers) {
  Random random(1);
  OnEveryTarget([&](std::string_view target) {
    for (size_t count = 0; count <= 70; ++count) {
      for (int kind = 0; kind < 4; ++kind) {
        const std::vector<uint64_t> numbers = DifferentNumbers(count, kind, random);
        std::vector<uint64_t> expected = numbers;
        std::sort(expected.begin(), expected.end());
        std::vector<uint64_t> sorted(count);
        const bool done = SortFewByRank(numbers, sorted);
        ASSERT_EQ(done, count <= MostOn(target) && MostOn(target) > 0) << count;
        if (!done) continue;
        ASSERT_EQ(sorted, expected) << count << " of kind " << kind;
      }
    }
  });
}

TEST(SortFewByRankTest, LeavesEqualNumbersToOthers) {
  Random random(2);
  OnEveryTarget([&](std::string_view) {
    for (size_t count = 2; count <= 64; ++count) {
      std::vector<uint64_t> numbers = DifferentNumbers(count, 0, random);
      const uint64_t from = random.Below(count);
      numbers[(from + 1 + random.Below(count - 1)) % count] = numbers[from];
      std::vector<uint64_t> sorted(count);
      ASSERT_FALSE(SortFewByRank(numbers, sorted)) << count;
      numbers.assign(count, kGreatest);
      ASSERT_FALSE(SortFewByRank(numbers, sorted)) << count << " times the greatest";
    }
  });
}

// Runs of up to `most` numbers, each run above the one before, in any order, equal ones among them.
std::vector<uint64_t> RunsInAnyOrder(size_t count, uint64_t most, Random& random) {
  std::vector<uint64_t> numbers;
  for (uint64_t base = 0; numbers.size() < count; base += kGreatest / count) {
    for (uint64_t left = 1 + random.Below(most); left > 0 && numbers.size() < count; --left) {
      numbers.push_back(base + random.Below(random.Below(2) == 0 ? 4 : kGreatest / count));
    }
  }
  return numbers;
}

TEST(SortAmongNeighboursTest, SortsRunsInAnyOrder) {
  Random random(3);
  OnEveryTarget([&](std::string_view target) {
    for (const size_t count : {0U, 1U, 2U, 3U, 7U, 8U, 9U, 16U, 17U, 18U, 63U, 400U, 1001U}) {
      for (uint32_t most = 1; most <= 24; ++most) {
        std::vector<uint64_t> numbers = RunsInAnyOrder(count, most, random);
        std::vector<uint64_t> expected = numbers;
        std::sort(expected.begin(), expected.end());
        const bool done = SortAmongNeighbours(numbers, most);
        ASSERT_EQ(done, MostOn(target) > 0);
        if (!done) continue;
        ASSERT_EQ(numbers, expected) << count << ", runs of " << most;
      }
    }
  });
}

// The order that takes the most exchanges.
TEST(SortAmongNeighboursTest, SortsRunsThatFall) {
  OnEveryTarget([&](std::string_view) {
    for (uint32_t most = 1; most <= 24; ++most) {
      for (size_t before = 0; before < 3; ++before) {
        std::vector<uint64_t> expected(before + 20 * most);
        std::iota(expected.begin(), expected.end(), kGreatest - expected.size());
        std::vector<uint64_t> numbers = expected;
        for (auto run = numbers.begin() + static_cast<ptrdiff_t>(before); run != numbers.end();
             run += most) {
          std::reverse(run, run + most);
        }
        if (!SortAmongNeighbours(numbers, most)) continue;
        ASSERT_EQ(numbers, expected) << "runs of " << most << " behind " << before;
      }
    }
  });
}

TEST(AllRiseTest, FindsWhereOneDoesNot) {
  OnEveryTarget([&](std::string_view) {
    for (size_t count = 0; count <= 40; ++count) {
      std::vector<uint64_t> numbers(count);
      std::iota(numbers.begin(), numbers.end(), (uint64_t{1} << 63) - count / 2);
      ASSERT_TRUE(AllRise(numbers)) << count;
      for (size_t i = 1; i < count; ++i) {
        const uint64_t was = numbers[i];
        for (const uint64_t other : {numbers[i - 1], uint64_t{0}}) {
          numbers[i] = other;
          ASSERT_FALSE(AllRise(numbers)) << i << " of " << count;
        }
        numbers[i] = was;
      }
    }
  });
}

}  // namespace
}  // namespace twicetold
