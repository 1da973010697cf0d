#include "twicetold/dedup/spill_sorter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {
namespace {

template <Equals equals>
std::vector<uint64_t> Sorted(const std::vector<uint64_t>& values, uint64_t memory,
                             uint64_t least_runs) {
  const testing::FreshFolder folder;
  const std::unique_ptr<WorkDir> work = *WorkDir::Open("work", "plan", false);
  SpillSorter<uint64_t, equals> sorter(*work, "stage", "run", memory);
  for (const uint64_t value : values) EXPECT_TRUE(sorter.Add(value).ok());
  for (uint64_t run = 0; run < least_runs; ++run) {
    EXPECT_TRUE(std::filesystem::exists("work/stage.run" + std::to_string(run)));
  }
  std::vector<uint64_t> sorted;
  EXPECT_TRUE(sorter
                  .Drain([&](uint64_t value) {
                    sorted.push_back(value);
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_FALSE(std::filesystem::exists("work/stage.run0")) << "disk space is given back";
  return sorted;
}

TEST(SpillSorterTest, SortsInMemoryAndInRuns) {
  Random random(1);
  for (const uint64_t range : {uint64_t{1000}, UINT64_MAX}) {
    std::vector<uint64_t> values;
    for (int i = 0; i < 700'000; ++i) values.push_back(random.Below(range));
    std::vector<uint64_t> expected = values;
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(Sorted<Equals::kKept>(values, 0, 5), expected);
    EXPECT_EQ(Sorted<Equals::kKept>(values, uint64_t{1} << 30, 0), expected);
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
    // Few values that come again and again need no run.
    EXPECT_EQ(Sorted<Equals::kEachOnce>(values, 0, range == 1000 ? 0 : 5), expected);
    EXPECT_EQ(Sorted<Equals::kEachOnce>(values, uint64_t{1} << 30, 0), expected);
  }
}

TEST(SpillSorterTest, NothingIsNothing) { EXPECT_TRUE(Sorted<Equals::kKept>({}, 0, 0).empty()); }

TEST(SpillSorterTest, AFailedVisitEndsIt) {
  const testing::FreshFolder folder;
  const std::unique_ptr<WorkDir> work = *WorkDir::Open("work", "plan", false);
  SpillSorter<uint64_t, Equals::kKept> sorter(*work, "stage", "run", 0);
  for (uint64_t i = 0; i < 500'000; ++i) ASSERT_TRUE(sorter.Add(i).ok());
  uint64_t visited = 0;
  const absl::Status status = sorter.Drain([&](uint64_t value) {
    ++visited;
    return value < 10 ? absl::OkStatus() : absl::AbortedError("enough");
  });
  EXPECT_EQ(status, absl::AbortedError("enough"));
  EXPECT_EQ(visited, 11U);
}

}  // namespace
}  // namespace twicetold
