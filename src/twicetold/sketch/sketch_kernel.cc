// Bins are filled one hash at a time: a scattered minimum is no work for vectors. A text of many
// shingles soon has all bins filled with small values, and then few hashes are below the greatest
// of them: vectors sift those out first.
//
// Empty bins then look for donors, round by round (densify_kernel.h). For 64, 128 and 256 bins
// AVX-512 with VBMI does so here: a byte for each bin says whether a hash filled it, and one
// permutation finds that for 64 bins at a time.

#include "twicetold/sketch/sketch_kernel.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "twicetold/sketch/densify_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/sketch/sketch_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

#ifndef TWICETOLD_SKETCH_KERNEL_ONCE
#define TWICETOLD_SKETCH_KERNEL_ONCE
namespace twicetold {

inline constexpr size_t kSiftFrom = 4096;  // hashes; fewer are not worth a second look
inline constexpr size_t kSiftAtOnce = 1024;
inline constexpr size_t kHashesAtOnce = 8;  // lanes of the widest vector

inline int ShiftToBin(uint32_t size) { return 64 - std::countr_zero(size); }

// Gives the bins that only hashes fell into which look empty the value just below.
inline void Repair(const uint64_t* hashes, size_t count, uint32_t size, uint32_t* least) {
  for (size_t i = 0; i < count; ++i) {
    uint32_t* const bin = least + (hashes[i] >> ShiftToBin(size));
    if (static_cast<uint32_t>(hashes[i]) == kEmptyBin) *bin = std::min(*bin, kEmptyBin - 1);
  }
}

// The signature of one hash alone.
inline void FillAll(uint64_t hash, uint32_t size, uint16_t* signature) {
  std::fill_n(signature, size, DigestOf(std::min(static_cast<uint32_t>(hash), kEmptyBin - 1)));
}

}  // namespace twicetold
#endif

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Writes those of `count` hashes whose low half is below `limit` to `kept`, which has room for all
// and a vector more. Returns their number.
HWY_INLINE size_t Sift(const uint64_t* hashes, size_t count, uint32_t limit, uint64_t* kept) {
  const hn::ScalableTag<uint64_t> d;
  const hn::RebindToSigned<decltype(d)> signed_d;
  const auto low_half = hn::Set(d, uint64_t{0xffffffffU});
  const auto limits = hn::Set(signed_d, int64_t{limit});
  size_t number = 0;
  size_t i = 0;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const auto hash = hn::LoadU(d, hashes + i);
    const auto below = hn::Lt(hn::BitCast(signed_d, hn::And(hash, low_half)), limits);
    if (hn::AllFalse(signed_d, below)) continue;
    number += hn::CompressStore(hash, hn::RebindMask(d, below), d, kept + number);
  }
  for (; i < count; ++i) {
    kept[number] = hashes[i];
    number += static_cast<uint32_t>(hashes[i]) < limit ? 1 : 0;
  }
  return number;
}

using BinTag = hn::CappedTag<uint32_t, 16>;  // bins are 16 or more

// A hash whose value would mean "empty" leaves its bin as it is: see Repair. Always a store: the
// minimum is sure to be no branch, which would be mispredicted often. By way of vectors of one
// lane, which takes two thirds of the time that it takes in general registers.
HWY_INLINE void AddToBin(const uint64_t* hash, int shift, uint32_t* least) {
  uint32_t* const bin = least + (*hash >> shift);
  const hn::CappedTag<uint32_t, 1> d;
  static_assert(std::endian::native == std::endian::little, "the low half comes first");
  const auto value = hn::LoadU(d, reinterpret_cast<const uint32_t*>(hash));
  hn::StoreU(hn::Min(value, hn::LoadU(d, bin)), d, bin);
}

