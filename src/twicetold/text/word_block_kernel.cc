// AVX-512 with VBMI2 stays in registers: the positions of starts and ends are packed to the front
// of a vector each (vpcompressb), and two byte permutations over this block and the next bring the
// 16 bytes of eight words at a time into place (vpermi2b), to be mixed eight abreast when there are
// many, of several texts together when those are short. Words of more than 16 bytes are hashed
// again, one at a time. There plain text needs no folded copy: one permutation looks up what all
// ASCII of a block folds to, and what is part of words; the marks that print has beyond ASCII are
// told by their bytes, and are part of none. All other targets go by the places of words
// (word_place_kernel.h).
//
// Mask registers are few and slow to get into and out of: what can be done by numbers in vectors is
// not done by masks.

#include "twicetold/text/word_block_kernel.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "twicetold/base/hash.h"
#include "twicetold/base/prefetch.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/word_block_tables.h"
#include "twicetold/text/word_place_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/text/word_block_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

#if HWY_TARGET == HWY_AVX3_DL

// Where the word ends that begins at byte `begin`, in block `block`.
HWY_INLINE size_t WordEnd(const uint64_t* word_bits, const uint64_t* cut_bits, size_t block,
                          size_t begin) {
  const unsigned offset = static_cast<unsigned>(begin % kWordBlockBytes);
  // Bytes that end the word: no part of one, or the first of the next. Not its own first.
  uint64_t stops = (~word_bits[block] | cut_bits[block]) & (~uint64_t{1} << offset);
  while (stops == 0) {
    ++block;
    stops = ~word_bits[block] | cut_bits[block];
  }
  return block * kWordBlockBytes + static_cast<size_t>(std::countr_zero(stops));
}

// The words that begin in a block: where, their lengths, and which of them are too long to be
// hashed with the others. Of AddApart every second entry.
struct BegunWords {
  uint64_t* hashes;  // of the first of them and those behind it
  __m512i begin;
  __m512i length;
  uint64_t too_long;
};

// Words wait, in halves, until there are many: blocks have some eleven words, but registers eight
// places, and a third of the places would be mixed for nothing.
constexpr size_t kMostWaiting = 256;
// Places behind the last word that are written to, too.
constexpr size_t kWrittenBehind = 16;
struct SecondHalves {
  alignas(64) uint64_t of[kMostWaiting + kMostWordsOfBlock];
};

class BlockHasher {
 public:
  HWY_INLINE BlockHasher(const WordHashKeys& keys, SecondHalves& second_halves, uint64_t* hashes)
      : hashes_(hashes),
        second_halves_(second_halves.of),
        waiting_(hashes),
        end_(hashes),
        second_end_(second_halves.of),
        first_half_(_mm512_load_si512(kLaneTables.byte_of_lane)),
        second_half_(_mm512_add_epi8(first_half_, _mm512_set1_epi8(8))),
        identity_(_mm512_load_si512(kLaneTables.identity)),
        key0_(Number(keys.key0)),
        key1_(Number(keys.key1)) {}

  // Adds the words that begin in the block `here` at `starts` and end at `ends`, or, the last of
  // them, `ahead` bytes into the block `next`. Bytes that are part of no word may be any. Where a
  // word is of more than kLongestMixedWord bytes, all are hashed as if Finish was called, and these
  // wrongly.
  HWY_INLINE BegunWords Add(__m512i here, __m512i next, uint64_t starts, uint64_t ends, int ahead) {
    const auto count = static_cast<size_t>(std::popcount(starts));
    // The last word may end in the next block only. What is behind it begins and ends there, too.
    const __m512i last = _mm512_set1_epi8(static_cast<char>(64 + ahead));
    const __m512i begin = _mm512_mask_compress_epi8(last, starts, identity_);
    const __m512i end = _mm512_mask_compress_epi8(last, ends, identity_);
    const __m512i length = _mm512_sub_epi8(end, begin);
    const auto bring = [&](size_t group) HWY_ATTR {
      const __m512i lane = _mm512_load_si512(kLaneTables.word_of_lane[group / 8]);
      const __m512i from = _mm512_permutexvar_epi8(lane, begin);
      const __m512i bytes = _mm512_permutexvar_epi8(lane, length);
      const auto half = [&](__m512i byte) HWY_ATTR {
        return _mm512_maskz_permutex2var_epi8(_mm512_cmplt_epu8_mask(byte, bytes), here,
                                              _mm512_add_epi8(from, byte), next);
      };
      _mm512_storeu_si512(end_ + group, half(first_half_));
      _mm512_storeu_si512(second_end_ + group, half(second_half_));
    };
    Bring(count, bring);
    return Take(count, begin, length,
                _mm512_cmpgt_epu8_mask(length, _mm512_load_si512(kLaneTables.longest)));
  }

