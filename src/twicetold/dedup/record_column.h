#ifndef TWICETOLD_DEDUP_RECORD_COLUMN_H_
#define TWICETOLD_DEDUP_RECORD_COLUMN_H_

// A text of each record on disk: all of them end to end in one file, where each ends in another.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"

namespace twicetold {

using RecordNumber = uint32_t;

// The texts of a block of records.
struct ColumnBlock {
  std::string texts;
  std::vector<uint64_t> ends;

  void Add(std::string_view text) {
    texts.append(text);
    ends.push_back(texts.size());
  }
  void Clear() {
    texts.clear();
    ends.clear();
  }
};

// Puts blocks end to end. Not thread-safe.
class ColumnWriter {
 public:
  // Into the files of these names of `stage`.
  static absl::StatusOr<ColumnWriter> Create(const WorkDir& work, std::string_view stage,
                                             std::string_view texts_name,
                                             std::string_view ends_name);

  // Turns the ends of `block` into those in the file.
  absl::Status Add(ColumnBlock& block);
  // Ends both files and adds what they are to `files`.
  absl::Status Finish(std::map<std::string, FileFacts>& files);

 private:
  ColumnWriter(std::string_view texts_name, SpillWriter texts, std::string_view ends_name,
               SpillWriter ends)
      : texts_name_(texts_name),
        ends_name_(ends_name),
        texts_(std::move(texts)),
        ends_(std::move(ends)) {}

  std::string texts_name_;
  std::string ends_name_;
  SpillWriter texts_;
  SpillWriter ends_;
};

// Of a column that nothing was added to every text is empty. Thread-safe.
class RecordColumn {
 public:
  RecordColumn(SpillReader texts, SpillReader ends)
      : texts_(std::move(texts)), ends_(std::move(ends)) {}

  absl::StatusOr<std::string> Of(RecordNumber record) const;

 private:
  SpillReader texts_;
  SpillReader ends_;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_RECORD_COLUMN_H_
