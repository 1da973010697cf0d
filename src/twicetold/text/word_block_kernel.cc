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
// hashed with the others.
struct BegunWords {
  size_t first;  // the number of words before them
  __m512i begin;
  __m512i length;
  uint64_t too_long;
};

// Words wait, in halves, until there are many: blocks have some eleven words, but registers eight
// places, and a third of the places would be mixed for nothing.
constexpr size_t kMostWaiting = 256;
struct SecondHalves {
  alignas(64) uint64_t of[kMostWaiting + kMostWordsOfBlock];
};

class BlockHasher {
 public:
  HWY_INLINE BlockHasher(const WordHashKeys& keys, SecondHalves& second_halves, uint64_t* hashes)
      : second_halves_(second_halves.of),
        hashes_(hashes),
        first_half_(_mm512_load_si512(kLaneTables.byte_of_lane)),
        second_half_(_mm512_add_epi8(first_half_, _mm512_set1_epi8(8))),
        identity_(_mm512_load_si512(kLaneTables.identity)),
        key0_(Number(keys.key0)),
        key1_(Number(keys.key1)) {}

  // Adds the words that begin in the block `here` at `starts` and end at `ends`, or, the last of
  // them, `ahead` bytes into the block `next`. Bytes that are part of no word may be any, but where
  // kZeroEnds they are zero, and there is one behind every word. Where a word is of more than
  // kLongestMixedWord bytes, all are hashed as if Finish was called, and these wrongly.
  template <bool kZeroEnds>
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
      __m512i v;
      __m512i w;
      if constexpr (kZeroEnds) {  // bytes behind a word are all the one at its end
        const __m512i till = _mm512_permutexvar_epi8(lane, end);
        v = _mm512_permutex2var_epi8(
            here, _mm512_min_epu8(_mm512_add_epi8(from, first_half_), till), next);
        w = _mm512_permutex2var_epi8(
            here, _mm512_min_epu8(_mm512_add_epi8(from, second_half_), till), next);
      } else {
        const __m512i bytes = _mm512_permutexvar_epi8(lane, length);
        v = _mm512_maskz_permutex2var_epi8(_mm512_cmplt_epu8_mask(first_half_, bytes), here,
                                           _mm512_add_epi8(from, first_half_), next);
        w = _mm512_maskz_permutex2var_epi8(_mm512_cmplt_epu8_mask(second_half_, bytes), here,
                                           _mm512_add_epi8(from, second_half_), next);
      }
      _mm512_storeu_si512(hashes_ + hashed_ + waiting_ + group, v);
      _mm512_storeu_si512(second_halves_ + waiting_ + group, w);
    };
    bring(0);
    bring(8);  // most blocks have nine words or more: to ask is mispredicted for the others
    for (size_t group = 16; HWY_UNLIKELY(group < count); group += 8) bring(group);
    const uint64_t too_long =
        _mm512_cmpgt_epu8_mask(length, _mm512_load_si512(kLaneTables.longest));
    const size_t first = hashed_ + waiting_;
    waiting_ += count;
    if (HWY_UNLIKELY(waiting_ > kMostWaiting || too_long != 0)) Finish();
    return {first, begin, length, too_long};
  }

  // Hashes the words that wait.
  HWY_INLINE void Finish() {
    uint64_t* const hashes = hashes_ + hashed_;
    for (size_t i = 0; i < waiting_; i += 8) {
      const __m512i v = _mm512_loadu_si512(hashes + i);
      const __m512i w = _mm512_load_si512(second_halves_ + i);
      _mm512_storeu_si512(hashes + i, Mix(v, w));
    }
    hashed_ += waiting_;
    waiting_ = 0;
  }

  // The words added.
  HWY_INLINE size_t count() const { return hashed_ + waiting_; }

 private:
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

  uint64_t* const second_halves_;
  uint64_t* const hashes_;  // of words that wait the first halves
  size_t hashed_ = 0;
  size_t waiting_ = 0;
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
    const BegunWords begun = hasher.Add<false>(here, next, starts, ends, ahead);
    if (HWY_LIKELY(begun.too_long == 0)) continue;
    alignas(64) uint8_t offsets[64];
    _mm512_store_si512(offsets, begun.begin);
    for (uint64_t left = begun.too_long; left != 0; left &= left - 1) {
      const int word = std::countr_zero(left);
      const size_t from = block * kWordBlockBytes + offsets[word];
      const size_t to = WordEnd(word_bits, cut_bits, block, from);
      hashes[begun.first + static_cast<size_t>(word)] =
          Hash64(std::string_view(folded + from, to - from), keys.seed);
    }
  }
  hasher.Finish();
  return hasher.count();
}

// Reads a text block by block; what is behind its end is as if it were separators.
class PlainReader {
 public:
  struct Block {
    __m512i folded;
    uint64_t words;
    bool plain;  // the others are not valid else
  };