  // The same for the block at `folded`, which the next one lies behind, where bytes that are part
  // of no word are zero, and there is one behind every word; words begin and end at `changes` in
  // turn.
  HWY_INLINE BegunWords AddApart(const char* folded, uint64_t changes, int ahead) {
    const auto count = static_cast<size_t>(std::popcount(changes) + 1) / 2;
    const __m512i last = _mm512_set1_epi32(static_cast<int>(kLaneTables.behind[ahead]));
    const __m512i begin_and_end = _mm512_mask_compress_epi8(last, changes, identity_);
    // From the ninth word on none has a byte before the sixteenth of this block, or behind the
    // sixteenth of the next: one register holds all they have, where places go around.
    const __m512i here = _mm512_load_si512(folded);
    const char* const behind = folded + kWordBlockBytes;
    const __m512i next = _mm512_load_si512(behind);
    const __m512i around =
        _mm512_inserti32x4(here, _mm_load_si128(reinterpret_cast<const __m128i*>(behind)), 0);
    const auto bring = [&](size_t group) HWY_ATTR {
      const __m512i from = _mm512_permutexvar_epi8(
          _mm512_load_si512(kLaneTables.begin_of_lane[group / 8]), begin_and_end);
      const __m512i till = _mm512_permutexvar_epi8(
          _mm512_load_si512(kLaneTables.end_of_lane[group / 8]), begin_and_end);
      const auto half = [&](__m512i byte) HWY_ATTR {
        // Bytes behind a word are all the one at its end.
        const __m512i place = _mm512_min_epu8(_mm512_add_epi8(from, byte), till);
        return group == 0 ? _mm512_permutex2var_epi8(here, place, next)
                          : _mm512_permutexvar_epi8(place, around);
      };
      _mm512_storeu_si512(end_ + group, half(first_half_));
      _mm512_storeu_si512(second_end_ + group, half(second_half_));
    };
    Bring(count, bring);
    const __m512i length = _mm512_sub_epi8(_mm512_srli_epi16(begin_and_end, 8), begin_and_end);
    return Take(count, begin_and_end, length,
                _mm512_cmpgt_epu8_mask(length, _mm512_load_si512(kLaneTables.longest_apart)));
  }

  // Hashes the words that wait.
  HWY_INLINE void Finish() {
    const auto waiting = static_cast<size_t>(end_ - waiting_);
    for (size_t i = 0; i < waiting; i += 8) {
      const __m512i v = _mm512_loadu_si512(waiting_ + i);
      const __m512i w = _mm512_load_si512(second_halves_ + i);
      _mm512_storeu_si512(waiting_ + i, Mix(v, w));
    }
    waiting_ = end_;
    second_end_ = second_halves_;
  }

  // Behind the hashes of the words added, of which some wait.
  HWY_INLINE const uint64_t* end() const { return end_; }
  // The words added.
  HWY_INLINE size_t count() const { return static_cast<size_t>(end_ - hashes_); }

 private:
  // Most blocks have nine words or more: to ask is mispredicted for the others.
  template <typename BringGroup>
  static HWY_INLINE void Bring(size_t count, BringGroup bring) {
    bring(0);
    bring(8);
    for (size_t group = 16; HWY_UNLIKELY(group < count); group += 8) bring(group);
  }

  // Counts the words that have been brought.
  HWY_INLINE BegunWords Take(size_t count, __m512i begin, __m512i length, uint64_t too_long) {
    uint64_t* const first = end_;
    end_ += count;
    second_end_ += count;
    if (HWY_UNLIKELY(second_end_ > second_halves_ + kMostWaiting || too_long != 0)) Finish();
    return {first, begin, length, too_long};
  }

  static HWY_INLINE __m512i Number(uint64_t value) {
    return _mm512_set1_epi64(static_cast<int64_t>(value));
  }

  template <int kNumber>
  static HWY_INLINE __m512i Product(__m512i a) {
    return _mm512_mul_epu32(a, Number(kWordMultipliers[kNumber]));
  }

