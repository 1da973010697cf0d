#include "twicetold/text/word_chunk.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "twicetold/text/character_kind.h"
#include "twicetold/text/fold_kernel.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

constexpr bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// The bits of a block from `first` on.
constexpr uint64_t From(size_t first) { return ~uint64_t{0} << first; }

bool IsSortedMark(char32_t c) { return PageOf(c).combining_classes[c % 256] > 0; }

}  // namespace

size_t WordChunk::Fold(std::string_view text, size_t begin, size_t most_bytes) {
  size_t limit = std::min(text.size(), begin + most_bytes);
  if (limit < text.size()) {
    while (limit > begin && IsContinuation(text[limit])) --limit;
  }
  const std::string_view chunk = text.substr(begin, limit - begin);
  const FoldedBytes done =
      FoldBlocks(chunk, rows_, folded_.data(), word_bits_.data(), cut_bits_.data());
  last_spaceless_ = done.last_spaceless;
  stopped_ = done.end < chunk.size();
  if (!stopped_ && limit == text.size()) {
    EndAt(chunk.size());
    return limit;
  }
  const size_t size = LastBreak(chunk, done.end);
  if (size == 0) stopped_ = true;
  EndAt(size);
  return begin + size;
}

size_t WordChunk::LastBreak(std::string_view chunk, size_t at) const {
  size_t place = at;
  while (place > last_spaceless_) {
    const size_t block = (place - 1) / kWordBlockBytes;
    const size_t used = place - block * kWordBlockBytes;  // bits of the block to look at, 1 to 64
    uint64_t separators = ~word_bits_[block];
    if (used < kWordBlockBytes) separators &= ~From(used);
    place = block * kWordBlockBytes;
    if (separators == 0) continue;
    place += 63 - static_cast<size_t>(std::countl_zero(separators));
    while (place > 0 && IsContinuation(chunk[place])) --place;
    // A mark on a separator goes with it.
    if (!IsAscii(chunk[place]) && IsSortedMark(ReadUtf8(chunk, place).code_point)) {
      continue;
    }
    return std::max(place, last_spaceless_);
  }
  return last_spaceless_;
}

void WordChunk::EndAt(size_t size) {
  size_ = size;
  blocks_ = (size + kWordBlockBytes - 1) / kWordBlockBytes;
  if (size % kWordBlockBytes != 0) {
    word_bits_[blocks_ - 1] &= ~From(size % kWordBlockBytes);
    cut_bits_[blocks_ - 1] &= ~From(size % kWordBlockBytes);
  }
  word_bits_[blocks_] = 0;
  cut_bits_[blocks_] = 0;
}

}  // namespace twicetold
