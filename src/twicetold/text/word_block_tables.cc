#include "twicetold/text/word_block_tables.h"

#include <cstddef>
#include <cstdint>
#include <iterator>

#include "twicetold/text/fold_kernel.h"
#include "twicetold/text/word_hash.h"

namespace twicetold {
namespace {

constexpr LaneTables MakeLaneTables() {
  LaneTables tables{};
  for (int i = 0; i < 64; ++i) {
    for (size_t group = 0; group < std::size(tables.word_of_lane); ++group) {
      const auto word = static_cast<uint8_t>(8 * group + static_cast<size_t>(i) / 8);
      tables.word_of_lane[group][i] = word;
      tables.begin_of_lane[group][i] = static_cast<uint8_t>(2 * word);
      tables.end_of_lane[group][i] = static_cast<uint8_t>(2 * word + 1);
    }
    tables.longest[i] = kLongestMixedWord;
    tables.longest_apart[i] = i % 2 == 0 ? kLongestMixedWord : 255;
    tables.byte_of_lane[i] = static_cast<uint8_t>(i % 8);
    tables.identity[i] = static_cast<uint8_t>(i);
  }
  for (uint32_t ahead = 0; ahead <= kWordBlockBytes; ++ahead) {
    tables.behind[ahead] = static_cast<uint32_t>(kWordBlockBytes + ahead) * 0x01010101U;
  }
  return tables;
}

constexpr AsciiTable MakeAsciiTable() {
  AsciiTable table{};
  for (int c = '0'; c <= '9'; ++c) table.folded[c] = static_cast<uint8_t>(c);
  for (int c = 'a'; c <= 'z'; ++c) {
    table.folded[c] = static_cast<uint8_t>(c);
    table.folded[c - 'a' + 'A'] = static_cast<uint8_t>(c);
  }
  return table;
}

}  // namespace

constinit const LaneTables kLaneTables = MakeLaneTables();
constinit const AsciiTable kAsciiTable = MakeAsciiTable();

}  // namespace twicetold
