// AVX-512 with VBMI2 stays in registers (block_hasher.h); words of more than 16 bytes are hashed
// again, one at a time. All other targets go by the places of words (word_place_kernel.h).

#include "twicetold/text/word_block_kernel.h"

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "twicetold/base/hash.h"
#include "twicetold/text/word_place_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/text/word_block_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

#if HWY_TARGET == HWY_AVX3_DL
#include "twicetold/text/block_hasher.h"
#endif

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

#else

size_t HashWordBlocksImpl(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                          size_t blocks, const WordHashKeys& keys, uint64_t* hashes) {
  return HashWordPlaces(folded, word_bits, cut_bits, blocks, keys, hashes);
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
  assert(blocks <= kMostWordBlocks);
  return HWY_DYNAMIC_DISPATCH(HashWordBlocksImpl)(folded, word_bits, cut_bits, blocks, keys,
                                                  hashes);
}

}  // namespace twicetold
#endif  // HWY_ONCE
