#include "twicetold/text/word_chunk.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "twicetold/text/character_kind.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/word_block_kernel.h"

namespace twicetold {
namespace {

// The first size after a place for ICU. Then sizes double again, so that text of which ICU gets
// much is not folded here over and over, only to be left to it.
constexpr size_t kLeastBytes = 256;

constexpr bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The dashes, quotes, bullets and the ellipsis of print: three bytes E2 80 xx, from U+2010 to
// U+2016 and U+2018 to U+2027. News has one every hundred bytes or so: no table is asked.
bool IsPrintPunctuation(std::string_view chunk, size_t at) {
  if (chunk.size() - at < 3 || chunk[at] != '\xE2' || chunk[at + 1] != '\x80') return false;
  const auto last = static_cast<unsigned char>(chunk[at + 2]);
  return last >= 0x90 && last <= 0xA7 && last != 0x97;
}

// The bits of a block from `first` on.
constexpr uint64_t From(size_t first) { return ~uint64_t{0} << first; }

}  // namespace

size_t WordChunk::Fold(std::string_view text, size_t begin) {
  size_t limit = std::min(text.size(), begin + next_size_);
  if (limit < text.size()) {
    while (limit > begin && IsContinuation(text[limit])) --limit;
  }
  const std::string_view chunk = text.substr(begin, limit - begin);
  blocks_ = (chunk.size() + kWordBlockBytes - 1) / kWordBlockBytes;
  FoldAscii(chunk.data(), chunk.size(), folded_.data(), word_bits_.data(), other_bits_.data());
  std::fill_n(cut_bits_.begin(), blocks_ + 1, 0);
  word_bits_[blocks_] = 0;
  last_spaceless_ = 0;
  spaceless_end_ = 0;

  const size_t end = FoldOthers(chunk);
  stopped_ = end < chunk.size();
  next_size_ = stopped_ ? kLeastBytes : std::min(2 * next_size_, kMostBytes);
  if (!stopped_ && limit == text.size()) return limit;
  const size_t size = LastBreak(chunk, end);
  if (size == 0) stopped_ = true;
  CutOff(size);
  return begin + size;
}

size_t WordChunk::FoldOthers(std::string_view chunk) {
  size_t done = 0;
  for (size_t block = 0; block < blocks_; ++block) {
    const size_t base = block * kWordBlockBytes;
    uint64_t others = other_bits_[block];
    while (true) {
      if (done > base) {
        if (done - base >= kWordBlockBytes) break;
        others &= From(done - base);
      }
      if (others == 0) break;
      const size_t at = base + static_cast<size_t>(std::countr_zero(others));
      if (IsPrintPunctuation(chunk, at)) {
        done = at + 3;
        continue;
      }
      const Utf8Character c = ReadUtf8(chunk, at);
      if (!c.valid || !FoldCharacter(chunk, at, c.length, CharacterOf(c.code_point))) return at;
      done = at + c.length;
    }
  }
  return chunk.size();
}

bool WordChunk::FoldCharacter(std::string_view chunk, size_t at, size_t length,
                              const Character& character) {
  const bool after_spaceless = spaceless_end_ == at && at > 0;
  const bool after_word = at > 0 && IsWord(at - 1);
  switch (character.kind) {
    case CharacterKind::kOther:
      return false;
    case CharacterKind::kSeparator:
      return true;
    case CharacterKind::kLetter:
      Write(at, length, character);
      if (after_spaceless) Cut(at);
      return true;
    case CharacterKind::kMark:
      if (!after_word) return true;
      Write(at, length, character);
      if (after_spaceless) spaceless_end_ = at + length;
      break;
    case CharacterKind::kSpaceless:
      FoldSpaceless(at, length, character);
      last_spaceless_ = at;
      break;
    case CharacterKind::kSpacelessMark:
      if (!after_word) return true;
      FoldSpaceless(at, length, character);
      break;
    case CharacterKind::kSoundMark:
      if (after_spaceless) {
        FoldSpaceless(at, length, character);
      } else {
        Write(at, length, character);
      }
      break;
  }
  // A word of ASCII right after a spaceless one is another; what is not ASCII looks back itself.
  const size_t next = at + length;
  if (spaceless_end_ == next && next < chunk.size() && IsWord(next)) Cut(next);
  return true;
}

void WordChunk::FoldSpaceless(size_t at, size_t length, const Character& character) {
  Write(at, length, character);
  Cut(at);
  spaceless_end_ = at + length;
}

void WordChunk::Write(size_t at, size_t length, const Character& character) {
  for (size_t i = 0; i < length; ++i) {
    folded_[at + i] = static_cast<char>(character.folded >> (8 * i));
  }
  const uint64_t bits = (uint64_t{1} << length) - 1;
  const size_t block = at / kWordBlockBytes;
  const size_t offset = at % kWordBlockBytes;
  word_bits_[block] |= bits << offset;
  if (offset + length > kWordBlockBytes)
    word_bits_[block + 1] |= bits >> (kWordBlockBytes - offset);
}

size_t WordChunk::LastBreak(std::string_view chunk, size_t at) const {
  size_t place = at;
  while (place > last_spaceless_) {
    const size_t block = (place - 1) / kWordBlockBytes;
    const size_t used = place - block * kWordBlockBytes;  // bits of the block to look at, 1 to 64
    uint64_t separators = ~word_bits_[block];
    if (used < kWordBlockBytes) separators &= ~From(used);
    if (separators != 0) {
      place = block * kWordBlockBytes + 63 - static_cast<size_t>(std::countl_zero(separators));
      while (place > 0 && IsContinuation(chunk[place])) --place;
      return std::max(place, last_spaceless_);
    }
    place = block * kWordBlockBytes;
  }
  return last_spaceless_;
}

void WordChunk::CutOff(size_t size) {
  blocks_ = (size + kWordBlockBytes - 1) / kWordBlockBytes;
  if (size % kWordBlockBytes != 0) {
    word_bits_[blocks_ - 1] &= ~From(size % kWordBlockBytes);
    cut_bits_[blocks_ - 1] &= ~From(size % kWordBlockBytes);
  }
  word_bits_[blocks_] = 0;
  cut_bits_[blocks_] = 0;
}

}  // namespace twicetold
