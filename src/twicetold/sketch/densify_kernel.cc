// The general body keeps a list of the bins that are empty still. For 64, 128 and 256 bins vectors
// keep a byte a bin: whose value it shows, and whether it is empty still. Which bins were filled by
// a hash is then a bit each, and their digests are two bytes each, all found by shuffles of bytes.

#include "twicetold/sketch/densify_kernel.h"

#include <array>
#include <bit>
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

// What rounds go by when a bin is a byte. Of each round three tables say where a bin looks: at
// which bin, and for the bit that tells whether that was filled, in which byte of `filled` and
// which one of it. So nothing is computed of where to look.
template <size_t kSize>
struct ByteRounds {
  static constexpr hn::CappedTag<uint8_t, 64> kTag{};
  static constexpr size_t kLanes = kSize < hn::MaxLanes(kTag) ? kSize : hn::MaxLanes(kTag);
  static constexpr size_t kVectors = kSize / kLanes;
  using D = hn::CappedTag<uint8_t, kLanes>;
  using V = hn::Vec<D>;

  // Which bins were filled, a bit each.
  using Bits = std::array<uint64_t, (kSize + 127) / 128 * 2>;

  HWY_INLINE void SetFilled(const Bits& bits) {
    for (size_t i = 0; i < bits.size(); i += 2) filled[i / 2] = InEveryBlock(bits[i], bits[i + 1]);
  }

  static HWY_INLINE V InEveryBlock(uint64_t low, uint64_t high) {
    const hn::Repartition<uint64_t, D> numbers;
    return hn::BitCast(D(), hn::OddEven(hn::Set(numbers, high), hn::Set(numbers, low)));
  }

  // The byte of the bits that has the one of each of the bins `look`; `place`: which, modulo 16.
  HWY_INLINE V BytesAt(V look, V place) const {
    const V low = hn::TableLookupBytes(filled[0], place);
    if constexpr (kSize <= 128) {
      return low;
    } else {
      const V high = hn::TableLookupBytes(filled[1], place);
      const hn::RebindToSigned<D> is_high;
      const auto signs = hn::BitCast(is_high, look);
      return hn::IfThenElse(hn::RebindMask(D(), hn::Lt(signs, hn::Zero(is_high))), high, low);
    }
  }

  // Returns whether a bin is empty after `rounds` rounds. One that is shows whatever it looked at
  // last.
  HWY_INLINE bool Run(const uint8_t* tables, uint32_t rounds) {
    const D d;
    for (uint32_t round = 0; round < rounds; ++round, tables += 3 * kSize) {
      for (size_t v = 0; v < kVectors; ++v) {
        const uint8_t* const table = tables + kLanes * v;
        const V look = hn::Load(d, table);
        const V bytes = BytesAt(look, hn::Load(d, table + kSize));
        const V is_filled = hn::And(bytes, hn::Load(d, table + 2 * kSize));
        donors[v] = hn::IfThenElse(empty[v], look, donors[v]);
        empty[v] = hn::And(empty[v], hn::Eq(is_filled, hn::Zero(d)));
      }
    }
    auto left = empty[0];
    for (size_t v = 1; v < kVectors; ++v) left = hn::Or(left, empty[v]);
    return !hn::AllFalse(d, left);
  }

  // All rounds of a pass, as far as they are needed; returns as Run does.
  HWY_INLINE bool RunPass(const DonorTables& tables) {
    const uint8_t* const looks = tables.look_bytes;
    if (!Run(looks, kFirstRounds)) return false;
    if (!Run(looks + 3 * kSize * kFirstRounds, kNextRounds)) return false;
    for (uint32_t round = kFirstRounds + kNextRounds; round < tables.rounds; round += kMoreRounds) {
      if (!Run(looks + 3 * kSize * round, kMoreRounds)) return false;
    }
    return true;
  }