// Returns whether one of the hashes has the value that means "empty": one in 2^32 has. The last
// hashes may go in twice, which changes nothing.
HWY_INLINE bool AddToBins(const uint64_t* hashes, size_t count, uint32_t size, uint32_t* least) {
  const int shift = ShiftToBin(size);
  if (count < kHashesAtOnce) {
    bool looks_empty = false;
    for (size_t i = 0; i < count; ++i) {
      AddToBin(hashes + i, shift, least);
      looks_empty |= static_cast<uint32_t>(hashes[i]) == kEmptyBin;
    }
    return looks_empty;
  }
  const hn::CappedTag<uint64_t, kHashesAtOnce> d;
  const auto low_half = hn::Set(d, uint64_t{0xffffffffU});
  auto carries = hn::Zero(d);  // into bit 32: where the low half is all ones
  const auto add = [&](const uint64_t* some) HWY_ATTR {
    for (size_t i = 0; i < kHashesAtOnce; i += hn::Lanes(d)) {
      const auto value = hn::And(hn::LoadU(d, some + i), low_half);
      carries = hn::Or(carries, hn::Add(value, hn::Set(d, uint64_t{1})));
    }
    for (size_t i = 0; i < kHashesAtOnce; ++i) AddToBin(some + i, shift, least);
  };
  for (size_t i = 0; i + kHashesAtOnce < count; i += kHashesAtOnce) add(hashes + i);
  add(hashes + count - kHashesAtOnce);
  return !hn::AllFalse(d, hn::TestBit(carries, hn::Set(d, uint64_t{1} << 32)));
}

HWY_INLINE void EmptyBins(uint32_t size, uint32_t* least) {
  const BinTag d;
  for (size_t i = 0; i < size; i += hn::Lanes(d)) {
    hn::Store(hn::Set(d, kEmptyBin), d, least + i);
  }
}

HWY_INLINE uint32_t Greatest(uint32_t size, const uint32_t* least) {
  const BinTag d;
  auto greatest = hn::Zero(d);
  for (size_t i = 0; i < size; i += hn::Lanes(d)) {
    greatest = hn::Max(greatest, hn::Load(d, least + i));
  }
  return hn::GetLane(hn::MaxOfLanes(d, greatest));
}

// Writes the least value of each bin, kEmptyBin where there is none.
HWY_INLINE void FillBins(const uint64_t* hashes, size_t count, uint32_t size, uint32_t* least) {
  EmptyBins(size, least);
  const size_t first = std::min(count, kSiftFrom);
  bool repair = AddToBins(hashes, first, size, least);
  uint64_t kept[kSiftAtOnce + 8];
  for (size_t i = first; i < count; i += kSiftAtOnce) {
    const size_t some = std::min(kSiftAtOnce, count - i);
    const uint32_t greatest = Greatest(size, least);
    if (greatest == kEmptyBin) {  // every hash may be for the bin that is empty
      repair |= AddToBins(hashes + i, some, size, least);
    } else {
      AddToBins(kept, Sift(hashes + i, some, greatest, kept), size, least);
    }
  }
  if (repair) Repair(hashes, count, size, least);
}

#if HWY_TARGET == HWY_AVX3_DL

struct Shuffles {
  alignas(64) uint16_t odd_words[32];
  alignas(64) uint8_t even_bytes[64];
  alignas(64) uint8_t odd_bytes[64];
  alignas(64) uint64_t halves_in_turn[8];
};

constexpr Shuffles MakeShuffles() {
  Shuffles shuffles{};
  for (int i = 0; i < 32; ++i) shuffles.odd_words[i] = static_cast<uint16_t>(2 * i + 1);
  for (int i = 0; i < 64; ++i) {
    shuffles.even_bytes[i] = static_cast<uint8_t>(2 * i);
    shuffles.odd_bytes[i] = static_cast<uint8_t>(2 * i + 1);
  }
  for (int i = 0; i < 8; ++i)
    shuffles.halves_in_turn[i] = static_cast<uint64_t>(4 * (i % 2) + i / 2);
  return shuffles;
}
constexpr Shuffles kShuffles = MakeShuffles();

// A byte for each of 64 * kVectors bins.
template <int kVectors>
struct BinBytes {
  __m512i at[kVectors];
};

// Byte by byte, table[index].
template <int kVectors>
HWY_INLINE __m512i LookUp(const BinBytes<kVectors>& table, __m512i index) {
  if constexpr (kVectors == 1) {
    return _mm512_permutexvar_epi8(index, table.at[0]);
  } else if constexpr (kVectors == 2) {
    return _mm512_permutex2var_epi8(table.at[0], index, table.at[1]);
  } else {
    const __m512i low = _mm512_permutex2var_epi8(table.at[0], index, table.at[1]);
    const __m512i high = _mm512_permutex2var_epi8(table.at[2], index, table.at[3]);
    return _mm512_mask_mov_epi8(low, _mm512_movepi8_mask(index), high);
  }
}

