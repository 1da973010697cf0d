#include "tests/support/memory_source.h"

#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "twicetold/io/reader.h"
#include "twicetold/text/document.h"
#include "twicetold/text/document_source.h"

namespace twicetold::testing {

MemorySource::MemorySource(const std::vector<MemoryFile>& files, const ReadOptions& options) {
  for (const MemoryFile& file : files) {
    ReadBytes(file.name, file.bytes, options, [&](ReadResult result) {
      results_.push_back(std::move(result));
      return true;
    });
  }
}

std::optional<std::variant<Document, SkippedDocument>> MemorySource::Next() {
  if (next_ == results_.size()) return std::nullopt;
  return std::move(results_[next_++]);
}

}  // namespace twicetold::testing
