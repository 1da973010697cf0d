// A block of nothing but ASCII takes a few comparisons. In any other the characters are told apart
// by the kinds of their rows of 64:
//
// - AVX-512 with VBMI2 holds a row in a register: one permutation looks up all characters of a
//   block that are of that row. Han and Hangul, which have hundreds of rows, are told by range;
// - all others look up few of them one by one, and more row by row (row_kinds_kernel.h).
//
// Both give a byte of kind a character, and the rest is bits (character_block.h). What changes when
// folded, capitals mostly, is rewritten one by one.

#include "twicetold/text/fold_kernel.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "twicetold/base/prefetch.h"
#include "twicetold/text/character_block.h"
#include "twicetold/text/character_kind.h"
#include "twicetold/text/row_kinds_kernel.h"
#include "twicetold/text/utf8.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/text/fold_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

#ifndef TWICETOLD_FOLD_KERNEL_ONCE
#define TWICETOLD_FOLD_KERNEL_ONCE
namespace twicetold {

// Bytes behind a block that its last character may have.
inline constexpr size_t kBytesBeyond = 3;

inline uint64_t BitsBelow(size_t place) {
  return place < kWordBlockBytes ? (uint64_t{1} << place) - 1 : ~uint64_t{0};
}

// A block that has ill-formed bytes or characters of four: its leads and their kinds, up to the
// first that is ill-formed, one by one.
inline CharacterBlock ReadCarefully(std::string_view chunk, size_t base, uint64_t begun,
                                    uint64_t others, uint8_t* kinds) {
  CharacterBlock block;
  others &= ~begun;
  while (others != 0) {
    const auto at = static_cast<size_t>(std::countr_zero(others));
    const uint64_t bit = uint64_t{1} << at;
    const Utf8Character c = ReadUtf8(chunk, base + at);
    block.leads |= bit;
    if (!c.valid) break;
    if (c.length >= 3) block.three |= bit;
    if (c.length == 4) block.four |= bit;
    kinds[at] = PageOf(c.code_point).kinds[c.code_point % 256];
    others &= ~BitsBelow(at + c.length);
  }
  return block;
}

// Whether the mark at `at` has a lower class than the one that ends there.
inline bool IsOutOfPlace(std::string_view chunk, size_t at) {
  size_t before = at - 1;
  while (IsContinuation(chunk[before])) --before;
  const auto combining_class = [&](size_t place) {
    const char32_t c = ReadUtf8(chunk, place).code_point;
    return PageOf(c).combining_classes[c % 256];
  };
  return combining_class(at) < combining_class(before);
}

// Marks of `block` that would have to change places with the one before.
inline uint64_t MarksOutOfPlace(std::string_view chunk, size_t base, const CharacterBlock& block,
                                uint64_t sorted_ends) {
  uint64_t found = 0;
  uint64_t rows = block.sorted & (block.Ends(block.sorted) | sorted_ends);
  for (; rows != 0; rows &= rows - 1) {
    if (IsOutOfPlace(chunk, base + static_cast<size_t>(std::countr_zero(rows)))) {
      found |= rows & -rows;
    }
  }
  return found;
}

// Writes the folded form of characters that have another one.
inline void Rewrite(std::string_view chunk, size_t base, uint64_t changes, char* folded) {
  for (; changes != 0; changes &= changes - 1) {
    const size_t at = base + static_cast<size_t>(std::countr_zero(changes));
    const Utf8Character c = ReadUtf8(chunk, at);
    const uint32_t bytes = PageOf(c.code_point).folded[c.code_point % 256];
    for (size_t i = 0; i < c.length; ++i) folded[at + i] = static_cast<char>(bytes >> (8 * i));
  }
}

}  // namespace twicetold
#endif

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<uint8_t, kWordBlockBytes>;

// The lanes of `mask` as bits.
template <class D, class Mask>
HWY_INLINE uint64_t BitsOf(D d, Mask mask) {
#if HWY_TARGET <= HWY_AVX3
  (void)d;
  return mask.raw;
#else
  uint8_t bits[kWordBlockBytes / 8] = {};
  hn::StoreMaskBits(d, mask, bits);
  uint64_t packed = 0;
  std::memcpy(&packed, bits, sizeof(packed));
  return packed;
#endif
}

