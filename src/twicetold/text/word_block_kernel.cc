// Two bodies:
//
// - the general one walks the bits: a start, its end, two loads of 8 bytes, three multiplications.
// - AVX-512 with VBMI2 stays in registers: the positions of starts and ends are packed to the front
//   of a vector each (vpcompressb), and two byte permutations over this block and the next bring
//   the 16 bytes of eight words at a time into place (vpermi2b), to be mixed eight abreast. Words
//   of more than 16 bytes are hashed again, one at a time.

#include "twicetold/text/word_block_kernel.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/text/word_block_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// The bytes from `begin`, where a word begins in block `block`, to its end.
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

HWY_INLINE uint64_t Load64(const char* bytes) {
  uint64_t value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;  // little-endian machines only: see the assertion below
}
static_assert(std::endian::native == std::endian::little, "words are loaded as little-endian");

#if HWY_TARGET == HWY_AVX3_DL

// Byte i of entry g: the place among packed starts of the word whose bytes lane i of group g gets.
struct LaneTables {
  alignas(64) uint8_t word_of_lane[64];
  alignas(64) uint8_t byte_of_lane[64];
  alignas(64) uint8_t identity[64];
};

constexpr LaneTables MakeLaneTables() {
  LaneTables tables{};
  for (int i = 0; i < 64; ++i) {
    tables.word_of_lane[i] = static_cast<uint8_t>(i / 8);
    tables.byte_of_lane[i] = static_cast<uint8_t>(i % 8);
    tables.identity[i] = static_cast<uint8_t>(i);
  }
  return tables;
}
constexpr LaneTables kLanes = MakeLaneTables();

HWY_INLINE __m512i MixWords(__m512i v, __m512i w, const WordHashKeys& keys) {
  const auto multiply = [](__m512i h, uint64_t by) HWY_ATTR {
    return _mm512_mullo_epi64(h, _mm512_set1_epi64(static_cast<int64_t>(by)));
  };
  const auto key = [](uint64_t value)
                       HWY_ATTR { return _mm512_set1_epi64(static_cast<int64_t>(value)); };
  __m512i h = multiply(_mm512_xor_si512(v, key(keys.key0)), kWordMultiplier0);
  h = _mm512_xor_si512(h, _mm512_srli_epi64(h, 32));
  w = _mm512_xor_si512(w, key(keys.key1));
  w = _mm512_xor_si512(w, _mm512_srli_epi64(w, 32));
  h = multiply(_mm512_add_epi64(h, w), kWordMultiplier1);
  h = _mm512_xor_si512(h, _mm512_srli_epi64(h, 29));
  h = multiply(h, kWordMultiplier2);
  return _mm512_xor_si512(h, _mm512_srli_epi64(h, 32));
}

size_t HashWordBlocksImpl(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                          size_t blocks, const WordHashKeys& keys, uint64_t* hashes) {
  const __m512i word_of_lane = _mm512_load_si512(kLanes.word_of_lane);
  const __m512i first_half = _mm512_load_si512(kLanes.byte_of_lane);
  const __m512i second_half = _mm512_add_epi8(first_half, _mm512_set1_epi8(8));
  const __m512i identity = _mm512_load_si512(kLanes.identity);
  size_t count = 0;
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
    if (starts == 0) continue;

    const int started = std::popcount(starts);
    const int ended = std::popcount(ends);
    const int ahead = std::countr_zero(~word_bits[block + 1] | cut_bits[block + 1]);
    const __m512i begin = _mm512_maskz_compress_epi8(starts, identity);
    __m512i end = _mm512_maskz_compress_epi8(ends, identity);
    // The last word may end in the next block only.
    end = _mm512_mask_mov_epi8(end, uint64_t{1} << (ended & 63),
                               _mm512_set1_epi8(static_cast<char>(64 + ahead)));
    const __m512i length = _mm512_sub_epi8(end, begin);
    for (int group = 0; group < started; group += 8) {
      const __m512i lane =
          _mm512_add_epi8(word_of_lane, _mm512_set1_epi8(static_cast<char>(group)));
      const __m512i from = _mm512_permutexvar_epi8(lane, begin);
      const __m512i bytes = _mm512_permutexvar_epi8(lane, length);
      const __m512i v = _mm512_maskz_permutex2var_epi8(
          _mm512_cmplt_epu8_mask(first_half, bytes), here, _mm512_add_epi8(from, first_half), next);
      const __m512i w =
          _mm512_maskz_permutex2var_epi8(_mm512_cmplt_epu8_mask(second_half, bytes), here,
                                         _mm512_add_epi8(from, second_half), next);
      _mm512_storeu_si512(hashes + count + group, MixWords(v, w, keys));
    }
    // `length` beyond the last word is what is left in the registers: not looked at.
    uint64_t too_long =
        _mm512_cmpgt_epu8_mask(length, _mm512_set1_epi8(static_cast<char>(kLongestMixedWord))) &
        _bzhi_u64(~uint64_t{0}, static_cast<unsigned>(started));
    if (HWY_UNLIKELY(too_long != 0)) {
      alignas(64) uint8_t offsets[64];
      _mm512_store_si512(offsets, begin);
      for (; too_long != 0; too_long &= too_long - 1) {
        const int word = std::countr_zero(too_long);
        const size_t from = block * kWordBlockBytes + offsets[word];
        const size_t to = WordEnd(word_bits, cut_bits, block, from);
        hashes[count + static_cast<size_t>(word)] =
            Hash64(std::string_view(folded + from, to - from), keys.seed);
      }
    }
    count += static_cast<size_t>(started);
  }
  return count;
}

#else

size_t HashWordBlocksImpl(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                          size_t blocks, const WordHashKeys& keys, uint64_t* hashes) {
  size_t count = 0;
  uint64_t open = 0;
  for (size_t block = 0; block < blocks; ++block) {
    const uint64_t words = word_bits[block];
    uint64_t starts = (words & ~((words << 1) | open)) | cut_bits[block];
    open = words >> 63;
    for (; starts != 0; starts &= starts - 1) {
      const size_t begin = block * kWordBlockBytes + static_cast<size_t>(std::countr_zero(starts));
      const size_t length = WordEnd(word_bits, cut_bits, block, begin) - begin;
      if (HWY_UNLIKELY(length > kLongestMixedWord)) {
        hashes[count++] = Hash64(std::string_view(folded + begin, length), keys.seed);
        continue;
      }
      const auto keep = [](size_t bytes) {
        return bytes >= 8 ? ~uint64_t{0} : (uint64_t{1} << (8 * bytes)) - 1;
      };
      const uint64_t v = Load64(folded + begin) & keep(length);
      const uint64_t w = Load64(folded + begin + 8) & keep(length > 8 ? length - 8 : 0);
      hashes[count++] = MixWord(v, w, keys);
    }
  }
  return count;
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(HashWordBlocksImpl);

size_t HashWordBlocks(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                      size_t blocks, const WordHashKeys& keys, uint64_t* hashes) {
  return HWY_DYNAMIC_DISPATCH(HashWordBlocksImpl)(folded, word_bits, cut_bits, blocks, keys,
                                                  hashes);
}

}  // namespace twicetold
#endif  // HWY_ONCE
