#include "twicetold/dedup/wanted_records.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/selection.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/io/file.h"
#include "twicetold/io/record_cut.h"

namespace twicetold {
namespace {

constexpr size_t kBytesOfBlock = size_t{1} << 20;
// Records this far apart are read in one go: the bytes between cost less than a call.
constexpr uint64_t kSmallGap = 8192;

}  // namespace

WantedRecords::WantedRecords(std::vector<File> files, const Tables& tables)
    : files_(std::move(files)), records_(tables.Records()), units_(tables.Units()) {}

std::optional<WantedRecords> WantedRecords::Open(const DedupInputs& inputs, const Tables& tables) {
  std::vector<File> files;
  for (uint32_t input = 0; input < inputs.files().size(); ++input) {
    if (inputs.files()[input].format != RecordFormat::kJsonl) return std::nullopt;
    absl::StatusOr<File> file = inputs.OpenForRanges(input);
    if (!file.ok()) return std::nullopt;
    files.push_back(*std::move(file));
  }
  return WantedRecords(std::move(files), tables);
}

absl::StatusOr<bool> WantedRecords::TakeUnits(absl::FunctionRef<bool(UnitNumber)> wanted,
                                              SelectedBlock& selected) {
  bool is_wanted = false;
  while (true) {
    if (!next_unit_) {
      TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry* const unit, units_.Next());
      if (unit == nullptr) return is_wanted;
      next_unit_ = *unit;
    }
    if (next_unit_->record != record_) return is_wanted;
    is_wanted |= wanted(unit_);
    selected.units.push_back({unit_++, next_unit_->begin, next_unit_->end});
    next_unit_.reset();
  }
}

absl::StatusOr<bool> WantedRecords::Next(absl::FunctionRef<bool(UnitNumber)> wanted,
                                         SelectedBlock& selected) {
  selected.records.clear();
  selected.units.clear();
  selected.block.bytes.clear();
  selected.block.offset = 0;
  size_t bytes = 0;
  while (bytes < kBytesOfBlock) {
    if (!next_record_) {
      TWICETOLD_ASSIGN_OR_RETURN(const RecordEntry* const entry, records_.Next());
      if (entry == nullptr) break;
      next_record_ = *entry;
    }
    // A block is of one input.
    if (!selected.records.empty() && next_record_->input != selected.block.input) break;
    SelectedRecord record;
    record.record = record_;
    record.entry = *next_record_;
    record.first_unit = selected.units.size();
    TWICETOLD_ASSIGN_OR_RETURN(const bool is_wanted, TakeUnits(wanted, selected));
    record.end_unit = selected.units.size();
    next_record_.reset();
    ++record_;
    if (!is_wanted) {
      selected.units.resize(record.first_unit);
      continue;
    }
    if (selected.records.empty()) {
      selected.block.input = record.entry.input;
      selected.block.first_line = record.entry.line;
    }
    bytes += record.entry.size;
    selected.records.push_back(record);
  }
  for (size_t first = 0; first < selected.records.size();) {
    TWICETOLD_ASSIGN_OR_RETURN(first, ReadRun(selected, first));
  }
  return !selected.records.empty();
}

absl::StatusOr<size_t> WantedRecords::ReadRun(SelectedBlock& selected, size_t first) const {
  std::vector<SelectedRecord>& records = selected.records;
  const uint64_t begin = records[first].entry.offset;
  uint64_t end = begin + records[first].entry.size;
  size_t last = first + 1;
  while (last < records.size() && records[last].entry.offset <= end + kSmallGap) {
    end = records[last].entry.offset + records[last].entry.size;
    ++last;
  }
  std::string& bytes = selected.block.bytes;
  const size_t at = bytes.size();
  bytes.resize(at + static_cast<size_t>(end - begin) + 1, '\n');
  TWICETOLD_RETURN_IF_ERROR(
      files_[selected.block.input].ReadAt(begin, bytes.data() + at, end - begin));
  for (size_t r = first; r < last; ++r) {
    records[r].entry.offset = at + (records[r].entry.offset - begin);
  }
  return last;
}

}  // namespace twicetold