// A bit for each of 64 bytes for which `test` of a vector of them holds.
template <class Test>
HWY_INLINE uint64_t BitsWhere(const uint8_t* bytes, Test test) {
  const Tag d;
  uint64_t all = 0;
  for (size_t i = 0; i < kWordBlockBytes; i += hn::Lanes(d)) {
    all |= BitsOf(d, test(hn::LoadU(d, bytes + i))) << i;
  }
  return all;
}

HWY_INLINE uint64_t BytesFrom(const uint8_t* bytes, uint8_t least) {
  const Tag d;
  const auto limit = hn::Set(d, least);
  return BitsWhere(bytes, [&](auto v) HWY_ATTR { return hn::Eq(hn::Max(v, limit), v); });
}

// Folds ASCII and leaves other bytes as they are.
HWY_INLINE void FoldAscii(const uint8_t* text, uint8_t* folded, uint64_t* words, uint64_t* others) {
  const Tag d;
  const hn::RebindToSigned<decltype(d)> signed_d;
  const auto case_bit = hn::Set(d, uint8_t{0x20});
  *words = 0;
  *others = 0;
  for (size_t i = 0; i < kWordBlockBytes; i += hn::Lanes(d)) {
    const auto bytes = hn::LoadU(d, text + i);
    const auto lower = hn::Or(bytes, case_bit);
    const auto letter = hn::Sub(lower, hn::Set(d, uint8_t{'a'}));
    const auto digit = hn::Sub(bytes, hn::Set(d, uint8_t{'0'}));
    const auto is_letter = hn::Eq(hn::Min(letter, hn::Set(d, uint8_t{25})), letter);
    const auto is_digit = hn::Eq(hn::Min(digit, hn::Set(d, uint8_t{9})), digit);
    const auto is_other = hn::Lt(hn::BitCast(signed_d, bytes), hn::Zero(signed_d));
    hn::StoreU(hn::IfThenElse(is_letter, lower, bytes), d, folded + i);
    *words |= BitsOf(d, hn::Or(is_letter, is_digit)) << i;
    *others |= BitsOf(signed_d, is_other) << i;
  }
}

// Where characters begin and how long they are; whether all are well-formed as far as bytes can
// tell that are looked at alone, and of less than four.
HWY_INLINE bool FindLeads(const uint8_t* text, uint64_t begun, uint64_t others,
                          CharacterBlock* block) {
  const Tag d;
  const uint64_t above = BytesFrom(text, 0xC0);
  block->leads = above;
  block->three = BytesFrom(text, 0xE0);
  const uint64_t overlong = BitsWhere(text, [&](auto v) HWY_ATTR {
    return hn::Eq(hn::Or(v, hn::Set(d, uint8_t{1})), hn::Set(d, uint8_t{0xC1}));
  });
  if ((overlong | BytesFrom(text, 0xF0)) != 0) return false;
  const uint64_t beyond = block->BytesBeyond(above);
  for (size_t i = 0; i < 2; ++i) {
    if ((beyond >> i & 1) != 0 && (text[kWordBlockBytes + i] & 0xC0) != 0x80) return false;
  }
  return (begun | (above << 1) | (block->three << 2)) == (others & ~above);
}

#if HWY_TARGET == HWY_AVX3_DL

// A kind for every byte that begins a character.
using Kinds = __m512i;
HWY_INLINE Kinds LoadKinds(const uint8_t* bytes) { return _mm512_load_si512(bytes); }
HWY_INLINE uint64_t KindsWith(Kinds kinds, uint8_t bits) {
  return _mm512_test_epi8_mask(kinds, _mm512_set1_epi8(static_cast<char>(bits)));
}

HWY_INLINE __mmask64 InRange(__m512i v, uint8_t least, uint8_t most) {
  return _mm512_cmple_epu8_mask(_mm512_sub_epi8(v, _mm512_set1_epi8(static_cast<char>(least))),
                                _mm512_set1_epi8(static_cast<char>(most - least)));
}

HWY_INLINE __mmask64 Equal(__m512i v, uint8_t byte) {
  return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(static_cast<char>(byte)));
}