  HWY_INLINE explicit PlainReader(std::string_view text)
      : text_(text),
        below_64_(_mm512_load_si512(kAsciiTable.folded)),
        from_64_(_mm512_load_si512(kAsciiTable.folded + kWordBlockBytes)) {}

  HWY_INLINE Block Read(size_t base) const {
    PrefetchAhead(text_.data(), base);
    __m512i bytes = _mm512_setzero_si512();
    if (HWY_LIKELY(base + kWordBlockBytes <= text_.size())) {
      bytes = _mm512_loadu_si512(text_.data() + base);
    } else if (base < text_.size()) {
      const auto rest = static_cast<unsigned>(text_.size() - base);
      bytes = _mm512_maskz_loadu_epi8(_bzhi_u64(~uint64_t{0}, rest), text_.data() + base);
    }
    __m512i folded = _mm512_permutex2var_epi8(below_64_, bytes, from_64_);
    const uint64_t others = _mm512_movepi8_mask(bytes);
    bool plain = true;
    if (HWY_UNLIKELY(others != 0)) {
      plain = AreMarks(bytes, others);
      folded = _mm512_maskz_mov_epi8(~others, folded);
    }
    return {folded, _mm512_test_epi8_mask(folded, folded), plain};
  }

 private:
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

  const std::string_view text_;
  const __m512i below_64_;
  const __m512i from_64_;
};

// Hashes the words of `begun` that are too long for registers, all of whose bytes are in `here` and
// `next`.
HWY_NOINLINE void HashTooLong(__m512i here, __m512i next, const BegunWords& begun, uint64_t seed,
                              uint64_t* hashes) {
  alignas(64) char bytes[2 * kWordBlockBytes];
  alignas(64) uint8_t begin[kWordBlockBytes];
  alignas(64) uint8_t length[kWordBlockBytes];
  _mm512_store_si512(bytes, here);
  _mm512_store_si512(bytes + kWordBlockBytes, next);
  _mm512_store_si512(begin, begun.begin);
  _mm512_store_si512(length, begun.length);
  for (uint64_t left = begun.too_long; left != 0; left &= left - 1) {
    const int word = std::countr_zero(left);
    hashes[word] = Hash64(std::string_view(bytes + begin[word], length[word]), seed);
  }
}

// For the words of a block and of the one it may end with, and what is written behind them.
constexpr size_t kLeastRoom = 2 * kMostWordsOfBlock + 8;

// As HashPlainWords, of one text; returns how many bytes of it are hashed.
HWY_INLINE size_t HashPlainText(std::string_view text, uint64_t seed, size_t room, uint64_t* hashes,
                                BlockHasher& hasher) {
  const PlainReader reader(text);
  const auto hash = [&](const PlainReader::Block& here, const PlainReader::Block& next,
                        uint64_t starts, uint64_t ends) HWY_ATTR {
    const BegunWords begun =
        hasher.Add<true>(here.folded, next.folded, starts, ends, std::countr_one(next.words));
    if (HWY_UNLIKELY(begun.too_long != 0)) {
      HashTooLong(here.folded, next.folded, begun, seed, hashes + begun.first);
    }
  };
  uint64_t open = 0;  // 1 when a word of the block before goes on in this one; it ends in it
  PlainReader::Block next = reader.Read(0);
  if (!next.plain) return 0;
  for (size_t base = 0; base < text.size(); base += kWordBlockBytes) {
    const PlainReader::Block here = next;
    next = reader.Read(base + kWordBlockBytes);
    uint64_t starts = here.words & ~((here.words << 1) | open);
    uint64_t ends = ~here.words & (here.words << 1);
    if ((open & here.words) != 0) ends &= ends - 1;
    open = here.words >> 63;
    const bool endless = open != 0 && next.words == ~uint64_t{0};
    if (HWY_UNLIKELY(!next.plain || endless || room - hasher.count() < kLeastRoom)) {
      // The last word is left over where its end is not in sight.
      if (open != 0) starts ^= std::bit_floor(starts);
      hash(here, next, starts, ends);
      const auto last = static_cast<size_t>(std::countl_one(here.words));  // bytes of that word
      size_t end = base + (last < kWordBlockBytes ? kWordBlockBytes - 1 - last : 0);
      end = std::min(end, text.size());
      // The separator there may be the last byte of a mark.
      while (end > 0 && end < text.size() && IsContinuation(text[end])) --end;
      return end;
    }
    hash(here, next, starts, ends);
  }
  return text.size();
}

PlainWords HashPlainWordsImpl(std::span<const std::string_view> texts, const WordHashKeys& keys,
                              uint64_t* hashes, size_t room, size_t* ends) {
  SecondHalves second_halves;
  BlockHasher hasher(keys, second_halves, hashes);
  size_t done = 0;
  size_t end = 0;
  for (; done < texts.size(); ++done) {
    end = HashPlainText(texts[done], keys.seed, room, hashes, hasher);
    if (end < texts[done].size()) break;
    ends[done] = hasher.count();
  }
  hasher.Finish();
  return {done, done < texts.size() ? end : 0, hasher.count()};
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
