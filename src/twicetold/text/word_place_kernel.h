#ifndef TWICETOLD_TEXT_WORD_PLACE_KERNEL_H_
#define TWICETOLD_TEXT_WORD_PLACE_KERNEL_H_

// HashWordBlocks (word_block_kernel.h) for targets that cannot gather words in registers.

#include <bit>
#include <cstddef>
#include <cstdint>

#include "twicetold/text/fold_kernel.h"
#include "twicetold/text/word_hash.h"

namespace twicetold {

// As HashWordBlocks, to the letter.
size_t HashWordPlaces(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                      size_t blocks, const WordHashKeys& keys, uint64_t* hashes);

// Where the word ends that begins at byte `begin`, in block `block`.
inline size_t WordEnd(const uint64_t* word_bits, const uint64_t* cut_bits, size_t block,
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

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_PLACE_KERNEL_H_
