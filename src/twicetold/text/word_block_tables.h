#ifndef TWICETOLD_TEXT_WORD_BLOCK_TABLES_H_
#define TWICETOLD_TEXT_WORD_BLOCK_TABLES_H_

// What word_block_kernel.cc loads into vectors of 64 bytes.

#include <cstddef>
#include <cstdint>
#include <iterator>

#include "twicetold/text/fold_kernel.h"
#include "twicetold/text/word_hash.h"

namespace twicetold {

// `word_of_lane`: byte i of entry g is the place among packed starts of the word whose bytes lane i
// of group g gets. What is loaded costs less than what is made of numbers, which have to be moved
// to vectors.
struct LaneTables {
  alignas(64) uint8_t word_of_lane[kMostWordsOfBlock / 8][64];
  alignas(64) uint8_t longest[64];
  alignas(64) uint8_t byte_of_lane[64];
  alignas(64) uint8_t identity[64];
};

constexpr LaneTables MakeLaneTables() {
  LaneTables tables{};
  for (int i = 0; i < 64; ++i) {
    for (size_t group = 0; group < std::size(tables.word_of_lane); ++group) {
      tables.word_of_lane[group][i] = static_cast<uint8_t>(8 * group + static_cast<size_t>(i) / 8);
    }
    tables.longest[i] = kLongestMixedWord;
    tables.byte_of_lane[i] = static_cast<uint8_t>(i % 8);
    tables.identity[i] = static_cast<uint8_t>(i);
  }
  return tables;
}
inline constexpr LaneTables kLaneTables = MakeLaneTables();

// Every ASCII character as it is folded, or 0 where it is part of no word.
struct AsciiTable {
  alignas(64) uint8_t folded[128];
};

constexpr AsciiTable MakeAsciiTable() {
  AsciiTable table{};
  for (int c = '0'; c <= '9'; ++c) table.folded[c] = static_cast<uint8_t>(c);
  for (int c = 'a'; c <= 'z'; ++c) {
    table.folded[c] = static_cast<uint8_t>(c);
    table.folded[c - 'a' + 'A'] = static_cast<uint8_t>(c);
  }
  return table;
}
inline constexpr AsciiTable kAsciiTable = MakeAsciiTable();

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_BLOCK_TABLES_H_
