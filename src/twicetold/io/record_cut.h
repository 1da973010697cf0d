#ifndef TWICETOLD_IO_RECORD_CUT_H_
#define TWICETOLD_IO_RECORD_CUT_H_

// Where the records of a stream end.
//
// A JSON Lines record ends at LF. A record of CSV (RFC 4180) or TSV ends at an LF outside quotation
// marks; a mark opens a quoted cell only where a cell begins, so that one inside a bare cell (5"
// disk) is a character like others, as spreadsheets and Python's csv module read it.
//
// Limit: a lone CR, the line end of old Macs, ends no record.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace twicetold {

// How an input is taken apart into records. kPage: a whole file (text, Markdown, HTML) is one.
enum class RecordFormat { kJsonl, kCsv, kTsv, kPage };

// Whether records are rows under a header.
constexpr bool IsTable(RecordFormat format) {
  return format == RecordFormat::kCsv || format == RecordFormat::kTsv;
}

// What stands between two cells of a row.
constexpr char CellSeparator(RecordFormat format) {
  return format == RecordFormat::kTsv ? '\t' : ',';
}

// How many LFs there are. Made for lines that are long: hops from one to the next.
uint64_t CountLineEnds(std::string_view bytes);

// Follows a stream piece by piece. Not for kPage.
class RecordCutter {
 public:
  explicit RecordCutter(RecordFormat format) : format_(format) {}

  // A record begins.
  void Reset() { state_ = State::kCellBegin; }

  // Goes through the next piece of the stream; gives the offset in it behind the last record that
  // ends there, npos for none.
  size_t LastEnd(std::string_view piece);

  // The same for the first that ends there; what is behind it is not gone through.
  size_t FirstEnd(std::string_view piece);

 private:
  enum class State { kCellBegin, kBare, kQuoted, kQuoteInQuoted };

  size_t Follow(std::string_view piece, bool stop_at_first);

  RecordFormat format_;
  State state_ = State::kCellBegin;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_RECORD_CUT_H_
