#ifndef TWICETOLD_TEXT_POSITION_H_
#define TWICETOLD_TEXT_POSITION_H_

// Line, column, code point and UTF-16 offset of any byte of a source, without the source.
//
// A finding points at source bytes. People want lines and columns, JavaScript wants UTF-16 units,
// Python wants code points. One bit a source byte says where code points begin; a rank directory
// over the bits turns a byte offset into a count with one popcount. A source of plain ASCII
// needs no bits at all. Works for any encoding, as it knows only where code points begin.

#include <cstdint>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold {

// Where a byte offset of a source stands, as people and other programs count.
struct Position {
  uint64_t byte = 0;    // 0-based, in the source
  uint64_t chars = 0;   // code points before it, 0-based
  uint64_t utf16 = 0;   // UTF-16 units before it, 0-based
  uint64_t line = 1;    // 1-based; a line ends after LF, CRLF or a lone CR
  uint64_t column = 1;  // 1-based, in code points
  friend bool operator==(const Position&, const Position&) = default;
};

class PositionIndex {
 public:
  // The index of an empty source.
  PositionIndex() = default;

  // Building, front to back: the next code point takes `bytes` bytes of the source.
  // A byte sequence that decodes to nothing valid counts as one code point (U+FFFD).
  void AppendCodePoint(uint32_t code_point, uint32_t bytes);
  // The next `count` bytes are one code point each, none of them CR or LF, all below U+0080.
  void AppendAscii(uint64_t count);

  // Where the source begins inside a larger one (a record in a JSONL file): added to every answer.
  // `base.column` must be 1.
  void SetBase(const Position& base) { base_ = base; }

  // The position of the code point that holds `byte` (relative to this source's own begin plus
  // base byte: the same coordinates that OffsetMap gives): `byte` of the answer is where that code
  // point begins. Past the end: the end's position.
  // O(log lines). Thread-safe.
  Position At(uint64_t byte) const;

  uint64_t size() const { return size_; }  // bytes appended

 private:
  uint64_t CharsBefore(uint64_t byte) const;
  void MarkBegin(uint64_t byte);

  Position base_;
  uint64_t size_ = 0;
  uint64_t chars_ = 0;
  bool last_was_cr_ = false;
  std::vector<uint64_t> line_starts_;  // byte offsets of lines 2, 3, ...
  std::vector<uint64_t> astral_;       // byte offsets of code points above U+FFFF
  // One bit a byte from first_wide_ on, set where a code point begins; before it bytes are chars.
  uint64_t first_wide_ = 0;
  std::vector<uint64_t> begins_;
  std::vector<uint64_t> begins_rank_;  // set bits before each word of begins_
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_POSITION_H_
