#ifndef TWICETOLD_IO_RECORD_BLOCKS_H_
#define TWICETOLD_IO_RECORD_BLOCKS_H_

// Inputs of any size, cut into blocks of whole records for worker threads to pull.
//
// Reading documents one by one (io/source.h) builds a map back to every byte, which a finding for a
// reader's eye needs and a bulk run does not. Here the stream is only cut, about a mebibyte at a
// time; what stands in a block is parsed by the thread that took it (io/record_reader.h). Where
// the cuts fall depends on the bytes and the options alone, so a second pass gives the same blocks.
//
// Limits: one input is read, decompressed and cut by one thread at a time, whichever calls Next. Of
// a record above the size limit, up to that limit and one block are held while its end is sought.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/io/file.h"
#include "twicetold/io/reader.h"
#include "twicetold/io/record_cut.h"

namespace twicetold {

// One file, or standard input.
struct RecordInput {
  std::string name;  // as given; of a file in a folder, the folder as given, "/", the path below it
  RecordFormat format = RecordFormat::kJsonl;
  Format page = Format::kText;  // of kPage: how it is read
  // CSV and TSV: the first record as it stands, line end included. Known, and then left alone, from
  // the first block of the input on.
  std::string header;
};

// A record that could not be read; the rest goes on.
struct SkippedRecord {
  uint64_t offset = 0;  // in the decompressed input
  uint64_t size = 0;    // bytes, line end included
  uint64_t line = 0;    // 1-based; 0: the whole input is the record
  absl::Status reason;  // never OK; names the trouble and the way out, not the input
};

struct RecordBlock {
  uint64_t number = 0;      // 0, 1, ... over all inputs
  uint32_t input = 0;       // index into inputs()
  uint64_t offset = 0;      // of bytes[0] in the decompressed input
  uint64_t first_line = 1;  // 1-based; lines are ended by LF
  // Whole records with their line ends, which the last of an input may lack; kPage: the file. Its
  // capacity leaves at least 64 bytes behind its end, which the JSON parser reads.
  std::string bytes;
  // A record that was too large to be held; `bytes` is empty then.
  std::optional<SkippedRecord> skipped;
};

struct RecordBlocksOptions {
  // Of `read` the format, the encoding, the limit, the walk and (for CSV) the text field count.
  ReadOptions read;
  // Unless given: by read.format, or else by the extension (.csv, .tsv and .tab beside those of
  // io/reader.h); standard input is JSON Lines.
  std::optional<RecordFormat> format;
  size_t block_bytes = size_t{1} << 20;
};

class RecordBlocks {
 public:
  // `inputs` as InputSource takes them: files, folders, "-". Folders are walked here; files are
  // opened when their turn comes.
  RecordBlocks(std::vector<std::string> inputs, RecordBlocksOptions options);
  ~RecordBlocks();
  RecordBlocks(const RecordBlocks&) = delete;
  RecordBlocks& operator=(const RecordBlocks&) = delete;

  const std::vector<RecordInput>& inputs() const;

  // Fills `block` with the next one, reusing its memory; false at the end of all inputs. An error
  // is that of the input block.input, whose name its message begins with; whole records before the
  // trouble have been given. It stays, for all threads, until SkipInput. Thread-safe.
  absl::StatusOr<bool> Next(RecordBlock& block);

  // Goes on with the input after `input`, if that is the one being read. Thread-safe.
  void SkipInput(uint32_t input);

  // Begins anew. FailedPrecondition when standard input is among the inputs. A file that is not
  // what it was in the first pass (size, time of change) is an error when its turn comes. Not
  // while another thread calls Next.
  absl::Status Rewind();

  // The input's file, for File::ReadAt at the offsets of its records. FailedPrecondition when it is
  // compressed or no regular file, Aborted when it has changed. Thread-safe.
  absl::StatusOr<File> OpenForRanges(uint32_t input) const;

  // See InputSource.
  uint64_t files_of_other_kinds() const;
  uint64_t files_ignored() const;
  uint64_t folders_ignored() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_RECORD_BLOCKS_H_
