#ifndef TWICETOLD_TEXT_WORD_BLOCK_KERNEL_H_
#define TWICETOLD_TEXT_WORD_BLOCK_KERNEL_H_

// The second kernel of the tokeniser (word_chunk.h): from where words are to their hashes.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "twicetold/text/fold_kernel.h"
#include "twicetold/text/word_hash.h"

namespace twicetold {

constexpr size_t kMostWordBlocks = 1023;  // a place in them is a number of 16 bits

// The hashes of the words in `blocks` blocks, in order, to `hashes`; returns their number. A word
// is a maximal run of bytes of `word_bits`, cut before every byte of `cut_bits` (a subset). A block
// without words must follow (word_bits[blocks] is 0) and 80 bytes of `folded` be readable behind
// the last block; `hashes` must have room for 8 more than there are words; `blocks` is
// at most kMostWordBlocks.
size_t HashWordBlocks(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                      size_t blocks, const WordHashKeys& keys, uint64_t* hashes);

// How far texts were hashed.
struct PlainWords {
  size_t texts;  // all of so many
  size_t end;    // and of the next one so many bytes, up to where no word is open
  size_t count;  // the words of both
};

// The hashes of the words of `texts`, one after the other, without a folded copy of them. No word
// is open where a text begins. Writes to ends[i] how many words the texts up to text i have. Ends
// behind the last text, or before the first block that is not plain (ASCII and the dashes, quotes
// and other marks of U+2010 to U+2029), a word of more than a block, or where `hashes`, with room
// for `room` (80 or more), might become full; where the target has no quick way to do this, at
// once. Reads no byte behind a text.
PlainWords HashPlainWords(std::span<const std::string_view> texts, const WordHashKeys& keys,
                          uint64_t* hashes, size_t room, size_t* ends);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_BLOCK_KERNEL_H_
