#include "twicetold/dedup/order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/program.h"
#include "twicetold/base/random.h"
#include "twicetold/dedup/dedup.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/read.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/io/reader.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

// Ids that agree in many bytes, end within each other, hold zero bytes, or stand twice.
std::vector<std::string> Ids() {
  Random random(1);
  std::vector<std::string> ids = {"", "a", "ab", "a", ""};
  for (int i = 0; i < 500; ++i) {
    std::string id(random.Below(4) * 8, 'x');
    const uint64_t more = random.Below(40);
    for (uint64_t k = 0; k < more; ++k) id.push_back(random.Below(8) == 0 ? 'b' : 'a');
    ids.push_back(id);
  }
  return ids;
}

TEST(OrderTest, TiesFallToTheIdThenToTheOrderOfTheInput) {
  const testing::FreshFolder folder;
  const std::vector<std::string> ids = Ids();
  std::string lines;
  for (const std::string& id : ids) {
    lines += "{\"id\":\"" + id + "\",\"text\":\"one two three\",\"date\":\"2005-01-01\"}\n";
  }
  folder.Write("in.jsonl", lines);
  DedupOptions options;
  options.recipe = *Recipe::FromPreset("corpus");
  options.keep.keep = Keep::kNewest;
  DedupInputs inputs({"in.jsonl"}, {}, ReadOptions(), false);
  const auto work = WorkDir::Open("work", "plan", false);
  ASSERT_TRUE(work.ok()) << work.status();
  ASSERT_TRUE(ReadRecords(inputs, options, **work, nullptr).ok());
  const auto tables = Tables::Open(**work);
  ASSERT_TRUE(tables.ok()) << tables.status();
  const auto order = OrderUnits(*tables, options.keep);
  ASSERT_TRUE(order.ok()) << order.status();

  std::vector<std::pair<std::string, UnitNumber>> expected;
  for (UnitNumber unit = 0; unit < ids.size(); ++unit) expected.emplace_back(ids[unit], unit);
  std::sort(expected.begin(), expected.end());
  ASSERT_EQ(order->unit_of_rank.size(), expected.size());
  for (uint32_t rank = 0; rank < expected.size(); ++rank) {
    ASSERT_EQ(order->unit_of_rank[rank], expected[rank].second) << rank;
    EXPECT_EQ(order->rank_of_unit[expected[rank].second], rank);
  }
}

}  // namespace
}  // namespace twicetold
