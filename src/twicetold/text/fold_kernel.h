#ifndef TWICETOLD_TEXT_FOLD_KERNEL_H_
#define TWICETOLD_TEXT_FOLD_KERNEL_H_

// The first kernel of the tokeniser (word_chunk.h): text to folded text and to where its words are.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace twicetold {

constexpr size_t kWordBlockBytes = 64;  // text goes through the kernels in blocks, a bit a byte
// Words of a block, at most.
constexpr size_t kMostWordsOfBlock = kWordBlockBytes / 2;

alignas(64) inline constexpr std::array<uint8_t, 64> kNoKinds{};

// The rows of 64 characters that were met last, by all bytes but the last of their UTF-8: a text
// has few scripts, and a script few rows. Kept from text to text.
struct RecentRows {
  static constexpr size_t kMost = 8;

  // Puts a row to the front and returns its place.
  size_t Add(uint8_t of_first, uint8_t of_second);

  std::array<uint8_t, kMost> first{};   // 0: none
  std::array<uint8_t, kMost> second{};  // 0 for characters of two bytes
  std::array<const uint8_t*, kMost> kinds = MakeNone();

 private:
  static constexpr std::array<const uint8_t*, kMost> MakeNone() {
    std::array<const uint8_t*, kMost> none{};
    none.fill(kNoKinds.data());
    return none;
  }
};

// How far a chunk could be folded.
struct FoldedBytes {
  size_t end;             // where the first character that can't be begins, or the end
  size_t last_spaceless;  // where the last spaceless word before it begins; 0: nowhere
};

// Folds `chunk`, which must begin where no word is open, up to the first character that is kOther
// (character_kind.h) or a mark out of place. For every block of it begun, up to that one's:
// `folded` gets 64 bytes (what no word has is unspecified); `word_bits` a bit for every byte that
// is part of a word; `cut_bits` one for each of these that begins a word though the byte before it
// is part of one. Bits beyond the end are unspecified; `folded` must have room for 4 bytes more.
FoldedBytes FoldBlocks(std::string_view chunk, RecentRows& rows, char* folded, uint64_t* word_bits,
                       uint64_t* cut_bits);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_FOLD_KERNEL_H_
