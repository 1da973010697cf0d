#include "twicetold/dedup/set_store.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

template <typename Value>
ItemStore<Value>::ItemStore(const std::vector<bool>& wanted, uint64_t memory, const WorkDir& work,
                            std::string_view stage, std::string_view name)
    : work_(work),
      stage_(stage),
      name_(name),
      elements_left_(memory / sizeof(Value)),
      slot_of_item_(wanted.size(), UINT32_MAX) {
  uint32_t slots = 0;
  for (size_t item = 0; item < wanted.size(); ++item) {
    if (wanted[item]) slot_of_item_[item] = slots++;
  }
  places_.resize(slots);
}

template <typename Value>
absl::Status ItemStore<Value>::Add(uint32_t item, std::span<const Value> values) {
  assert(slot_of_item_[item] != UINT32_MAX);
  Place& place = places_[slot_of_item_[item]];
  place.size = static_cast<uint32_t>(values.size());
  const bool fits_page =
      !pages_.empty() && pages_.back().capacity() - pages_.back().size() >= values.size();
  if (!fits_page) {
    const size_t page = std::max(kPageElements, values.size());
    if (elements_left_ < page) {
      if (!writer_) {
        TWICETOLD_ASSIGN_OR_RETURN(SpillWriter writer, work_.Create(stage_, name_));
        writer_.emplace(std::move(writer));
      }
      place.page = kFile;
      place.begin = writer_->size() / sizeof(Value);
      return writer_->AppendValues(values);
    }
    elements_left_ -= page;
    pages_.emplace_back().reserve(page);
  }
  place.page = static_cast<uint32_t>(pages_.size() - 1);
  place.begin = pages_.back().size();
  pages_.back().insert(pages_.back().end(), values.begin(), values.end());
  return absl::OkStatus();
}

template <typename Value>
absl::Status ItemStore<Value>::Finish() {
  if (!writer_) return absl::OkStatus();
  TWICETOLD_RETURN_IF_ERROR(writer_->Finish().status());
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader file, work_.Open(stage_, name_));
  file_.emplace(std::move(file));
  return absl::OkStatus();
}

template <typename Value>
absl::StatusOr<std::span<const Value>> ItemStore<Value>::Get(uint32_t item,
                                                             std::vector<Value>& scratch) const {
  const uint32_t slot = slot_of_item_[item];
  if (slot == UINT32_MAX || places_[slot].size == 0) return std::span<const Value>();
  const Place& place = places_[slot];
  if (place.page != kFile) return std::span(pages_[place.page]).subspan(place.begin, place.size);
  scratch.resize(place.size);
  TWICETOLD_RETURN_IF_ERROR(file_->template ReadValues<Value>(place.begin, scratch));
  return scratch;
}

template <typename Value>
uint32_t ItemStore<Value>::SizeOf(uint32_t item) const {
  const uint32_t slot = slot_of_item_[item];
  return slot == UINT32_MAX ? 0 : places_[slot].size;
}

template class ItemStore<uint64_t>;
template class ItemStore<char>;

}  // namespace twicetold