  // Passes after the first look at bin x ^ pass where the first one did at x: `filled` is put in
  // that order for them, and the donors that they found are told by their own numbers.
  void RunMorePasses(const uint8_t* is_empty, const DonorTables& tables) {
    const D d;
    bool any_empty = true;
    for (uint32_t pass = 1; any_empty; ++pass) {
      Bits bits{};
      for (size_t bin = 0; bin < kSize; ++bin) {
        const uint64_t is_filled = is_empty[bin ^ (pass % kSize)] ^ 1U;
        bits[bin / 64] |= is_filled << (bin % 64);
      }
      SetFilled(bits);
      hn::Mask<D> before[kVectors];
      for (size_t v = 0; v < kVectors; ++v) before[v] = empty[v];
      any_empty = RunPass(tables);
      const V flip = hn::Set(d, static_cast<uint8_t>(pass));
      for (size_t v = 0; v < kVectors; ++v) {
        donors[v] = hn::Xor(donors[v], hn::IfThenElseZero(before[v], flip));
      }
    }
  }

  V filled[kSize <= 128 ? 1 : 2];
  hn::Mask<D> empty[kVectors];
  V donors[kVectors];
};

// The digests of all bins, by halves: a byte each can be looked up many at a time.
template <size_t kSize>
struct DigestBytes {
  alignas(64) uint8_t low[kSize];
  alignas(64) uint8_t high[kSize];
};

// Writes the digests of the bins `donors`, in the order of these.
template <size_t kSize, class D>
HWY_INLINE void ShowDonors(D d, const DigestBytes<kSize>& digests, hn::Vec<D> donors,
                           uint16_t* signature) {
  const auto row = hn::And(donors, hn::Set(d, 0xf0));
  const auto place = hn::And(donors, hn::Set(d, 0x0f));
  auto low = hn::Zero(d);
  auto high = hn::Zero(d);
  for (size_t begin = 0; begin < kSize; begin += 16) {
    const auto is_here = hn::Eq(row, hn::Set(d, static_cast<uint8_t>(begin)));
    const auto look_up = [&](const uint8_t* of, hn::Vec<D> others) HWY_ATTR {
      return hn::IfThenElse(is_here, hn::TableLookupBytes(hn::LoadDup128(d, of + begin), place),
                            others);
    };
    low = look_up(digests.low, low);
    high = look_up(digests.high, high);
  }
  static_assert(std::endian::native == std::endian::little, "the low byte comes first");
  hn::StoreInterleaved2(low, high, d, reinterpret_cast<uint8_t*>(signature));
}

template <size_t kSize>
HWY_INLINE void DensifyInBits(const uint32_t* least, const DonorTables& tables,
                              uint16_t* signature) {
  using Rounds = ByteRounds<kSize>;
  const typename Rounds::D d;
  alignas(64) uint8_t bytes[kSize];
  DigestBytes<kSize> digests;
  for (size_t bin = 0; bin < kSize; ++bin) {
    bytes[bin] = least[bin] == kEmptyBin ? 1 : 0;
    digests.low[bin] = static_cast<uint8_t>(DigestOf(least[bin]));
    digests.high[bin] = static_cast<uint8_t>(DigestOf(least[bin]) >> 8);
  }
  Rounds rounds;
  typename Rounds::Bits filled{};
  bool any_empty = false;
  for (size_t v = 0; v < Rounds::kVectors; ++v) {
    const size_t begin = Rounds::kLanes * v;
    rounds.empty[v] = hn::Ne(hn::Load(d, bytes + begin), hn::Zero(d));
    // By way of a number: a wider load of what was just stored would wait for the cache.
    hwy::UnsignedFromSize<Rounds::kLanes / 8> bits;
    hn::StoreMaskBits(d, hn::Not(rounds.empty[v]), reinterpret_cast<uint8_t*>(&bits));
    filled[begin / 64] |= uint64_t{bits} << (begin % 64);
    rounds.donors[v] = hn::Load(d, kBinNumbers.of + begin);
    any_empty |= !hn::AllFalse(d, rounds.empty[v]);
  }
  rounds.SetFilled(filled);
  if (any_empty && rounds.RunPass(tables)) rounds.RunMorePasses(bytes, tables);
  for (size_t v = 0; v < Rounds::kVectors; ++v) {
    ShowDonors(d, digests, rounds.donors[v], signature + Rounds::kLanes * v);
  }
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
