#ifndef TWICETOLD_TEXT_WORD_PLACE_KERNEL_H_
#define TWICETOLD_TEXT_WORD_PLACE_KERNEL_H_

// HashWordBlocks (word_block_kernel.h) for targets that cannot gather words in registers.

#include <cstddef>
#include <cstdint>

#include "twicetold/text/fold_kernel.h"
#include "twicetold/text/word_hash.h"

namespace twicetold {

// As HashWordBlocks, to the letter.
size_t HashWordPlaces(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                      size_t blocks, const WordHashKeys& keys, uint64_t* hashes);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_PLACE_KERNEL_H_