// The digests of 32 bins.
HWY_INLINE __m512i DigestsOf(const uint32_t* values) {
  const __m512i multiplier = _mm512_set1_epi32(static_cast<int>(kDigestMultiplier));
  const __m512i low = _mm512_mullo_epi32(_mm512_load_si512(values), multiplier);
  const __m512i high = _mm512_mullo_epi32(_mm512_load_si512(values + 16), multiplier);
  return _mm512_permutex2var_epi16(low, _mm512_load_si512(kShuffles.odd_words), high);
}

// Writes the digest of each bin's donor, found a byte at a time.
template <int kVectors>
HWY_INLINE void ShowDonors(const uint32_t* least, const __m512i (&donors)[kVectors],
                           uint16_t* signature) {
  const __m512i even = _mm512_load_si512(kShuffles.even_bytes);
  const __m512i odd = _mm512_load_si512(kShuffles.odd_bytes);
  BinBytes<kVectors> low;
  BinBytes<kVectors> high;
  for (int v = 0; v < kVectors; ++v) {
    const __m512i first = DigestsOf(least + 64 * v);
    const __m512i last = DigestsOf(least + 64 * v + 32);
    low.at[v] = _mm512_permutex2var_epi8(first, even, last);
    high.at[v] = _mm512_permutex2var_epi8(first, odd, last);
  }
  // Of each 16 bytes the first eight go where the first 32 digests are put together.
  const __m512i order = _mm512_load_si512(kShuffles.halves_in_turn);
  for (int v = 0; v < kVectors; ++v) {
    const __m512i from = _mm512_permutexvar_epi64(order, donors[v]);
    const __m512i lows = LookUp(low, from);
    const __m512i highs = LookUp(high, from);
    _mm512_storeu_si512(signature + 64 * v, _mm512_unpacklo_epi8(lows, highs));
    _mm512_storeu_si512(signature + 64 * v + 32, _mm512_unpackhi_epi8(lows, highs));
  }
}

// `rounds` rounds, of which the first looks where `table` says, or, where kFlips, at that xor
// `flip`; returns whether bins are empty still. A bin that is shows whatever it looked at last.
template <bool kFlips, int kVectors>
HWY_INLINE bool FindDonors(const uint8_t* table, uint32_t rounds, __m512i flip,
                           const BinBytes<kVectors>& filled, __m512i (&empty)[kVectors],
                           __m512i (&donors)[kVectors]) {
  for (uint32_t round = 0; round < rounds; ++round, table += 64 * kVectors) {
    for (int v = 0; v < kVectors; ++v) {
      __m512i look = _mm512_load_si512(table + 64 * v);
      if constexpr (kFlips) look = _mm512_xor_si512(look, flip);
      donors[v] = _mm512_ternarylogic_epi64(empty[v], look, donors[v], 0xCA);  // empty ? look : it
      empty[v] = _mm512_andnot_si512(LookUp(filled, look), empty[v]);
    }
  }
  __m512i left = empty[0];
  for (int v = 1; v < kVectors; ++v) left = _mm512_or_si512(left, empty[v]);
  return _mm512_test_epi8_mask(left, left) != 0;
}

template <int kVectors>
HWY_INLINE void FindAllDonors(const DonorTables& tables, const BinBytes<kVectors>& filled,
                              __m512i (&empty)[kVectors], __m512i (&donors)[kVectors]) {
  const uint8_t* const table = tables.permutation_bytes;
  constexpr size_t kTable = 64 * kVectors;
  __m512i flip = _mm512_setzero_si512();
  if (!FindDonors<false>(table, kFirstRounds, flip, filled, empty, donors)) return;
  if (!FindDonors<false>(table + kFirstRounds * kTable, kNextRounds, flip, filled, empty, donors)) {
    return;
  }
  uint32_t round = kFirstRounds + kNextRounds;
  for (uint32_t pass = 0;;) {
    if (!FindDonors<true>(table + round * kTable, kMoreRounds, flip, filled, empty, donors)) return;
    round += kMoreRounds;
    if (round < tables.rounds) continue;
    round = 0;
    ++pass;
    flip = _mm512_set1_epi8(static_cast<char>(pass));
  }
}

HWY_INLINE __mmask64 EmptyAmong64(const uint32_t* least) {
  const auto empty = [&](int first) HWY_ATTR {
    return __mmask32{
        _mm512_cmpeq_epi32_mask(_mm512_load_si512(least + first), _mm512_set1_epi32(-1))};
  };
  return _mm512_kunpackd(_mm512_kunpackw(empty(48), empty(32)),
                         _mm512_kunpackw(empty(16), empty(0)));
}

