#ifndef TWICETOLD_TEXT_WORD_BLOCK_TABLES_H_
#define TWICETOLD_TEXT_WORD_BLOCK_TABLES_H_

// What block_hasher.h and plain_words_kernel.cc load into vectors of 64 bytes. Defined elsewhere,
// so that it is loaded: a compiler that knows the numbers makes some of them anew for each block.

#include <cstddef>
#include <cstdint>

#include "twicetold/text/fold_kernel.h"
#include "twicetold/text/word_hash.h"

namespace twicetold {

// `word_of_lane`: byte i of entry g is the place among packed starts of the word whose bytes lane i
// of group g gets. What is loaded costs less than what is made of numbers, which have to be moved
// to vectors. `begin_of_lane` and `end_of_lane`: the same among packed starts and ends in turn.
// `longest_apart`: the most that differences of these may be, of which every second one is a
// length. `behind`: 64 and the place of its entry, as four bytes.
struct LaneTables {
  alignas(64) uint8_t word_of_lane[kMostWordsOfBlock / 8][64];
  alignas(64) uint8_t begin_of_lane[kMostWordsOfBlock / 8][64];
  alignas(64) uint8_t end_of_lane[kMostWordsOfBlock / 8][64];
  uint32_t behind[kWordBlockBytes + 1];
  alignas(64) uint8_t longest[64];
  alignas(64) uint8_t longest_apart[64];
  alignas(64) uint8_t byte_of_lane[64];
  alignas(64) uint8_t identity[64];
};

extern const LaneTables kLaneTables;

// Every ASCII character as it is folded, or 0 where it is part of no word.
struct AsciiTable {
  alignas(64) uint8_t folded[128];
};

extern const AsciiTable kAsciiTable;

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_BLOCK_TABLES_H_
