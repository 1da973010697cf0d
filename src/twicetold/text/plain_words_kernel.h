#ifndef TWICETOLD_TEXT_PLAIN_WORDS_KERNEL_H_
#define TWICETOLD_TEXT_PLAIN_WORDS_KERNEL_H_

// The quick way of the tokeniser: from plain text to the hashes of its words at once.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "twicetold/text/word_hash.h"

namespace twicetold {

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

#endif  // TWICETOLD_TEXT_PLAIN_WORDS_KERNEL_H_
