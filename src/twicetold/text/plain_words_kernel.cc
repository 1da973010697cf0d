// One permutation looks up what all ASCII of a block folds to, and what is part of words; the marks
// that print has beyond ASCII are told by their bytes, and are part of none. A kilobyte is folded
// before its words are hashed, and texts that are short follow each other without a seam: a
// processor sees about a hundred instructions ahead, and from the bytes of a block to its hashes
// are more, most of which wait for the one before.

#include "twicetold/text/plain_words_kernel.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "twicetold/base/hash.h"
#include "twicetold/base/prefetch.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/word_block_tables.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/text/plain_words_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

#if HWY_TARGET == HWY_AVX3_DL
#include "twicetold/text/block_hasher.h"
#endif

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

#if HWY_TARGET == HWY_AVX3_DL

// Blocks of texts one after the other, folded.
constexpr size_t kMostPlainBlocks = 16;
struct PlainBlocks {
  alignas(64) char folded[(kMostPlainBlocks + 1) * kWordBlockBytes];  // 0 is part of no word
  uint64_t words[kMostPlainBlocks + 1];    // bytes that are part of words
  const uint64_t* ends[kMostPlainBlocks];  // the hashes of words that begin there and before
  size_t count = 0;

  HWY_INLINE __m512i Folded(size_t block) const {
    return _mm512_load_si512(folded + block * kWordBlockBytes);
  }
  HWY_INLINE void Set(size_t block, __m512i bytes, uint64_t word_bits) {
    _mm512_store_si512(folded + block * kWordBlockBytes, bytes);
    words[block] = word_bits;
  }
};

// Reads texts block by block. Behind the last byte of a text is one at least that is part of no
// word.
class PlainReader {
 public:
  HWY_INLINE explicit PlainReader(std::span<const std::string_view> texts)
      : texts_(texts),
        below_64_(_mm512_load_si512(kAsciiTable.folded)),
        from_64_(_mm512_load_si512(kAsciiTable.folded + kWordBlockBytes)) {}

  // The text that is up next, and how far it has been read.
  size_t text() const { return text_; }
  size_t end() const { return end_; }

  // Adds blocks until there are `most`, and tells in ends[i] how many there have been at the end of
  // text i. False when there will be no more: behind the last text, and before what is not plain.
  HWY_INLINE bool Fill(size_t most, PlainBlocks& blocks, size_t* ends) {
    const size_t before = blocks_ - blocks.count;
    for (; text_ < texts_.size(); ends[text_++] = blocks_) {
      const std::string_view text = texts_[text_];
      size_t count = blocks.count;  // in a register
      bool plain = true;
      for (; end_ <= text.size() && count < most; end_ += kWordBlockBytes) {
        plain = Read(text, count, blocks);
        if (HWY_UNLIKELY(!plain)) break;
        ++count;
      }
      blocks.count = count;
      blocks_ = before + count;
      if (!plain) Stop(blocks);
      if (!plain || end_ <= text.size()) return plain;
      end_ = 0;
    }
    return false;
  }

  // No more will be read of the text. Of a word whose end is not in sight nothing has been.
  HWY_INLINE void Stop(PlainBlocks& blocks) {
    if (end_ == 0) return;
    const size_t last = blocks.count - 1;
    const int open = std::countl_one(blocks.words[last]);
    const uint64_t kept = open < 64 ? blocks.words[last] & ~uint64_t{0} >> open : 0;
    blocks.Set(last, _mm512_maskz_mov_epi8(kept, blocks.Folded(last)), kept);
    end_ -= open < 64 ? static_cast<size_t>(open) + 1 : kWordBlockBytes;
    // The separator there may be the last byte of a mark.
    while (end_ > 0 && IsContinuation(texts_[text_][end_])) --end_;
  }

 private:
  // Reads the block of `text` at end_ as block `block`; false when it is not plain, or a word might
  // be longer than it.
  HWY_INLINE bool Read(std::string_view text, size_t block, PlainBlocks& blocks) const {
    PrefetchAhead(text.data(), end_);
    __m512i bytes;
    if (HWY_LIKELY(end_ + kWordBlockBytes <= text.size())) {
      bytes = _mm512_loadu_si512(text.data() + end_);
    } else {
      const auto rest = static_cast<unsigned>(text.size() - end_);
      bytes = _mm512_maskz_loadu_epi8(_bzhi_u64(~uint64_t{0}, rest), text.data() + end_);
    }
    __m512i folded = _mm512_permutex2var_epi8(below_64_, bytes, from_64_);
    const uint64_t others = _mm512_movepi8_mask(bytes);
    if (HWY_UNLIKELY(others != 0)) {
      if (!AreMarks(bytes, others)) return false;
      folded = _mm512_maskz_mov_epi8(~others, folded);
    }
    const uint64_t words = _mm512_test_epi8_mask(folded, folded);
    const bool full = words == ~uint64_t{0};
    if (HWY_UNLIKELY(full) && end_ > 0 && blocks.words[block - 1] >> 63 != 0) return false;
    blocks.Set(block, folded, words);
    return true;
  }

