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

constexpr bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr bool IsAsciiWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
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

bool IsSortedMark(char32_t c) { return PageOf(c).combining_classes[c % 256] > 0; }

// The character of `text` at `at`, which is not ASCII; of no length when it is ill-formed. Two and
// three bytes, nearly all that there is, are read at once.
[[gnu::always_inline]] inline Utf8Character ReadQuickly(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) -> uint32_t { return static_cast<unsigned char>(text[at + i]); };
  if (byte(0) < 0xE0 && text.size() - at >= 2) {
    const char32_t c = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    if (byte(0) >= 0xC2 && (byte(1) & 0xC0) == 0x80) return {c, 2, true};
  } else if (byte(0) < 0xF0 && text.size() - at >= 3) {
    const char32_t c = (byte(0) & 0xF) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    // Surrogates are of no kind, which is checked by whoever asks.
    if (c >= 0x800 && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80) return {c, 3, true};
  }
  const Utf8Character c = ReadUtf8(text, at);
  return c.valid ? c : Utf8Character{c.code_point, 0, false};
}

// What is not ASCII, block by block. The bits of the block at hand, and those that a character or a
// cut at its end has in the next one, are to stay in registers, hence the attributes: a call would
// take this to memory, where every byte that is written may have changed it.
class OtherFolder {
 public:
  OtherFolder(std::string_view chunk, char* folded) : chunk_(chunk), folded_(folded) {}

  // The bits of the block at `base`, as ASCII has them.
  [[gnu::always_inline]] void Enter(size_t base, uint64_t words) {
    before_ = words_ >> 63;
    words_ = words | next_words_;
    cuts_ = next_cuts_;
    next_words_ = 0;
    next_cuts_ = 0;
    base_ = base;
  }

  uint64_t words() const { return words_; }
  uint64_t cuts() const { return cuts_; }
  size_t last_spaceless() const { return last_spaceless_; }

  // Folds the character at `at`, in this block and not ASCII, and returns its length; 0 when it
  // can't be folded here.
  [[gnu::always_inline]] size_t Fold(size_t at) {
    if (IsPrintPunctuation(chunk_, at)) return 3;
    const Utf8Character c = ReadQuickly(chunk_, at);
    const CharacterPage& page = PageOf(c.code_point);
    const uint8_t kind = page.kinds[c.code_point % 256];
    if (kind == (static_cast<uint8_t>(CharacterKind::kSpaceless) | kFoldsToItself)) {
      Keep(at, c.length);
      Cut(at);
      EndSpaceless(at + c.length);
      last_spaceless_ = at;
      return c.length;
    }
    if (kind == (static_cast<uint8_t>(CharacterKind::kLetter) | kFoldsToItself)) {
      Keep(at, c.length);
      if (AfterSpaceless(at)) Cut(at);
      return c.length;
    }
    return FoldOther(page, c, at) ? c.length : 0;
  }

 private:
  bool AfterSpaceless(size_t at) const { return spaceless_end_ == at && at > 0; }
  bool AfterWord(size_t at) const {
    return at == base_ ? before_ != 0 : (words_ >> (at - base_ - 1) & 1) != 0;
  }

  [[gnu::always_inline]] bool FoldOther(const CharacterPage& page, const Utf8Character& c,
                                        size_t at) {
    const size_t place = c.code_point % 256;
    const bool after_spaceless = AfterSpaceless(at);
    switch (KindOf(c.code_point)) {
      case CharacterKind::kOther:
        return false;
      case CharacterKind::kSeparator:
        return true;
      case CharacterKind::kLetter:
        Write(at, c.length, page.folded[place]);
        if (after_spaceless) Cut(at);
        return true;
      case CharacterKind::kSpaceless:
        Write(at, c.length, page.folded[place]);
        Cut(at);
        EndSpaceless(at + c.length);
        last_spaceless_ = at;
        return true;
      case CharacterKind::kSoundMark:
        Keep(at, c.length);
        if (after_spaceless) Cut(at);
        if (after_spaceless) EndSpaceless(at + c.length);
        return true;
      case CharacterKind::kMark:
        if (!IsInPlace(page.combining_classes[place], at, c.length)) return false;
        if (!AfterWord(at)) return true;
        Keep(at, c.length);
        if (after_spaceless) EndSpaceless(at + c.length);
        return true;
      case CharacterKind::kSpacelessMark:
        if (!AfterWord(at)) return true;
        Keep(at, c.length);
        Cut(at);
        EndSpaceless(at + c.length);
        return true;
    }
    return false;
  }

