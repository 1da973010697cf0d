#ifndef TWICETOLD_TEXT_BLOCK_HASHER_H_
#define TWICETOLD_TEXT_BLOCK_HASHER_H_

// Words of a block of 64 bytes to hashes, by AVX-512 with VBMI2: a part of word_block_kernel.cc and
// plain_words_kernel.cc, which is compiled for that target alone.
//
// The positions of starts and ends are packed to the front of a vector (vpcompressb), and byte
// permutations over this block and the next bring the 16 bytes of eight words at a time into place,
// to be mixed eight abreast when there are many, of several texts together when those are short.
//
// Mask registers are few and slow to get into and out of: what can be done by numbers in vectors is
// not done by masks. Where two ports do all that is done in vectors, it is their number that
// counts.

// Highway comes first (hwy/highway.h); without it, or for another target, nothing is here.

#if defined(HWY_TARGET) && HWY_TARGET == HWY_AVX3_DL

#include <bit>
#include <cstddef>
#include <cstdint>

#include "twicetold/base/hash.h"
#include "twicetold/text/fold_kernel.h"
#include "twicetold/text/word_block_tables.h"
#include "twicetold/text/word_hash.h"

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

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
    const __m512i last = Behind(ahead);
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
    const __m512i last = Behind(ahead);
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
  // The place so far into the next block, of every word that there is not in this one.
  static HWY_INLINE __m512i Behind(int ahead) {
    return _mm512_set1_epi32(static_cast<int>(kLaneTables.behind[ahead]));
  }

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

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#endif

#endif  // TWICETOLD_TEXT_BLOCK_HASHER_H_
