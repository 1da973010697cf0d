#ifndef TWICETOLD_DEDUP_INPUTS_H_
#define TWICETOLD_DEDUP_INPUTS_H_

// What a bulk run reads, several times over: the records to be thinned out, and the references they
// are held against.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/io/file.h"
#include "twicetold/io/reader.h"
#include "twicetold/io/record_blocks.h"

namespace twicetold {

class DedupInputs {
 public:
  // `inputs` come first, then `references`: files and folders. With `skip_bad` a run goes on behind
  // an input that can't be read to its end; else that ends it. "-" among them is read from the file
  // `standard_input` (SpoolStandardInput), because everything is read several times.
  DedupInputs(std::vector<std::string> inputs, std::vector<std::string> references,
              const ReadOptions& read, bool skip_bad, const std::string& standard_input = "-");

  // One text that is another when a file was exchanged (names, sizes, times of change) or is to be
  // read in another way.
  absl::StatusOr<std::string> Fingerprint() const;

  // The bytes that a reading gives in all, about; 0 when a compressed file keeps that to itself.
  uint64_t TotalBytes() const;

  // Begins to read, from the first record on.
  absl::Status Rewind();
  // The next block; false at the end. Thread-safe.
  absl::StatusOr<bool> Next(RecordBlock& block);
  // See RecordBlocks::OpenForRanges.
  absl::StatusOr<File> OpenForRanges(uint32_t input) const { return blocks_->OpenForRanges(input); }
  // Inputs that could not be read to their ends, in order, with why. For skip_bad.
  const std::vector<std::string>& broken_off() const { return broken_off_; }

  const std::vector<RecordInput>& files() const { return blocks_->inputs(); }
  // What files()[input] is called where people read it: as it was given.
  std::string_view NameOf(uint32_t input) const;
  // Whether records may say what versions of them have in common: a field for it was named, or one
  // may stand at the head of a page.
  bool tell_series() const;
  // files()[i] for i from here on are references.
  size_t first_reference() const { return first_reference_; }
  const ReadOptions& read_options() const { return read_; }

 private:
  ReadOptions read_;
  bool skip_bad_;
  std::string standard_input_;
  bool begun_ = false;
  size_t first_reference_ = 0;
  std::unique_ptr<RecordBlocks> blocks_;
  std::vector<std::string> broken_off_;
};

// Copies standard input, decompressed, into a file of the work folder; gives its path.
absl::StatusOr<std::string> SpoolStandardInput(const WorkDir& work);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_INPUTS_H_