  // Whether the mark at `at` need not change places with the one before it.
  bool IsInPlace(uint8_t combining_class, size_t at, size_t length) {
    if (mark_end_ == at && combining_class > 0 && combining_class < mark_class_) return false;
    mark_end_ = at + length;
    mark_class_ = combining_class;
    return true;
  }

  // A word of ASCII right after a spaceless one is another; what is not ASCII looks back itself.
  [[gnu::always_inline]] void EndSpaceless(size_t end) {
    spaceless_end_ = end;
    if (end < chunk_.size() && IsAsciiWord(chunk_[end])) Cut(end);
  }

  // The character is part of a word, as it stands, or as `folded`.
  [[gnu::always_inline]] void Keep(size_t at, size_t length) {
    folded_[at] = chunk_[at];
    folded_[at + 1] = chunk_[at + 1];
    if (length > 2) folded_[at + 2] = chunk_[at + 2];
    if (length > 3) folded_[at + 3] = chunk_[at + 3];
    SetWord(at, length);
  }
  [[gnu::always_inline]] void Write(size_t at, size_t length, uint32_t folded) {
    for (size_t i = 0; i < length; ++i) folded_[at + i] = static_cast<char>(folded >> (8 * i));
    SetWord(at, length);
  }

  [[gnu::always_inline]] void SetWord(size_t at, size_t length) {
    const uint64_t bits = (uint64_t{1} << length) - 1;
    const size_t offset = at - base_;
    words_ |= bits << offset;
    next_words_ |= bits >> 1 >> (kWordBlockBytes - 1 - offset);
  }

  [[gnu::always_inline]] void Cut(size_t at) {
    const uint64_t bit = uint64_t{1} << (at % kWordBlockBytes);
    const bool here = at - base_ < kWordBlockBytes;
    cuts_ |= here ? bit : 0;
    next_cuts_ |= here ? 0 : bit;
  }

  const std::string_view chunk_;
  char* const folded_;
  size_t base_ = 0;
  uint64_t words_ = 0;
  uint64_t cuts_ = 0;
  uint64_t next_words_ = 0;
  uint64_t next_cuts_ = 0;
  uint64_t before_ = 0;         // whether the last byte of the block before is part of a word
  size_t last_spaceless_ = 0;   // where the last spaceless word began; 0: nowhere
  size_t spaceless_end_ = 0;    // where the last one ends; 0: nowhere
  size_t mark_end_ = SIZE_MAX;  // where the last mark ends
  uint8_t mark_class_ = 0;      // its combining class
};

}  // namespace

size_t WordChunk::Fold(std::string_view text, size_t begin) {
  size_t limit = std::min(text.size(), begin + next_size_);
  if (limit < text.size()) {
    while (limit > begin && IsContinuation(text[limit])) --limit;
  }
  const std::string_view chunk = text.substr(begin, limit - begin);
  blocks_ = (chunk.size() + kWordBlockBytes - 1) / kWordBlockBytes;
  FoldAscii(chunk.data(), chunk.size(), folded_.data(), word_bits_.data(), other_bits_.data());
  word_bits_[blocks_] = 0;
  cut_bits_[blocks_] = 0;
  last_spaceless_ = 0;

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
  OtherFolder folder(chunk, folded_.data());
  size_t done = 0;
  for (size_t block = 0; block < blocks_; ++block) {
    const size_t base = block * kWordBlockBytes;
    const size_t end = std::min(base + kWordBlockBytes, chunk.size());
    folder.Enter(base, word_bits_[block]);
    bool stopped = false;
    while (!stopped && done < end) {
      const uint64_t others =
          done > base ? other_bits_[block] & From(done - base) : other_bits_[block];
      if (others == 0) break;
      done = base + static_cast<size_t>(std::countr_zero(others));
      // Characters that are not ASCII come in rows, in most scripts.
      do {
        const size_t length = folder.Fold(done);
        stopped = length == 0;
        done += length;
      } while (!stopped && done < end && !IsAscii(chunk[done]));
    }
    word_bits_[block] = folder.words();
    cut_bits_[block] = folder.cuts();
    last_spaceless_ = folder.last_spaceless();
    if (stopped) return done;
  }
  return chunk.size();
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
