#ifndef TWICETOLD_TEXT_DOCUMENT_H_
#define TWICETOLD_TEXT_DOCUMENT_H_

// One text to compare, and where each byte of it came from. Made by a reader, never changed after.

#include <cstdint>
#include <memory>
#include <string>

#include "twicetold/base/ids.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/offset_map.h"
#include "twicetold/text/position.h"

namespace twicetold {

struct Document {
  DocumentId id{};
  // What findings call it: the path as given, "-" for standard input, "FILE#ID" for a record
  // of a JSONL file (ID is the id field's value, or "L" and the line number).
  std::string name;
  // The prose: UTF-8, markup left out, blocks of a page apart by blank lines.
  std::string text;
  // Text offsets to byte offsets in the source file (for a record: in the whole JSONL file).
  OffsetMap to_source;
  // Positions in the source file.
  PositionIndex positions;
  std::string format;  // "text", "markdown", "html", "jsonl"
  Encoding encoding = Encoding::kUtf8;
  bool encoding_guessed = false;
  uint64_t repaired = 0;  // ill-formed sequences that became U+FFFD
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_DOCUMENT_H_
