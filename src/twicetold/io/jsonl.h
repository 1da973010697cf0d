#ifndef TWICETOLD_IO_JSONL_H_
#define TWICETOLD_IO_JSONL_H_

// The records of a JSON Lines file, a line at a time.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "twicetold/io/reader.h"
#include "twicetold/text/position.h"

namespace twicetold {

// True when the first bytes of a file look like JSON Lines in UTF-16.
bool LooksLikeUtf16(std::string_view bytes);
// What is said then.
absl::Status Utf16Refused();

// Takes the lines of one file in order and gives a document for each, whose positions are those
// of the file. The caller cuts the lines, so that a file of any size can stream through.
class JsonlRecords {
 public:
  // `name` is the file's. Of `options` the field names, the encoding and the limit count.
  JsonlRecords(std::string name, const ReadOptions& options);
  ~JsonlRecords();
  JsonlRecords(const JsonlRecords&) = delete;
  JsonlRecords& operator=(const JsonlRecords&) = delete;

  // The record of the file's next line, given with its line end; nullopt for a blank one.
  // A line above max_document_bytes is skipped.
  std::optional<ReadResult> Read(std::string_view line);

  // The next line, given in pieces because it is too long to hold: all but the last, then the
  // last. Counting on behind it takes well-formed text: each broken byte of such a line may put
  // later character (not byte or line) positions off by one.
  void PassPiece(std::string_view piece);
  ReadResult PassLastPiece(std::string_view piece);

  // The next line given stands there in the file.
  void MoveTo(const Position& position) { position_ = position; }

  // True when nothing more can be read: the file is UTF-16.
  bool failed() const { return failed_; }

 private:
  class Parser;

  ReadResult Skip(const absl::Status& reason, uint64_t line) const;
  absl::StatusOr<Document> ReadRecord(std::string_view line, DecodedText decoded);
  void AdvanceByCounting(std::string_view bytes);

  std::string name_;
  ReadOptions options_;
  std::unique_ptr<Parser> parser_;
  Position position_;    // where the next line begins
  uint64_t passed_ = 0;  // bytes of the line that is being passed
  bool failed_ = false;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_JSONL_H_