// Kinds of characters of two and three bytes.
HWY_INLINE Kinds LookUpKinds(const uint8_t* text, const CharacterBlock& block, RecentRows& rows,
                             uint8_t* /*room*/) {
  const __m512i first = _mm512_loadu_si512(text);
  const __m512i second = _mm512_loadu_si512(text + 1);
  const __m512i second_of_three = _mm512_maskz_mov_epi8(block.three, second);
  const __m512i last = _mm512_mask_loadu_epi8(second, block.three, text + 2);
  __m512i found = _mm512_setzero_si512();
  uint64_t left = block.leads;

  // U+4E00 to U+9F7F and U+AC00 to U+D77F are Han and Hangul for good.
  if ((_mm512_cmpge_epu8_mask(first, _mm512_set1_epi8('\xE4')) & block.three) != 0) {
    const __mmask64 han =
        left & (InRange(first, 0xE5, 0xE8) | (Equal(first, 0xE4) & InRange(second, 0xB8, 0xBF)) |
                (Equal(first, 0xE9) & InRange(second, 0x80, 0xBD)));
    const __mmask64 hangul =
        left & (InRange(first, 0xEB, 0xEC) | (Equal(first, 0xEA) & InRange(second, 0xB0, 0xBF)) |
                (Equal(first, 0xED) & InRange(second, 0x80, 0x9D)));
    found = _mm512_maskz_set1_epi8(han, static_cast<char>(CharacterKind::kSpaceless));
    found = _mm512_mask_set1_epi8(found, hangul, static_cast<char>(CharacterKind::kLetter));
    left &= ~(han | hangul);
  }
  for (size_t row = 0; left != 0; ++row) {
    if (HWY_UNLIKELY(row == RecentRows::kMost)) {
      const auto at = static_cast<size_t>(std::countr_zero(left));
      row = rows.Add(text[at], text[at] < 0xE0 ? uint8_t{0} : text[at + 1]);
    }
    const __mmask64 first_is =
        _mm512_cmpeq_epi8_mask(first, _mm512_set1_epi8(static_cast<char>(rows.first[row])));
    const __mmask64 of_row = _mm512_mask_cmpeq_epi8_mask(
        first_is, second_of_three, _mm512_set1_epi8(static_cast<char>(rows.second[row])));
    found = _mm512_mask_permutexvar_epi8(found, of_row, last, _mm512_load_si512(rows.kinds[row]));
    left &= ~of_row;
  }
  return found;
}

#else

struct Kinds {
  const uint8_t* bytes;
};
HWY_INLINE Kinds LoadKinds(const uint8_t* bytes) { return {bytes}; }
HWY_INLINE uint64_t KindsWith(Kinds kinds, uint8_t bits) {
  const Tag d;
  const auto all = hn::Set(d, bits);
  const auto none = hn::Zero(d);
  return BitsWhere(kinds.bytes,
                   [&](auto v) HWY_ATTR { return hn::Not(hn::Eq(hn::And(v, all), none)); });
}

HWY_INLINE Kinds LookUpKinds(const uint8_t* text, const CharacterBlock& block, RecentRows& rows,
                             uint8_t* room) {
  constexpr int kFew = 4;  // curly quotes and accents in what is ASCII otherwise
  if (std::popcount(block.leads) <= kFew) {
    LookUpOneByOne(text, block.leads, room);
  } else {
    LookUpByRows(text, block.leads, rows, room);
  }
  return {room};
}

#endif

// Goes over a chunk, block by block.
class BlockFolder {
 public:
  BlockFolder(std::string_view chunk, RecentRows& rows, char* folded)
      : chunk_(chunk), rows_(rows), folded_(folded) {}

