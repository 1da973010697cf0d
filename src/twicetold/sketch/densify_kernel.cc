// The general body keeps a list of the bins that are empty still. For 64, 128 and 256 bins vectors
// keep a byte a bin: whose value it shows, and whether it is empty still. Which bins were filled by
// a hash is then a bit each, found by two shuffles of bytes.

#include "twicetold/sketch/densify_kernel.h"

#include <cstddef>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/sketch/densify_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Fills `signature` where every empty bin has found its donor.
HWY_INLINE void ShowDonors(const uint32_t* least, uint32_t size, const uint16_t* donors,
                           uint16_t* signature) {
  for (uint32_t bin = 0; bin < size; ++bin) {
    signature[bin] = DigestOf(least[donors[bin]]);
  }
}

HWY_INLINE void DensifyByList(const uint32_t* least, const DonorTables& tables,
                              uint16_t* signature) {
  uint16_t donors[kGreatestSignature];
  uint16_t empty[kGreatestSignature];
  size_t count = 0;
  for (size_t bin = 0; bin < tables.size; ++bin) {
    donors[bin] = static_cast<uint16_t>(bin);
    empty[count] = static_cast<uint16_t>(bin);
    count += least[bin] == kEmptyBin ? 1 : 0;
  }
  for (uint32_t pass = 0; count > 0; ++pass) {
    for (uint32_t round = 0; round < tables.rounds && count > 0; ++round) {
      const uint16_t* const table = tables.permutations + size_t{round} * tables.size;
      size_t left = 0;
      for (size_t i = 0; i < count; ++i) {
        const uint16_t bin = empty[i];
        const auto donor = static_cast<uint16_t>(table[bin] ^ pass);
        donors[bin] = donor;
        empty[left] = bin;
        left += least[donor] == kEmptyBin ? 1 : 0;
      }
      count = left;
    }
  }
  ShowDonors(least, tables.size, donors, signature);
}

#if HWY_TARGET != HWY_SCALAR && !HWY_HAVE_SCALABLE

constexpr uint32_t kRoundsAtOnce = 4;  // before a look whether a bin is empty still

// What rounds go by when a bin is a byte: which bins are filled is a bit each, in `kTables` times
// 16 bytes that every block of a vector holds.
template <size_t kSize>
struct ByteRounds {
  static constexpr hn::CappedTag<uint8_t, 64> kTag{};
  static constexpr size_t kLanes = kSize < hn::MaxLanes(kTag) ? kSize : hn::MaxLanes(kTag);
  static constexpr size_t kVectors = kSize / kLanes;
  using D = hn::CappedTag<uint8_t, kLanes>;
  using V = hn::Vec<D>;

  // True for bins that were filled by a hash.
  HWY_INLINE hn::Mask<D> IsFilled(V bins) const {
    const D d;
    alignas(16) static constexpr uint8_t kBits[16] = {1, 2, 4, 8, 16, 32, 64, 128,
                                                      1, 2, 4, 8, 16, 32, 64, 128};
    const V bit = hn::TableLookupBytes(hn::LoadDup128(d, kBits), hn::And(bins, hn::Set(d, 7)));
    const V number = hn::ShiftRight<3>(bins);
    V byte;
    if constexpr (kSize <= 128) {
      byte = hn::TableLookupBytes(hn::LoadDup128(d, filled), number);
    } else {
      const V in_half = hn::And(number, hn::Set(d, 15));
      const V low = hn::TableLookupBytes(hn::LoadDup128(d, filled), in_half);
      const V high = hn::TableLookupBytes(hn::LoadDup128(d, filled + 16), in_half);
      byte = hn::IfThenElse(hn::Eq(number, in_half), low, high);
    }
    return hn::TestBit(byte, bit);
  }

  // Returns whether a bin is empty after kRoundsAtOnce rounds. One that is shows whatever it looked
  // at last.
  HWY_INLINE bool Run(const uint8_t* table, uint8_t flip_by) {
    const D d;
    const V flip = hn::Set(d, flip_by);
    for (uint32_t round = 0; round < kRoundsAtOnce; ++round, table += kSize) {
      for (size_t v = 0; v < kVectors; ++v) {
        const V look = hn::Xor(hn::Load(d, table + kLanes * v), flip);
        donors[v] = hn::IfThenElse(empty[v], look, donors[v]);
        empty[v] = hn::AndNot(IsFilled(look), empty[v]);
      }
    }
    auto left = empty[0];
    for (size_t v = 1; v < kVectors; ++v) left = hn::Or(left, empty[v]);
    return !hn::AllFalse(d, left);
  }

  alignas(16) uint8_t filled[32];
  hn::Mask<D> empty[kVectors];
  V donors[kVectors];
};

template <size_t kSize>
HWY_INLINE void DensifyInBits(const uint32_t* least, const DonorTables& tables,
                              uint16_t* signature) {
  using Rounds = ByteRounds<kSize>;
  const typename Rounds::D d;
  alignas(64) uint8_t bytes[kSize];
  uint16_t digests[kSize];
  for (size_t bin = 0; bin < kSize; ++bin) {
    bytes[bin] = least[bin] == kEmptyBin ? 1 : 0;
    digests[bin] = DigestOf(least[bin]);
  }
  Rounds rounds;
  bool any_empty = false;
  for (size_t v = 0; v < Rounds::kVectors; ++v) {
    const size_t begin = Rounds::kLanes * v;
    rounds.empty[v] = hn::Ne(hn::Load(d, bytes + begin), hn::Zero(d));
    hn::StoreMaskBits(d, hn::Not(rounds.empty[v]), rounds.filled + begin / 8);
    rounds.donors[v] = hn::Load(d, kBinNumbers.of + begin);
    any_empty |= !hn::AllFalse(d, rounds.empty[v]);
  }
  for (uint32_t pass = 0; any_empty; ++pass) {
    for (uint32_t round = 0; any_empty && round < tables.rounds; round += kRoundsAtOnce) {
      any_empty = rounds.Run(tables.permutation_bytes + kSize * round, static_cast<uint8_t>(pass));
    }
  }
  for (size_t v = 0; v < Rounds::kVectors; ++v) {
    hn::Store(rounds.donors[v], d, bytes + Rounds::kLanes * v);
  }
  for (size_t bin = 0; bin < kSize; ++bin) signature[bin] = digests[bytes[bin]];
}

#endif

void DensifyImpl(const uint32_t* least, const DonorTables& tables, uint16_t* signature) {
#if HWY_TARGET != HWY_SCALAR && !HWY_HAVE_SCALABLE
  if (tables.size == 64) return DensifyInBits<64>(least, tables, signature);
  if (tables.size == 128) return DensifyInBits<128>(least, tables, signature);
  if (tables.size == 256) return DensifyInBits<256>(least, tables, signature);
#endif
  DensifyByList(least, tables, signature);
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(DensifyImpl);

void Densify(const uint32_t* least, const DonorTables& tables, uint16_t* signature) {
  HWY_DYNAMIC_DISPATCH(DensifyImpl)(least, tables, signature);
}

}  // namespace twicetold
#endif  // HWY_ONCE
