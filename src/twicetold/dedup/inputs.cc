#include "twicetold/dedup/inputs.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/io/compression.h"
#include "twicetold/io/file.h"
#include "twicetold/io/reader.h"
#include "twicetold/io/record_blocks.h"

namespace twicetold {
namespace {

constexpr std::string_view kStandardInput = "-";

}  // namespace

DedupInputs::DedupInputs(std::vector<std::string> inputs, std::vector<std::string> references,
                         const ReadOptions& read, bool skip_bad, const std::string& standard_input)
    : read_(read), skip_bad_(skip_bad), standard_input_(standard_input) {
  RecordBlocksOptions options;
  options.read = read;
  std::replace(inputs.begin(), inputs.end(), std::string(kStandardInput), standard_input);
  std::replace(references.begin(), references.end(), std::string(kStandardInput), standard_input);
  // Folders are walked as the blocks are made; how many files the inputs alone are says where the
  // references begin.
  first_reference_ = references.empty() ? SIZE_MAX : RecordBlocks(inputs, options).inputs().size();
  inputs.insert(inputs.end(), references.begin(), references.end());
  blocks_ = std::make_unique<RecordBlocks>(std::move(inputs), options);
  first_reference_ = std::min(first_reference_, blocks_->inputs().size());
}

std::string_view DedupInputs::NameOf(uint32_t input) const {
  const std::string_view name = files()[input].name;
  return name == standard_input_ ? kStandardInput : name;
}

absl::StatusOr<std::string> DedupInputs::Fingerprint() const {
  std::string text =
      Concat({FormatName(read_.format), " ", std::to_string(static_cast<int>(read_.encoding)), " ",
              std::to_string(read_.max_document_bytes), skip_bad_ ? " skip_bad" : "", "|"});
  for (const std::string& field : {read_.text_field, read_.id_field, read_.date_field,
                                   read_.source_field, read_.series_field}) {
    text += Concat({std::to_string(field.size()), ":", field, "|"});
  }
  for (const RecordInput& file : files()) {
    struct stat facts {};
    // What can't be found now can't be read later either, which is told then.
    if (stat(file.name.c_str(), &facts) != 0) facts = {};
    text += Concat({file.name, " ", std::to_string(facts.st_size), " ",
                    std::to_string(facts.st_mtim.tv_sec), ".",
                    std::to_string(facts.st_mtim.tv_nsec), "|"});
  }
  return Concat({text, " references from ", std::to_string(first_reference_)});
}

bool DedupInputs::tell_series() const {
  return !read_.series_field.empty() ||
         std::any_of(files().begin(), files().end(),
                     [](const RecordInput& file) { return file.format == RecordFormat::kPage; });
}

uint64_t DedupInputs::TotalBytes() const {
  uint64_t total = 0;
  for (const RecordInput& file : files()) {
    struct stat facts {};
    if (CompressionOfPath(file.name) != Compression::kNone) return 0;
    if (stat(file.name.c_str(), &facts) == 0) total += static_cast<uint64_t>(facts.st_size);
  }
  return total;
}

absl::Status DedupInputs::Rewind() {
  if (!std::exchange(begun_, true)) return absl::OkStatus();
  broken_off_.clear();
  return blocks_->Rewind();
}

absl::StatusOr<bool> DedupInputs::Next(RecordBlock& block) {
  while (true) {
    absl::StatusOr<bool> next = blocks_->Next(block);
    if (next.ok() || !skip_bad_) return next;
    broken_off_.emplace_back(next.status().message());
    blocks_->SkipInput(block.input);
  }
}

absl::StatusOr<std::string> SpoolStandardInput(const WorkDir& work) {
  constexpr std::string_view kStage = "input";
  constexpr std::string_view kName = "jsonl";  // which is what standard input holds
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter spool, work.Create(kStage, kName));
  File file = File::StandardInput();
  std::string piece(size_t{1} << 20, '\0');
  while (true) {
    const absl::StatusOr<size_t> count = file.Read(piece.data(), piece.size());
    if (!count.ok()) {
      return absl::Status(count.status().code(),
                          Concat({kStandardInput, ": ", std::string(count.status().message())}));
    }
    if (*count == 0) break;
    TWICETOLD_RETURN_IF_ERROR(spool.Append(std::string_view(piece).substr(0, *count)));
  }
  TWICETOLD_RETURN_IF_ERROR(spool.Finish().status());
  return work.PathOf(kStage, kName);
}

}  // namespace twicetold
