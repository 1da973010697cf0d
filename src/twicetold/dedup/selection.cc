#include "twicetold/dedup/selection.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/io/reader.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_reader.h"
#include "twicetold/io/record_stream.h"

namespace twicetold {

SelectedBlocks::SelectedBlocks(DedupInputs& inputs, const Tables& tables)
    : inputs_(inputs), records_(tables.Records()), units_(tables.Units()) {}

absl::StatusOr<bool> SelectedBlocks::Next(SelectedBlock& selected) {
  selected.records.clear();
  selected.units.clear();
  TWICETOLD_ASSIGN_OR_RETURN(const bool more, inputs_.Next(selected.block));
  if (!more) {
    if (next_record_ == nullptr && !records_ended_) {
      TWICETOLD_ASSIGN_OR_RETURN(next_record_, records_.Next());
    }
    if (next_record_ == nullptr) return false;
    return absl::DataLossError("the inputs have become shorter while they were read; begin anew");
  }
  const uint64_t end = selected.block.offset + selected.block.bytes.size();
  while (true) {
    if (next_record_ == nullptr && !records_ended_) {
      TWICETOLD_ASSIGN_OR_RETURN(next_record_, records_.Next());
      records_ended_ = next_record_ == nullptr;
    }
    if (next_record_ == nullptr || next_record_->input != selected.block.input ||
        next_record_->offset >= end) {
      return true;
    }
    SelectedRecord record;
    record.record = record_;
    record.entry = *next_record_;
    record.first_unit = selected.units.size();
    while (true) {
      if (next_unit_ == nullptr && !units_ended_) {
        TWICETOLD_ASSIGN_OR_RETURN(next_unit_, units_.Next());
        units_ended_ = next_unit_ == nullptr;
      }
      if (next_unit_ == nullptr || next_unit_->record != record_) break;
      selected.units.push_back({unit_, next_unit_->begin, next_unit_->end});
      ++unit_;
      next_unit_ = nullptr;
    }
    record.end_unit = selected.units.size();
    selected.records.push_back(record);
    ++record_;
    next_record_ = nullptr;
  }
}

// Puts the bytes of the wanted records into a block of their own.
void SelectedReader::Select(const SelectedBlock& selected,
                            absl::FunctionRef<bool(UnitNumber)> wanted) {
  records_.clear();
  block_.input = selected.block.input;
  block_.offset = selected.block.offset;
  block_.first_line = selected.block.first_line;
  block_.bytes.clear();
  for (const SelectedRecord& record : selected.records) {
    bool is_wanted = false;
    for (size_t u = record.first_unit; u < record.end_unit && !is_wanted; ++u) {
      is_wanted = wanted(selected.units[u].unit);
    }
    if (!is_wanted) continue;
    records_.push_back(&record);
    block_.bytes.append(selected.BytesOf(record));
    block_.bytes.push_back('\n');
  }
  block_.bytes.reserve(block_.bytes.size() + kRecordPadding);
}

absl::Status SelectedReader::ForEach(
    const SelectedBlock& selected, absl::FunctionRef<bool(UnitNumber)> wanted,
    absl::FunctionRef<void(const SelectedRecord&, std::string_view)> visit) {
  Select(selected, wanted);
  if (records_.empty()) return absl::OkStatus();
  size_t at = 0;
  reader_.ForEach(
      inputs_.files()[block_.input], block_,
      [&](const Record& record) {
        if (at < records_.size()) visit(*records_[at], record.text);
        ++at;
      },
      [](const SkippedRecord&) {});
  if (at == records_.size()) return absl::OkStatus();
  return absl::DataLossError("the inputs have changed while they were read; begin anew");
}

RecordTexts::RecordTexts(const DedupInputs& inputs)
    : inputs_(inputs), reader_(std::make_unique<RecordReader>(inputs.read_options())) {}

absl::Status RecordTexts::Visit(const SelectedBlock& selected, const SelectedRecord& record,
                                absl::FunctionRef<absl::Status(std::string_view)> visit) {
  const RecordInput& input = inputs_.files()[selected.block.input];
  one_.input = selected.block.input;
  one_.offset = record.entry.offset;
  one_.first_line = record.entry.line;
  one_.bytes.assign(selected.BytesOf(record));
  if (input.format != RecordFormat::kPage) one_.bytes.push_back('\n');
  one_.bytes.reserve(one_.bytes.size() + kRecordPadding);
  absl::Status status = absl::DataLossError("the inputs have changed; begin anew");
  reader_->ForEach(
      input, one_, [&](const Record& parsed) { status = visit(parsed.text); },
      [](const SkippedRecord&) {});
  return status;
}

}  // namespace twicetold
