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
namespace {

constexpr char kFileName[] = "sets";

}  // namespace

SetStore::SetStore(const std::vector<bool>& wanted, uint64_t memory, const WorkDir& work,
                   std::string_view stage)
    : work_(work),
      stage_(stage),
      elements_left_(memory / sizeof(uint64_t)),
      slot_of_item_(wanted.size(), UINT32_MAX) {
  uint32_t slots = 0;
  for (size_t item = 0; item < wanted.size(); ++item) {
    if (wanted[item]) slot_of_item_[item] = slots++;
  }
  places_.resize(slots);
}

absl::Status SetStore::Add(uint32_t item, std::span<const uint64_t> set) {
  assert(slot_of_item_[item] != UINT32_MAX);
  Place& place = places_[slot_of_item_[item]];
  place.size = static_cast<uint32_t>(set.size());
  const bool fits_page =
      !pages_.empty() && pages_.back().capacity() - pages_.back().size() >= set.size();
  if (!fits_page) {
    const size_t page = std::max(kPageElements, set.size());
    if (elements_left_ < page) {
      if (!writer_) {
        TWICETOLD_ASSIGN_OR_RETURN(SpillWriter writer, work_.Create(stage_, kFileName));
        writer_.emplace(std::move(writer));
      }
      place.page = kFile;
      place.begin = writer_->size() / sizeof(uint64_t);
      return writer_->AppendValues(set);
    }
    elements_left_ -= page;
    pages_.emplace_back().reserve(page);
  }
  place.page = static_cast<uint32_t>(pages_.size() - 1);
  place.begin = pages_.back().size();
  pages_.back().insert(pages_.back().end(), set.begin(), set.end());
  return absl::OkStatus();
}

absl::Status SetStore::Finish() {
  if (!writer_) return absl::OkStatus();
  TWICETOLD_RETURN_IF_ERROR(writer_->Finish().status());
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader file, work_.Open(stage_, kFileName));
  file_.emplace(std::move(file));
  return absl::OkStatus();
}

absl::StatusOr<std::span<const uint64_t>> SetStore::Get(uint32_t item,
                                                        std::vector<uint64_t>& scratch) const {
  const uint32_t slot = slot_of_item_[item];
  if (slot == UINT32_MAX || places_[slot].size == 0) return std::span<const uint64_t>();
  const Place& place = places_[slot];
  if (place.page != kFile) return std::span(pages_[place.page]).subspan(place.begin, place.size);
  scratch.resize(place.size);
  TWICETOLD_RETURN_IF_ERROR(file_->ReadValues<uint64_t>(place.begin, scratch));
  return scratch;
}

uint32_t SetStore::SizeOf(uint32_t item) const {
  const uint32_t slot = slot_of_item_[item];
  return slot == UINT32_MAX ? 0 : places_[slot].size;
}

}  // namespace twicetold
