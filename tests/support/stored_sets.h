#ifndef TWICETOLD_TESTS_SUPPORT_STORED_SETS_H_
#define TWICETOLD_TESTS_SUPPORT_STORED_SETS_H_

// What the deciding stage reads: the items' sets in a store, the candidates in a file.

#include <cstdint>
#include <memory>
#include <vector>

#include "tests/support/program.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold::testing {

// Lives in a FreshFolder of its own.
class StoredSets {
 public:
  // `candidates`: numbers of ItemPair, sorted. `memory`: bytes of the sets that stay in memory.
  StoredSets(const std::vector<std::vector<uint64_t>>& sets,
             const std::vector<uint64_t>& candidates, uint64_t memory);

  const SetStore& sets() const { return store_; }
  const SpillReader& pairs() const { return pairs_; }
  const WorkDir& work() const { return *work_; }

 private:
  FreshFolder folder_;
  std::unique_ptr<WorkDir> work_;
  SetStore store_;
  SpillReader pairs_;
};

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_STORED_SETS_H_
