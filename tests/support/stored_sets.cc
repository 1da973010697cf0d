#include "tests/support/stored_sets.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold::testing {
namespace {

SpillReader Spilled(const std::vector<uint64_t>& numbers, const WorkDir& work) {
  auto file = work.Create("bucket", "pairs");
  EXPECT_TRUE(file->AppendValues<uint64_t>(numbers).ok());
  EXPECT_TRUE(file->Finish().ok());
  return *work.Open("bucket", "pairs");
}

}  // namespace

StoredSets::StoredSets(const std::vector<std::vector<uint64_t>>& sets,
                       const std::vector<uint64_t>& candidates, uint64_t memory)
    : work_(*WorkDir::Open("work", "plan", false)),
      store_(std::vector<bool>(sets.size(), true), memory, *work_, "collect", "sets"),
      pairs_(Spilled(candidates, *work_)) {
  for (uint32_t item = 0; item < sets.size(); ++item) {
    EXPECT_TRUE(store_.Add(item, sets[item]).ok());
  }
  EXPECT_TRUE(store_.Finish().ok());
}

}  // namespace twicetold::testing