  // MixWord, of eight words.
  HWY_INLINE __m512i Mix(__m512i v, __m512i w) const {
    v = _mm512_xor_si512(v, key0_);
    w = _mm512_xor_si512(w, key1_);
    __m512i h = _mm512_add_epi64(
        _mm512_add_epi64(Product<0>(v), Product<1>(_mm512_shuffle_epi32(v, _MM_PERM_DDBB))),
        _mm512_add_epi64(Product<2>(w), Product<3>(_mm512_shuffle_epi32(w, _MM_PERM_DDBB))));
    h = _mm512_xor_si512(h, _mm512_srli_epi64(h, 32));
    h = _mm512_mullo_epi64(h, Number(kMixRoundMultiplier));
    return _mm512_xor_si512(h, _mm512_srli_epi64(h, 32));
  }

  // Pointers, not numbers: where the next words go would be made of them anew for each block.
  uint64_t* const hashes_;
  uint64_t* const second_halves_;
  uint64_t* waiting_;  // the first halves of words that wait, from here to the end
  uint64_t* end_;
  uint64_t* second_end_;
  // What eight words at a time are brought into place by.
  const __m512i first_half_;
  const __m512i second_half_;
  const __m512i identity_;
  const __m512i key0_;
  const __m512i key1_;
};

size_t HashWordBlocksImpl(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                          size_t blocks, const WordHashKeys& keys, uint64_t* hashes) {
  SecondHalves second_halves;
  BlockHasher hasher(keys, second_halves, hashes);
  uint64_t open = 0;  // 1 when the last byte of the block before is part of a word
  __m512i next = _mm512_loadu_si512(folded);
  for (size_t block = 0; block < blocks; ++block) {
    const __m512i here = next;
    next = _mm512_loadu_si512(folded + (block + 1) * kWordBlockBytes);
    const uint64_t words = word_bits[block];
    const uint64_t cuts = cut_bits[block];
    const uint64_t starts = (words & ~((words << 1) | open)) | cuts;
    // Where words that began in this block end in it; the end of one from before is left out.
    uint64_t ends = (~words | cuts) & (words << 1);
    if ((open & words & ~cuts) != 0) ends &= ends - 1;
    open = words >> 63;
    const int ahead = std::countr_zero(~word_bits[block + 1] | cut_bits[block + 1]);
    const BegunWords begun = hasher.Add(here, next, starts, ends, ahead);
    if (HWY_LIKELY(begun.too_long == 0)) continue;
    alignas(64) uint8_t offsets[64];
    _mm512_store_si512(offsets, begun.begin);
    for (uint64_t left = begun.too_long; left != 0; left &= left - 1) {
      const int word = std::countr_zero(left);
      const size_t from = block * kWordBlockBytes + offsets[word];
      const size_t to = WordEnd(word_bits, cut_bits, block, from);
      begun.hashes[word] = Hash64(std::string_view(folded + from, to - from), keys.seed);
    }
  }
  hasher.Finish();
  return hasher.count();
}

// Blocks of texts one after the other, folded. Some kilobytes are folded before their words are
// hashed, and texts that are short follow each other without a seam: a processor sees no more than
// about a hundred instructions ahead, and from the bytes of a block to its hashes are more.
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

size_t HashWordBlocksImpl(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                          size_t blocks, const WordHashKeys& keys, uint64_t* hashes) {
  return HashWordPlaces(folded, word_bits, cut_bits, blocks, keys, hashes);
}

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

HWY_EXPORT(HashWordBlocksImpl);
HWY_EXPORT(HashPlainWordsImpl);

size_t HashWordBlocks(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                      size_t blocks, const WordHashKeys& keys, uint64_t* hashes) {
  assert(blocks <= kMostWordBlocks);
  return HWY_DYNAMIC_DISPATCH(HashWordBlocksImpl)(folded, word_bits, cut_bits, blocks, keys,
                                                  hashes);
}

PlainWords HashPlainWords(std::span<const std::string_view> texts, const WordHashKeys& keys,
                          uint64_t* hashes, size_t room, size_t* ends) {
  return HWY_DYNAMIC_DISPATCH(HashPlainWordsImpl)(texts, keys, hashes, room, ends);
}

}  // namespace twicetold
#endif  // HWY_ONCE
