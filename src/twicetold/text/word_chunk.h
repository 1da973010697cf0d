#ifndef TWICETOLD_TEXT_WORD_CHUNK_H_
#define TWICETOLD_TEXT_WORD_CHUNK_H_

// A stretch of text folded in place, and where its words are: the quick way of the tokeniser.
//
// Text is folded and classified 64 bytes at a time (fold_kernel.h), as long as each character folds
// to as many bytes as it has. The first one that does not, or that may join what is before it, ends
// the chunk: there, back at the last place where no word is open, the slow way takes over
// (words.cc).
//
// So a word of the chunk is a run of bytes with the same place in the text and in the folded copy.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "twicetold/text/fold_kernel.h"
#include "twicetold/text/word_hash.h"

namespace twicetold {

class WordChunk {
 public:
  static constexpr size_t kMostBytes = 4096;
  static constexpr size_t kMostWords = kMostBytes / 2;

  // Folds `text` from byte `begin`, which must be a place where no word is open and a normalization
  // boundary, as far as it gets, and no further than `most_bytes`, up to kMostBytes; returns where
  // that is, again such a place or the end of the text. `begin` itself when the first word is not
  // for this way.
  size_t Fold(std::string_view text, size_t begin, size_t most_bytes = kMostBytes);

  // The folded text, a bit for every byte of it that is part of a word, and one for each of these
  // that begins a word though the byte before it is part of one; as HashWordBlocks takes them.
  const char* folded() const { return folded_.data(); }
  const uint64_t* word_bits() const { return word_bits_.data(); }
  const uint64_t* cut_bits() const { return cut_bits_.data(); }
  size_t blocks() const { return blocks_; }
  size_t size() const { return size_; }  // bytes

  // True when the last Fold ended at something for ICU, and not only because the chunk was full
  // (a full one without a single break is for ICU, too).
  bool stopped() const { return stopped_; }

  // Whether the word at `begin` is cut off from one before it.
  bool IsCut(size_t begin) const { return Bit(cut_bits_, begin); }

  // Calls visit(begin, end) for each word, in bytes of the chunk.
  template <typename Visitor>
  void ForEachWord(Visitor visit) const {
    size_t begin = 0;
    bool open = false;
    for (size_t block = 0; block <= blocks_; ++block) {
      const uint64_t words = word_bits_[block];
      // Places where a word ends or begins, or one ends as the next begins.
      uint64_t changes = (words ^ ((words << 1) | uint64_t{open})) | cut_bits_[block];
      for (; changes != 0; changes &= changes - 1) {
        const size_t at = block * kWordBlockBytes + static_cast<size_t>(std::countr_zero(changes));
        if (open) visit(begin, at);
        open = Bit(word_bits_, at);
        begin = at;
      }
    }
  }

 private:
  using Bits = std::array<uint64_t, kMostBytes / kWordBlockBytes + 1>;

  static bool Bit(const Bits& bits, size_t at) {
    return (bits[at / kWordBlockBytes] >> (at % kWordBlockBytes) & 1) != 0;
  }
  // The last place before `at` where no word is open: a separator's begin, or a spaceless word's.
  size_t LastBreak(std::string_view chunk, size_t at) const;
  void EndAt(size_t size);

  RecentRows rows_;
  size_t size_ = 0;
  size_t blocks_ = 0;
  bool stopped_ = false;
  size_t last_spaceless_ = 0;  // where the last spaceless word began; 0: nowhere
  Bits word_bits_;
  Bits cut_bits_;
  std::array<char, kMostBytes + 2 * kWordBlockBytes + kLongestMixedWord> folded_;
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_CHUNK_H_
