#ifndef TWICETOLD_TESTS_SUPPORT_MEMORY_SOURCE_H_
#define TWICETOLD_TESTS_SUPPORT_MEMORY_SOURCE_H_

// Documents from bytes in memory, read as the files of those names would be.

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "twicetold/io/reader.h"
#include "twicetold/text/document_source.h"

namespace twicetold::testing {

struct MemoryFile {
  std::string name;  // its extension says the format
  std::string bytes;
};

class MemorySource : public DocumentSource {
 public:
  explicit MemorySource(const std::vector<MemoryFile>& files, const ReadOptions& options = {});

  std::optional<std::variant<Document, SkippedDocument>> Next() override;

 private:
  std::vector<ReadResult> results_;
  size_t next_ = 0;
};

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_MEMORY_SOURCE_H_
