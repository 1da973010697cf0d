#ifndef TWICETOLD_IO_SOURCE_H_
#define TWICETOLD_IO_SOURCE_H_

// The documents of the inputs named on a command line.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "twicetold/io/reader.h"
#include "twicetold/text/document_source.h"

namespace twicetold {

// Documents of `inputs` in the order given: a file, a folder (walked: regular files whose
// extension is one of .txt .text .md .markdown .html .htm .xhtml .jsonl .ndjson, with a .gz or .zst
// behind it or not, in byte order of their paths, names that begin with a dot and symbolic links
// left out, and what options.walk leaves out), or "-" (standard input, at most once). Nothing is
// opened before it is asked for. An input that can't be read is a SkippedDocument in its place; so
// is a folder with no file of such a name in it, because a mistyped folder must not pass for a
// clean one. A file found in a folder is called by the folder as given, a "/" and the path below
// it. Files and standard input may be compressed; offsets and limits are those of what they unfold
// to (io/compression.h).
//
// JSONL is read line by line: memory is a small multiple of the longest line. Any other file is
// read whole, up to max_document_bytes.
class InputSource : public DocumentSource {
 public:
  InputSource(std::vector<std::string> inputs, ReadOptions options);
  ~InputSource() override;
  InputSource(const InputSource&) = delete;
  InputSource& operator=(const InputSource&) = delete;

  std::optional<std::variant<Document, SkippedDocument>> Next() override;

  // Files that a walked folder holds beside those read, because their extension says no format.
  uint64_t files_of_other_kinds() const;
  // Files it would have read, and folders it would have looked into, if patterns or ignore files
  // (WalkOptions) had not left them out. Files in such a folder are not counted.
  uint64_t files_ignored() const;
  uint64_t folders_ignored() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_SOURCE_H_