template <int kVectors>
HWY_INLINE void DensifyInBytes(const uint32_t* least, const DonorTables& tables,
                               uint16_t* signature) {
  __mmask64 is_empty[kVectors];
  __mmask64 any_empty = 0;
  for (int v = 0; v < kVectors; ++v) {
    is_empty[v] = EmptyAmong64(least + 64 * v);
    any_empty |= is_empty[v];
  }
  if (any_empty == 0) {
    for (int i = 0; i < 2 * kVectors; ++i) {
      _mm512_storeu_si512(signature + 32 * i, DigestsOf(least + 32 * i));
    }
    return;
  }

  BinBytes<kVectors> filled;
  __m512i empty[kVectors];
  __m512i donors[kVectors];
  for (int v = 0; v < kVectors; ++v) {
    empty[v] = _mm512_movm_epi8(is_empty[v]);
    filled.at[v] = _mm512_xor_si512(empty[v], _mm512_set1_epi8(-1));
    donors[v] = _mm512_load_si512(kBinNumbers.of + 64 * v);
  }
  FindAllDonors(tables, filled, empty, donors);
  ShowDonors(least, donors, signature);
}

#endif

// The body for signatures of `kSize`, a multiple of 64 up to 256, or of any other size where that
// is kGreatestSignature. The bins of `kSetsAtOnce` sets are filled before donors are found for the
// first: to read bins just written, and in other widths, means to wait until they are in the cache.
template <uint32_t kSize, size_t kSetsAtOnce>
HWY_INLINE void SketchSets(const uint64_t* hashes, const size_t* begins, size_t sets,
                           const DonorTables& tables, uint16_t* signatures) {
  const uint32_t size = kSize == kGreatestSignature ? tables.size : kSize;
  alignas(64) uint32_t least[kSetsAtOnce][kSize];
  for (size_t first = 0; first < sets; first += kSetsAtOnce) {
    const size_t end = std::min(sets, first + kSetsAtOnce);
    for (size_t set = first; set < end; ++set) {
      FillBins(hashes + begins[set], begins[set + 1] - begins[set], size, least[set - first]);
    }
    for (size_t set = first; set < end; ++set, signatures += size) {
      // All bins take the value of a single hash; finding so takes as long as sketching many.
      if (begins[set + 1] - begins[set] == 1) {
        FillAll(hashes[begins[set]], size, signatures);
        continue;
      }
#if HWY_TARGET == HWY_AVX3_DL
      if constexpr (kSize != kGreatestSignature) {
        DensifyInBytes<kSize / 64>(least[set - first], tables, signatures);
        continue;
      }
#endif
      Densify(least[set - first], tables, signatures);
    }
  }
}

void SketchOnePermutationImpl(const uint64_t* hashes, const size_t* begins, size_t sets,
                              const DonorTables& tables, uint16_t* signatures) {
  if (tables.size == 64) return SketchSets<64, 16>(hashes, begins, sets, tables, signatures);
  if (tables.size == 128) return SketchSets<128, 16>(hashes, begins, sets, tables, signatures);
  if (tables.size == 256) return SketchSets<256, 16>(hashes, begins, sets, tables, signatures);
  SketchSets<kGreatestSignature, 1>(hashes, begins, sets, tables, signatures);
}

size_t CountEqualDigestsImpl(const uint16_t* a, const uint16_t* b, size_t size) {
  const hn::ScalableTag<uint16_t> d;
  size_t equal = 0;
  size_t i = 0;
  for (; i + hn::Lanes(d) <= size; i += hn::Lanes(d)) {
    equal += hn::CountTrue(d, hn::Eq(hn::LoadU(d, a + i), hn::LoadU(d, b + i)));
  }
  for (; i < size; ++i) equal += a[i] == b[i] ? 1 : 0;
  return equal;
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(SketchOnePermutationImpl);
HWY_EXPORT(CountEqualDigestsImpl);

void SketchOnePermutation(const uint64_t* hashes, const size_t* begins, size_t sets,
                          const DonorTables& tables, uint16_t* signatures) {
  HWY_DYNAMIC_DISPATCH(SketchOnePermutationImpl)(hashes, begins, sets, tables, signatures);
}

size_t CountEqualDigests(const uint16_t* a, const uint16_t* b, size_t size) {
  return HWY_DYNAMIC_DISPATCH(CountEqualDigestsImpl)(a, b, size);
}

}  // namespace twicetold
#endif  // HWY_ONCE
