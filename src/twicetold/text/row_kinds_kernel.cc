// A row of 64 kinds is four vectors of 16: a shuffle of bytes in each and two choices find the
// kinds of all characters of the row at once. A block seldom has characters of more than two or
// three rows, but for Han and Hangul, which have hundreds and are told by range.

#include "twicetold/text/row_kinds_kernel.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/text/row_kinds_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_HAVE_SCALABLE

void LookUpByRowsImpl(const uint8_t* text, uint64_t leads, RecentRows& /*rows*/, uint8_t* kinds) {
  LookUpOneByOne(text, leads, kinds);
}

#else

namespace hn = hwy::HWY_NAMESPACE;

// A vector of bytes that begin characters, perhaps, and of those that go on.
struct Characters {
  using D = hn::CappedTag<uint8_t, kWordBlockBytes>;
  using V = hn::Vec<D>;
  using M = hn::Mask<D>;

  HWY_INLINE explicit Characters(const uint8_t* text) {
    const D d;
    first = hn::LoadU(d, text);
    second = hn::LoadU(d, text + 1);
    const M is_three = From(first, 0xE0);
    second_of_three = hn::IfThenElseZero(is_three, second);
    const V last = hn::IfThenElse(is_three, hn::LoadU(d, text + 2), second);
    place = hn::And(last, hn::Set(d, 15));
    in_odd = hn::TestBit(last, hn::Set(d, 16));
    in_upper = hn::TestBit(last, hn::Set(d, 32));
  }

  static HWY_INLINE M From(V v, uint8_t least) {
    return hn::Eq(hn::Max(v, hn::Set(D(), least)), v);
  }
  static HWY_INLINE M InRange(V v, uint8_t least, uint8_t most) {
    const V above = hn::Sub(v, hn::Set(D(), least));
    return hn::Eq(hn::Min(above, hn::Set(D(), static_cast<uint8_t>(most - least))), above);
  }
  static HWY_INLINE M Is(V v, uint8_t byte) { return hn::Eq(v, hn::Set(D(), byte)); }

  // U+4E00 to U+9F7F and U+AC00 to U+D77F are Han and Hangul for good.
  HWY_INLINE M AreHan() const {
    return hn::Or(InRange(first, 0xE5, 0xE8),
                  hn::Or(hn::And(Is(first, 0xE4), InRange(second, 0xB8, 0xBF)),
                         hn::And(Is(first, 0xE9), InRange(second, 0x80, 0xBD))));
  }
  HWY_INLINE M AreHangul() const {
    return hn::Or(InRange(first, 0xEB, 0xEC),
                  hn::Or(hn::And(Is(first, 0xEA), InRange(second, 0xB0, 0xBF)),
                         hn::And(Is(first, 0xED), InRange(second, 0x80, 0x9D))));
  }
  HWY_INLINE M AreOfRow(uint8_t of_first, uint8_t of_second) const {
    return hn::And(Is(first, of_first), Is(second_of_three, of_second));
  }
  // What the 64 kinds of a row are for the last bytes.
  HWY_INLINE V KindsIn(const uint8_t* row) const {
    const auto quarter = [&](size_t i) HWY_ATTR {
      return hn::TableLookupBytes(hn::LoadDup128(D(), row + 16 * i), place);
    };
    const V lower = hn::IfThenElse(in_odd, quarter(1), quarter(0));
    const V upper = hn::IfThenElse(in_odd, quarter(3), quarter(2));
    return hn::IfThenElse(in_upper, upper, lower);
  }

  V first;
  V second;
  V second_of_three;
  V place;  // of the last byte's kind, in a quarter of its row
  M in_odd;
  M in_upper;
  V kinds = hn::Zero(D());
};

// Row by row, those that were met last first.
void LookUpByRowsImpl(const uint8_t* text, uint64_t leads, RecentRows& rows, uint8_t* kinds) {
  const Characters::D d;
  constexpr size_t kLanes = hn::MaxLanes(Characters::D());
  constexpr size_t kVectors = kWordBlockBytes / kLanes;
  const auto make = [text]<size_t... kIndex>(std::index_sequence<kIndex...>) HWY_ATTR {
    return std::array<Characters, kVectors>{Characters(text + kIndex * kLanes)...};
  };
  auto characters = make(std::make_index_sequence<kVectors>());
  // Calls find(characters) for each vector, which returns those whose kinds it has found; all
  // these.
  const auto found_by = [&](auto find) HWY_ATTR {
    uint64_t all = 0;
    for (size_t v = 0; v < kVectors; ++v) {
      uint8_t found[8] = {};
      hn::StoreMaskBits(d, find(characters[v]), found);
      uint64_t bits;
      std::memcpy(&bits, found, sizeof(bits));
      all |= bits << kLanes * v;
    }
    return all;
  };
  uint64_t left = leads;
  auto may_be = Characters::From(characters[0].first, 0xE4);
  for (size_t v = 1; v < kVectors; ++v) {
    may_be = hn::Or(may_be, Characters::From(characters[v].first, 0xE4));
  }
  if (!hn::AllFalse(d, may_be)) {
    left &= ~found_by([&](Characters& some) HWY_ATTR {
      const auto han = some.AreHan();
      const auto hangul = some.AreHangul();
      some.kinds = hn::Or(
          hn::IfThenElseZero(han, hn::Set(d, static_cast<uint8_t>(CharacterKind::kSpaceless))),
          hn::IfThenElseZero(hangul, hn::Set(d, static_cast<uint8_t>(CharacterKind::kLetter))));
      return hn::Or(han, hangul);
    });
  }
  for (size_t row = 0; left != 0; ++row) {
    if (HWY_UNLIKELY(row == RecentRows::kMost)) {
      const auto at = static_cast<size_t>(std::countr_zero(left));
      row = rows.Add(text[at], text[at] < 0xE0 ? uint8_t{0} : text[at + 1]);
    }
    left &= ~found_by([&](Characters& some) HWY_ATTR {
      const auto of_row = some.AreOfRow(rows.first[row], rows.second[row]);
      some.kinds = hn::IfThenElse(of_row, some.KindsIn(rows.kinds[row]), some.kinds);
      return of_row;
    });
  }
  for (size_t v = 0; v < kVectors; ++v) hn::Store(characters[v].kinds, d, kinds + kLanes * v);
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(LookUpByRowsImpl);

void LookUpByRows(const uint8_t* text, uint64_t leads, RecentRows& rows, uint8_t* kinds) {
  HWY_DYNAMIC_DISPATCH(LookUpByRowsImpl)(text, leads, rows, kinds);
}

}  // namespace twicetold
#endif  // HWY_ONCE