  // Whether `others`, all bytes that are not ASCII, are those of U+2010 to U+2029, which are
  // separators: E2, 80, and 90 to A9. One that goes on in the next block is not seen: few do.
  static HWY_INLINE bool AreMarks(__m512i bytes, uint64_t others) {
    const uint64_t first = EqualTo(bytes, 0xE2);
    const uint64_t second = first << 1;
    const uint64_t third = first << 2;
    const __m512i from_90 = _mm512_sub_epi8(bytes, _mm512_set1_epi8('\x90'));
    const uint64_t thirds = _mm512_cmple_epu8_mask(from_90, _mm512_set1_epi8(0xA9 - 0x90));
    return (others ^ (first | second | third)) == 0 && first >> 62 == 0 &&
           (second & ~EqualTo(bytes, 0x80)) == 0 && (third & ~thirds) == 0;
  }

  static HWY_INLINE uint64_t EqualTo(__m512i bytes, uint8_t byte) {
    return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(static_cast<char>(byte)));
  }

  const std::span<const std::string_view> texts_;
  size_t text_ = 0;
  size_t end_ = 0;
  size_t blocks_ = 0;  // added
  const __m512i below_64_;
  const __m512i from_64_;
};

// Hashes the words of `begun`, by AddApart of the block at `folded`, that are too long for
// registers.
HWY_NOINLINE void HashTooLong(const char* folded, const BegunWords& begun, uint64_t seed) {
  alignas(64) uint8_t begin[kWordBlockBytes];
  alignas(64) uint8_t length[kWordBlockBytes];
  _mm512_store_si512(begin, begun.begin);
  _mm512_store_si512(length, begun.length);
  for (uint64_t left = begun.too_long; left != 0; left &= left - 1) {
    const int place = std::countr_zero(left);
    begun.hashes[place / 2] = Hash64(std::string_view(folded + begin[place], length[place]), seed);
  }
}

// Hashes the words that begin in the first `ready` blocks; those of the last one end in the next.
// `open` is 1 when a word goes on in the first block, and then in the one behind them.
HWY_INLINE void HashPlainBlocks(size_t ready, uint64_t seed, PlainBlocks& blocks, uint64_t& open,
                                BlockHasher& hasher) {
  for (size_t block = 0; block < ready; ++block) {
    const uint64_t words = blocks.words[block];
    uint64_t changes = words ^ ((words << 1) | open);
    changes &= changes - open;  // where a word begins first
    open = words >> 63;
    const char* const folded = blocks.folded + block * kWordBlockBytes;
    const BegunWords begun =
        hasher.AddApart(folded, changes, std::countr_one(blocks.words[block + 1]));
    if (HWY_UNLIKELY(begun.too_long != 0)) HashTooLong(folded, begun, seed);
    blocks.ends[block] = hasher.end();
  }
}

PlainWords HashPlainWordsImpl(std::span<const std::string_view> texts, const WordHashKeys& keys,
                              uint64_t* hashes, size_t room, size_t* ends) {
  SecondHalves second_halves;
  BlockHasher hasher(keys, second_halves, hashes);
  PlainReader reader(texts);
  PlainBlocks blocks;
  uint64_t open = 0;
  size_t first = 0;  // the number of blocks before those at hand
  size_t told = 0;   // texts whose words have been counted
  for (bool more = true; more;) {
    // What is written behind the words of the last block needs room, too.
    const size_t most = (room - hasher.count() - kWrittenBehind) / kMostWordsOfBlock;
    if (most < 2) {
      reader.Stop(blocks);
      more = false;
    } else {
      more = reader.Fill(std::min(most, kMostPlainBlocks), blocks, ends);
    }
    if (!more) blocks.Set(blocks.count, _mm512_setzero_si512(), 0);
    const size_t ready = blocks.count - (more ? 1 : 0);
    HashPlainBlocks(ready, keys.seed, blocks, open, hasher);
    for (; told < reader.text() && ends[told] <= first + ready; ++told) {
      ends[told] = static_cast<size_t>(blocks.ends[ends[told] - first - 1] - hashes);
    }
    if (!more) break;
    blocks.Set(0, blocks.Folded(ready), blocks.words[ready]);
    blocks.count = 1;
    first += ready;
  }
  hasher.Finish();
  return {reader.text(), reader.end(), hasher.count()};
}

#else

PlainWords HashPlainWordsImpl(std::span<const std::string_view> /*texts*/,
                              const WordHashKeys& /*keys*/, uint64_t* /*hashes*/, size_t /*room*/,
                              size_t* /*ends*/) {
  return {0, 0, 0};
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(HashPlainWordsImpl);

PlainWords HashPlainWords(std::span<const std::string_view> texts, const WordHashKeys& keys,
                          uint64_t* hashes, size_t room, size_t* ends) {
  return HWY_DYNAMIC_DISPATCH(HashPlainWordsImpl)(texts, keys, hashes, room, ends);
}

}  // namespace twicetold
#endif  // HWY_ONCE
