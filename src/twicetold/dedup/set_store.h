#ifndef TWICETOLD_DEDUP_SET_STORE_H_
#define TWICETOLD_DEDUP_SET_STORE_H_

// The shingle sets of the units that are candidates: in memory as far as they fit, then on disk.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

class SetStore {
 public:
  // Room for the sets of those of `items` items that `wanted` marks. Up to `memory` bytes of
  // elements stay in memory; the rest goes to the file "sets" of `stage`.
  SetStore(const std::vector<bool>& wanted, uint64_t memory, const WorkDir& work,
           std::string_view stage);

  // Adds the set of a wanted item, each once. Not thread-safe.
  absl::Status Add(uint32_t item, std::span<const uint64_t> set);
  // No more are added. Must be called before Get.
  absl::Status Finish();

  // The set of `item`; it may lie in `scratch`. Empty for an item that has none. Thread-safe.
  absl::StatusOr<std::span<const uint64_t>> Get(uint32_t item,
                                                std::vector<uint64_t>& scratch) const;
  // Elements of the set of `item`.
  uint32_t SizeOf(uint32_t item) const;

 private:
  static constexpr size_t kPageElements = size_t{1} << 20;
  // Elements [begin, begin + size) of a page, or of the file when page is kFile.
  struct Place {
    uint64_t begin = 0;
    uint32_t page = 0;
    uint32_t size = 0;
  };
  static constexpr uint32_t kFile = UINT32_MAX;

  const WorkDir& work_;
  const std::string stage_;
  uint64_t elements_left_;  // that may still stay in memory
  std::vector<uint32_t> slot_of_item_;
  std::vector<Place> places_;
  std::vector<std::vector<uint64_t>> pages_;
  std::optional<SpillWriter> writer_;
  std::optional<SpillReader> file_;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_SET_STORE_H_