  // The block at `base`; `text` is it and what is behind it. Returns where in it to stop, or
  // kWordBlockBytes.
  HWY_INLINE size_t Fold(const uint8_t* text, size_t base, uint64_t* words, uint64_t* cuts) {
    uint64_t ascii = 0;
    uint64_t others = 0;
    FoldAscii(text, reinterpret_cast<uint8_t*>(folded_) + base, &ascii, &others);
    Finish(base);
    if (HWY_LIKELY(others == 0 && !joiner_.after_spaceless())) {
      *words = joiner_.JoinAscii(ascii);
      *cuts = 0;
      return kWordBlockBytes;
    }
    CharacterBlock block;
    const Kinds kinds = Read(text, base, others, &block);
    block.bases = KindsWith(kinds, kBaseBit);
    block.changes = KindsWith(kinds, kChangesBit);
    uint64_t stops = block.leads & ~KindsWith(kinds, kKnownBit);
    WordJoiner::Bits bits;
    const bool simple = KindsWith(kinds, kMarkBit | kSpacelessBit | kSoundMarkBit) == 0;
    if (simple && !joiner_.after_spaceless()) {
      if (HWY_UNLIKELY(stops != 0)) block.Keep(BitsBelow(Place(stops)));
      bits = {joiner_.JoinLetters(ascii, block), 0};
    } else {
      block.marks = KindsWith(kinds, kMarkBit);
      block.spaceless = KindsWith(kinds, kSpacelessBit);
      block.sound_marks = KindsWith(kinds, kSoundMarkBit);
      block.sorted = KindsWith(kinds, kSortedBit);
      stops |= MarksOutOfPlace(chunk_, base, block, joiner_.sorted_ends());
      if (HWY_UNLIKELY(stops != 0)) block.Keep(BitsBelow(Place(stops)));
      bits = joiner_.Join(ascii, block);
      const uint64_t begins = block.spaceless & block.bases;
      if (begins != 0) last_spaceless_ = base + 63 - static_cast<size_t>(std::countl_zero(begins));
    }
    *words = bits.words;
    *cuts = bits.cuts;
    changes_ = block.changes;
    return Place(stops);
  }

  // To be called when the block after the one at `base` - kWordBlockBytes is there or never will.
  HWY_INLINE void Finish(size_t base) {
    if (HWY_LIKELY(changes_ == 0)) return;
    Rewrite(chunk_, base - kWordBlockBytes, changes_, folded_);
    changes_ = 0;
  }

  size_t last_spaceless() const { return last_spaceless_; }

 private:
  static size_t Place(uint64_t bits) { return static_cast<size_t>(std::countr_zero(bits)); }

  HWY_INLINE Kinds Read(const uint8_t* text, size_t base, uint64_t others, CharacterBlock* block) {
    if (HWY_LIKELY(FindLeads(text, joiner_.begun(), others, block))) {
      return LookUpKinds(text, *block, rows_, room_);
    }
    std::memset(room_, 0, sizeof(room_));
    *block = ReadCarefully(chunk_, base, joiner_.begun(), others, room_);
    return LoadKinds(room_);
  }

  const std::string_view chunk_;
  RecentRows& rows_;
  char* const folded_;
  WordJoiner joiner_;
  size_t last_spaceless_ = 0;
  uint64_t changes_ = 0;  // characters of the block before to be rewritten
  alignas(64) uint8_t room_[kWordBlockBytes];
};

FoldedBytes FoldBlocksImpl(std::string_view chunk, RecentRows& rows, char* folded,
                           uint64_t* word_bits, uint64_t* cut_bits) {
  BlockFolder folder(chunk, rows, folded);
  size_t base = 0;
  size_t stop = kWordBlockBytes;
  for (; base < chunk.size() && stop == kWordBlockBytes; base += kWordBlockBytes) {
    const auto* text = reinterpret_cast<const uint8_t*>(chunk.data()) + base;
    PrefetchAhead(chunk.data(), base);
    uint8_t padded[kWordBlockBytes + kBytesBeyond];
    const size_t rest = chunk.size() - base;
    if (HWY_UNLIKELY(rest < sizeof(padded))) {
      std::memset(padded, 0, sizeof(padded));
      std::memcpy(padded, text, rest);
      text = padded;
    }
    stop = folder.Fold(text, base, word_bits++, cut_bits++);
  }
  folder.Finish(base);
  if (stop == kWordBlockBytes) return {chunk.size(), folder.last_spaceless()};
  return {base - kWordBlockBytes + stop, folder.last_spaceless()};
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

size_t RecentRows::Add(uint8_t of_first, uint8_t of_second) {
  std::copy_backward(first.begin(), first.end() - 1, first.end());
  std::copy_backward(second.begin(), second.end() - 1, second.end());
  std::copy_backward(kinds.begin(), kinds.end() - 1, kinds.end());
  first[0] = of_first;
  second[0] = of_second;
  kinds[0] = KindsOfRow(of_first, of_second);
  return 0;
}

HWY_EXPORT(FoldBlocksImpl);

FoldedBytes FoldBlocks(std::string_view chunk, RecentRows& rows, char* folded, uint64_t* word_bits,
                       uint64_t* cut_bits) {
  return HWY_DYNAMIC_DISPATCH(FoldBlocksImpl)(chunk, rows, folded, word_bits, cut_bits);
}

}  // namespace twicetold
#endif  // HWY_ONCE
