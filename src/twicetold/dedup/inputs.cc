#include "twicetold/dedup/inputs.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/io/reader.h"
#include "twicetold/io/record_blocks.h"

namespace twicetold {

DedupInputs::DedupInputs(std::vector<std::string> inputs, std::vector<std::string> references,
                         const ReadOptions& read, bool skip_bad)
    : read_(read), skip_bad_(skip_bad) {
  RecordBlocksOptions options;
  options.read = read;
  // Folders are walked as the blocks are made; how many files the inputs alone are says where the
  // references begin.
  first_reference_ = references.empty() ? SIZE_MAX : RecordBlocks(inputs, options).inputs().size();
  inputs.insert(inputs.end(), references.begin(), references.end());
  blocks_ = std::make_unique<RecordBlocks>(std::move(inputs), options);
  first_reference_ = std::min(first_reference_, blocks_->inputs().size());
}

absl::StatusOr<std::string> DedupInputs::Fingerprint() const {
  std::string text;
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

}  // namespace twicetold
