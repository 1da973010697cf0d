#include "twicetold/dedup/record_column.h"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

absl::StatusOr<ColumnWriter> ColumnWriter::Create(const WorkDir& work, std::string_view stage,
                                                  std::string_view texts_name,
                                                  std::string_view ends_name) {
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter texts, work.Create(stage, texts_name));
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter ends, work.Create(stage, ends_name));
  return ColumnWriter(texts_name, std::move(texts), ends_name, std::move(ends));
}

absl::Status ColumnWriter::Add(ColumnBlock& block) {
  for (uint64_t& end : block.ends) end += texts_.size();
  TWICETOLD_RETURN_IF_ERROR(texts_.Append(block.texts));
  return ends_.AppendValues<uint64_t>(block.ends);
}

absl::Status ColumnWriter::Finish(std::map<std::string, FileFacts>& files) {
  TWICETOLD_ASSIGN_OR_RETURN(files[texts_name_], texts_.Finish());
  TWICETOLD_ASSIGN_OR_RETURN(files[ends_name_], ends_.Finish());
  return absl::OkStatus();
}

absl::StatusOr<std::string> RecordColumn::Of(RecordNumber record) const {
  if (ends_.size() == 0) return std::string();
  std::array<uint64_t, 2> ends = {0, 0};
  if (record == 0) {
    TWICETOLD_RETURN_IF_ERROR(ends_.ReadValues<uint64_t>(0, std::span(&ends[1], 1)));
  } else {
    TWICETOLD_RETURN_IF_ERROR(ends_.ReadValues<uint64_t>(record - 1, ends));
  }
  std::string text(ends[1] - ends[0], '\0');
  TWICETOLD_RETURN_IF_ERROR(texts_.ReadAt(ends[0], text));
  return text;
}

}  // namespace twicetold
