#ifndef TWICETOLD_TEXT_WORD_BLOCK_KERNEL_H_
#define TWICETOLD_TEXT_WORD_BLOCK_KERNEL_H_

// The two kernels of the tokeniser (word_chunk.h): bytes to folded bytes and bits, bits to hashes.
//
// Text goes through them in blocks of 64 bytes, a bit a byte.

#include <cstddef>
#include <cstdint>

#include "twicetold/text/word_hash.h"

namespace twicetold {

constexpr size_t kWordBlockBytes = 64;

// Folds the ASCII of `text`, `size` bytes long, and says what each byte is. For every block of it
// begun: `folded` gets 64 bytes, in which letters are lower case (what no word has is unspecified);
// `word_bits` a bit for every ASCII letter and digit; `other_bits` one for every byte that is not
// ASCII. Bits beyond the text are 0.
void FoldAscii(const char* text, size_t size, char* folded, uint64_t* word_bits,
               uint64_t* other_bits);

// The hashes of the words in `blocks` blocks, in order, to `hashes`; returns their number. A word
// is a maximal run of bytes of `word_bits`, cut before every byte of `cut_bits` (a subset). A block
// without words must follow (word_bits[blocks] is 0) and 80 bytes of `folded` be readable behind
// the last block; `hashes` must have room for 8 more than there are words.
size_t HashWordBlocks(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                      size_t blocks, const WordHashKeys& keys, uint64_t* hashes);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_BLOCK_KERNEL_H_
