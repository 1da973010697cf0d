#ifndef TWICETOLD_DEDUP_SET_STORE_H_
#define TWICETOLD_DEDUP_SET_STORE_H_

// Values by item, such as the shingle sets and the texts of candidates: in memory as far as they
// fit, then on disk.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

template <typename Value>
class ItemStore {
 public:
  // Room for the values of those items that `wanted` marks. Up to `memory` bytes of them stay in
  // memory; the rest goes to the file `name` of `stage`.
  ItemStore(const std::vector<bool>& wanted, uint64_t memory, const WorkDir& work,
            std::string_view stage, std::string_view name);

  // Adds the values of a wanted item, each once. Not thread-safe.
  absl::Status Add(uint32_t item, std::span<const Value> values);
  // No more are added. Must be called before Get.
  absl::Status Finish();

  // The values of `item`; they may lie in `scratch`. Empty for an item that has none. Thread-safe.
  absl::StatusOr<std::span<const Value>> Get(uint32_t item, std::vector<Value>& scratch) const;
  // How many values `item` has.
  uint32_t SizeOf(uint32_t item) const;

 private:
  static constexpr size_t kPageElements = (size_t{8} << 20) / sizeof(Value);
  // Elements [begin, begin + size) of a page, or of the file when page is kFile.
  struct Place {
    uint64_t begin = 0;
    uint32_t page = 0;
    uint32_t size = 0;
  };
  static constexpr uint32_t kFile = UINT32_MAX;

  const WorkDir& work_;
  const std::string stage_;
  const std::string name_;
  uint64_t elements_left_;  // that may still stay in memory
  std::vector<uint32_t> slot_of_item_;
  std::vector<Place> places_;
  std::vector<std::vector<Value>> pages_;
  std::optional<SpillWriter> writer_;
  std::optional<SpillReader> file_;
};

using SetStore = ItemStore<uint64_t>;
using TextStore = ItemStore<char>;

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_SET_STORE_H_
