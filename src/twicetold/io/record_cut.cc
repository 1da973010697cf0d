#include "twicetold/io/record_cut.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace twicetold {
namespace {

constexpr size_t kNone = std::string_view::npos;

}  // namespace

uint64_t CountLineEnds(std::string_view bytes) {
  uint64_t count = 0;
  for (size_t at = bytes.find('\n'); at != kNone; at = bytes.find('\n', at + 1)) ++count;
  return count;
}

size_t RecordCutter::LastEnd(std::string_view piece) {
  if (format_ != RecordFormat::kJsonl) return Follow(piece, /*stop_at_first=*/false);
  const size_t at = piece.rfind('\n');
  return at == kNone ? kNone : at + 1;
}

size_t RecordCutter::FirstEnd(std::string_view piece) {
  if (format_ != RecordFormat::kJsonl) return Follow(piece, /*stop_at_first=*/true);
  const size_t at = piece.find('\n');
  return at == kNone ? kNone : at + 1;
}

size_t RecordCutter::Follow(std::string_view piece, bool stop_at_first) {
  const char separator = CellSeparator(format_);
  size_t last = kNone;
  for (size_t at = 0; at < piece.size(); ++at) {
    if (state_ == State::kQuoted) {  // long texts stand in quotes: hop over them
      at = piece.find('"', at);
      if (at == kNone) break;
      state_ = State::kQuoteInQuoted;
      continue;
    }
    const char c = piece[at];
    if (c == '\n') {
      state_ = State::kCellBegin;
      last = at + 1;
      if (stop_at_first) return last;
    } else if (c == separator) {
      state_ = State::kCellBegin;
    } else if (c == '"' && state_ != State::kBare) {
      state_ = State::kQuoted;  // a cell's first mark, or the second half of a doubled one
    } else {
      state_ = State::kBare;
    }
  }
  return last;
}

}  // namespace twicetold
