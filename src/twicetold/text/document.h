#ifndef TWICETOLD_TEXT_DOCUMENT_H_
#define TWICETOLD_TEXT_DOCUMENT_H_

// One text to compare, and where each byte of it came from. Made by a reader, never changed after.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "twicetold/base/ids.h"
#include "twicetold/base/span.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/offset_map.h"
#include "twicetold/text/position.h"

namespace twicetold {

// What is known of a document beside its text; each empty when it is not known.
struct Metadata {
  // When it was published: ISO 8601, "2005-03-14" or with a time behind it, so that the first ten
  // bytes of two dates compare as the days do.
  std::string date;
  // Who published it: the folder of a file, the source field of a record.
  std::string source;
  // Documents of one series are versions of one story, and not held against each other.
  std::string series;
};

struct Document {
  DocumentId id{};
  // What findings call it: the path as given, "-" for standard input, "FILE#ID" for a record
  // of a JSONL file (ID is the id field's value, or "L" and the line number).
  std::string name;
  // The file it is in, as given: the name, or for a record the part before "#ID".
  std::string file;
  // Says which document it is, however it was named: the file's absolute path, links resolved, and
  // what follows the file in the name. Empty for one that is no file.
  std::string origin;
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
  Metadata metadata;
  // Spans of `text` that its author marked as meant to stand twice (twicetold:ignore); sorted,
  // disjoint.
  std::vector<Span> ignored;
  // What its author should know about such marks ("line 12: twicetold:ignore-end without a
  // start"), in the order of the lines.
  std::vector<std::string> notes;
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_DOCUMENT_H_
