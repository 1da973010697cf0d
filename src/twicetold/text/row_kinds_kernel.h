#ifndef TWICETOLD_TEXT_ROW_KINDS_KERNEL_H_
#define TWICETOLD_TEXT_ROW_KINDS_KERNEL_H_

// The kinds (character_kind.h) of the characters of two and three bytes in a block: a part of
// fold_kernel.h, for targets that cannot hold a row of 64 characters in a register.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "twicetold/text/character_kind.h"
#include "twicetold/text/fold_kernel.h"

namespace twicetold {

// The kinds of a row of characters, all of whose UTF-8 is alike but for the last byte.
inline const uint8_t* KindsOfRow(uint8_t first, uint8_t second) {
  if (second == 0) return PageOf((first & 0x1FU) << 6).kinds.data() + ((first & 3U) << 6);
  if (first == 0xE0 && second < 0xA0) return kNoKinds.data();  // ill-formed: two bytes would do
  const uint32_t row = (first & 0xFU) << 6 | (second & 0x3FU);
  return PageOf(row << 6).kinds.data() + ((row & 3U) << 6);
}

// For the characters of the block at `text` that begin where `leads` says, and are well-formed as
// far as each byte alone can tell: a kind where each begins, and 0 elsewhere, to `kinds`, which has
// room for a block and is 64 bytes aligned. Two bytes behind the block must be readable.
//
// Quick for few.
inline void LookUpOneByOne(const uint8_t* text, uint64_t leads, uint8_t* kinds) {
  std::memset(kinds, 0, kWordBlockBytes);
  for (uint64_t left = leads; left != 0; left &= left - 1) {
    const auto at = static_cast<size_t>(std::countr_zero(left));
    const uint8_t first = text[at];
    const uint8_t second = text[at + 1];
    if (first < 0xE0) {
      kinds[at] = KindsOfRow(first, 0)[second & 0x3F];
    } else {
      kinds[at] = KindsOfRow(first, second)[text[at + 2] & 0x3F];
    }
  }
}

// The same, quick for many: what this takes are the rows that they are of. `rows`: those met
// before.
void LookUpByRows(const uint8_t* text, uint64_t leads, RecentRows& rows, uint8_t* kinds);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_ROW_KINDS_KERNEL_H_
