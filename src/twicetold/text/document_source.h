#ifndef TWICETOLD_TEXT_DOCUMENT_SOURCE_H_
#define TWICETOLD_TEXT_DOCUMENT_SOURCE_H_

// Where documents come from, as the pipeline sees it: one after another, until there are no more.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "twicetold/text/document.h"

namespace twicetold {

// An input that could not be read, in whole or in one record; the rest goes on.
struct SkippedDocument {
  std::string name;     // the file, or "-"
  uint64_t line = 0;    // the record's line, 1-based; 0 when the whole file is meant
  absl::Status reason;  // never OK; its message names the trouble and the way out, not the name
};

class DocumentSource {
 public:
  virtual ~DocumentSource() = default;

  // The next document, or the next one that had to be skipped; nullopt at the end. Document ids
  // are given by the caller. Not thread-safe.
  virtual std::optional<std::variant<Document, SkippedDocument>> Next() = 0;
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_DOCUMENT_SOURCE_H_
