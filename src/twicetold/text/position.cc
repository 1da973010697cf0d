// Bits are kept from the first code point on that takes more than one byte; before it, which for
// most texts is everywhere, a byte offset is its own count. The directory is the plain one: a full
// count before every word of 64 bits, 1 bit of count a bit of text. Denser ones exist (Jacobson,
// "Space-efficient static trees and graphs", FOCS 1989), but a quarter of a byte a source byte is
// little beside the source.

#include "twicetold/text/position.h"

#include <algorithm>
#include <bit>

namespace twicetold {
namespace {

constexpr uint64_t kWordBits = 64;

// The lowest `count` bits set; count is below 64.
constexpr uint64_t LowBits(uint64_t count) { return (uint64_t{1} << count) - 1; }

}  // namespace

// Sets the bit of a code point that begins at `byte`, the last one so far. chars_ must not yet
// count it.
void PositionIndex::MarkBegin(uint64_t byte) {
  const uint64_t bit = byte - first_wide_;
  while (begins_.size() <= bit / kWordBits) {
    begins_.push_back(0);
    begins_rank_.push_back(chars_ - first_wide_);
  }
  begins_.back() |= uint64_t{1} << (bit % kWordBits);
}

void PositionIndex::AppendCodePoint(uint32_t code_point, uint32_t bytes) {
  if (begins_.empty() && bytes > 1) first_wide_ = size_;
  if (!begins_.empty() || bytes > 1) MarkBegin(size_);
  if (code_point > 0xFFFF) astral_.push_back(size_);
  size_ += bytes;
  ++chars_;
  if (code_point == '\n' && last_was_cr_) {
    line_starts_.back() = size_;  // CR LF is one line end
  } else if (code_point == '\n' || code_point == '\r') {
    line_starts_.push_back(size_);
  }
  last_was_cr_ = code_point == '\r';
}

void PositionIndex::AppendAscii(uint64_t count) {
  if (count == 0) return;
  last_was_cr_ = false;
  if (begins_.empty()) {
    size_ += count;
    chars_ += count;
    return;
  }
  while (count > 0) {  // a word of bits at a time
    const uint64_t bit = (size_ - first_wide_) % kWordBits;
    const uint64_t here = std::min(count, kWordBits - bit);
    MarkBegin(size_);
    begins_.back() |= (here == kWordBits ? ~uint64_t{0} : LowBits(here)) << bit;
    size_ += here;
    chars_ += here;
    count -= here;
  }
}

// Code points that begin before `byte`.
uint64_t PositionIndex::CharsBefore(uint64_t byte) const {
  if (begins_.empty() || byte <= first_wide_) return byte;
  const uint64_t bit = byte - first_wide_;
  const uint64_t word = bit / kWordBits;
  if (word >= begins_.size()) return chars_;
  const uint64_t before = begins_[word] & LowBits(bit % kWordBits);
  return first_wide_ + begins_rank_[word] + static_cast<uint64_t>(std::popcount(before));
}

Position PositionIndex::At(uint64_t byte) const {
  byte = byte < base_.byte ? 0 : std::min(byte - base_.byte, size_);
  // Back to the begin of the code point, a few bytes at most.
  uint64_t chars = CharsBefore(byte);
  if (byte < size_ && CharsBefore(byte + 1) == chars) {
    --chars;
    while (CharsBefore(byte) > chars) --byte;
  }
  const auto line_after = std::upper_bound(line_starts_.begin(), line_starts_.end(), byte);
  const uint64_t line_begin = line_after == line_starts_.begin() ? 0 : *(line_after - 1);
  const auto astral_after = std::lower_bound(astral_.begin(), astral_.end(), byte);

  Position position;
  position.byte = base_.byte + byte;
  position.chars = base_.chars + chars;
  position.utf16 = base_.utf16 + chars + static_cast<uint64_t>(astral_after - astral_.begin());
  position.line = base_.line + static_cast<uint64_t>(line_after - line_starts_.begin());
  position.column = base_.column + chars - CharsBefore(line_begin);
  return position;
}

}  // namespace twicetold
