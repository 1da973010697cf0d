#ifndef TWICETOLD_TEXT_WORD_BLOCK_KERNEL_H_
#define TWICETOLD_TEXT_WORD_BLOCK_KERNEL_H_

// The second kernel of the tokeniser (word_chunk.h): from where words are to their hashes.

#include <cstddef>
#include <cstdint>

#include "twicetold/text/fold_kernel.h"
#include "twicetold/text/word_hash.h"

namespace twicetold {

constexpr size_t kMostWordBlocks = 1023;  // a place in them is a number of 16 bits

// The hashes of the words in `blocks` blocks, in order, to `hashes`; returns their number. A word
// is a maximal run of bytes of `word_bits`, cut before every byte of `cut_bits` (a subset). A block
// without words must follow (word_bits[blocks] is 0) and 80 bytes of `folded` be readable behind
// the last block; `hashes` must have room for 16 more than there are words; `blocks` is at most
// kMostWordBlocks.
size_t HashWordBlocks(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                      size_t blocks, const WordHashKeys& keys, uint64_t* hashes);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_BLOCK_KERNEL_H_
