#ifndef TWICETOLD_DEDUP_SPILL_FILE_H_
#define TWICETOLD_DEDUP_SPILL_FILE_H_

// What a bulk run keeps on disk because memory would not hold it: files of plain values, appended
// to once, then read in any order.
//
// Read with pread into the caller's memory, never mapped: pages of a mapped file count as the
// process's own, and a run that was given a memory limit must be seen to keep it. Values lie as
// they do in memory, so a file is for the machine that wrote it and for no other.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twicetold {

// By which a file is known again: size, and a hash over all of its bytes.
struct FileFacts {
  uint64_t size = 0;
  uint64_t hash = 0;
  friend bool operator==(const FileFacts&, const FileFacts&) = default;
};

// Appends to a new file. Not thread-safe.
class SpillWriter {
 public:
  // Makes the file, emptying one that is there.
  static absl::StatusOr<SpillWriter> Create(const std::string& path);
  SpillWriter(SpillWriter&& other) noexcept;
  SpillWriter& operator=(SpillWriter&&) = delete;
  ~SpillWriter();

  // ResourceExhausted when the disk is full; a failure stays.
  absl::Status Append(std::string_view bytes);
  template <typename Value>
  requires std::is_trivially_copyable_v<Value> absl::Status AppendValues(
      std::span<const Value> values) {
    return Append({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  }

  uint64_t size() const { return facts_.size + buffer_.size(); }

  // Fills `bytes` with what was appended from `offset` on, before Finish.
  absl::Status ReadBack(uint64_t offset, std::span<char> bytes) const;

  // Writes what is buffered, syncs the file to disk and closes it.
  absl::StatusOr<FileFacts> Finish();

 private:
  SpillWriter(std::string path, int descriptor);
  absl::Status Flush();

  std::string path_;
  int descriptor_;
  std::string buffer_;
  FileFacts facts_;
};

// A finished file. Thread-safe.
class SpillReader {
 public:
  static absl::StatusOr<SpillReader> Open(const std::string& path);
  SpillReader(SpillReader&& other) noexcept;
  SpillReader& operator=(SpillReader&& other) noexcept;
  ~SpillReader();

  uint64_t size() const { return size_; }

  // Fills `bytes` from `offset` on; DataLoss when the file ends before.
  absl::Status ReadAt(uint64_t offset, std::span<char> bytes) const;
  // The values from the `first` on, as many as `values` has room for.
  template <typename Value>
  requires std::is_trivially_copyable_v<Value> absl::Status ReadValues(uint64_t first,
                                                                       std::span<Value> values)
  const {
    return ReadAt(first * sizeof(Value),
                  {reinterpret_cast<char*>(values.data()), values.size_bytes()});
  }

  // Reads all of the file: what SpillWriter::Finish gave if no byte has changed.
  absl::StatusOr<FileFacts> Check() const;

 private:
  SpillReader(std::string path, int descriptor, uint64_t size);

  std::string path_;
  int descriptor_;
  uint64_t size_;
};

// The values of a file, first to last, a stretch of them in memory at a time.
template <typename Value>
class SpillStream {
 public:
  explicit SpillStream(const SpillReader& file) : file_(file) {}

  uint64_t size() const { return file_.size() / sizeof(Value); }

  // The next value; null at the end. Valid until the next call.
  absl::StatusOr<const Value*> Next() {
    if (at_ == held_.size()) {
      const uint64_t left = size() - next_;
      if (left == 0) return nullptr;
      held_.resize(left < kHeld ? static_cast<size_t>(left) : kHeld);
      absl::Status status = file_.ReadValues<Value>(next_, held_);
      if (!status.ok()) return status;
      next_ += held_.size();
      at_ = 0;
    }
    return &held_[at_++];
  }

 private:
  static constexpr size_t kHeld = (size_t{1} << 20) / sizeof(Value);

  const SpillReader& file_;
  std::vector<Value> held_;
  size_t at_ = 0;
  uint64_t next_ = 0;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_SPILL_FILE_H_
