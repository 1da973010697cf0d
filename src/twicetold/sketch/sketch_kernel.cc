// Bins are filled one hash at a time: a scattered minimum is no work for vectors. A text of many
// shingles soon has all bins filled with small values, and then few hashes are below the greatest
// of them: vectors sift those out first.
//
// Empty bins then look for donors, round by round. The general body keeps a list of those still
// empty. AVX-512 with VBMI2 keeps a byte a bin in registers: which were filled by a hash, which are
// empty still, and whose value each shows; a round is a load, a permutation of bytes and three
// logical operations for 64 bins.

#include "twicetold/sketch/sketch_kernel.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/sketch/sketch_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

#ifndef TWICETOLD_SKETCH_KERNEL_ONCE
#define TWICETOLD_SKETCH_KERNEL_ONCE
namespace twicetold {

inline constexpr size_t kSiftFrom = 4096;  // hashes; fewer are not worth a second look
inline constexpr size_t kSiftAtOnce = 1024;

inline uint16_t DigestOf(uint32_t value) {
  return static_cast<uint16_t>((value * kDigestMultiplier) >> 16);
}

// The least value of each bin; FillBins gives them.
struct Bins {
  explicit Bins(uint32_t of_size) : size(of_size), shift(64 - std::countr_zero(of_size)) {}

  // Gives the bins that only such hashes fell into the value just below.
  void Repair(const uint64_t* hashes, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      uint32_t* const bin = least + (hashes[i] >> shift);
      if (static_cast<uint32_t>(hashes[i]) == kEmptyBin) *bin = std::min(*bin, kEmptyBin - 1);
    }
  }

  uint32_t Greatest() const { return *std::max_element(least, least + size); }

  uint32_t size;
  int shift;
  alignas(64) uint32_t least[kGreatestSignature];
};

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

// Whether one of `count` hashes has the value that means "empty": one in 2^32 has.
HWY_INLINE bool AnyLooksEmpty(const uint64_t* hashes, size_t count) {
  const hn::ScalableTag<uint64_t> d;
  const auto low_half = hn::Set(d, uint64_t{kEmptyBin});
  size_t i = 0;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const auto value = hn::And(hn::LoadU(d, hashes + i), low_half);
    if (!hn::AllFalse(d, hn::Eq(value, low_half))) return true;
  }
  for (; i < count; ++i) {
    if (static_cast<uint32_t>(hashes[i]) == kEmptyBin) return true;
  }
  return false;
}

// A hash whose value would mean "empty" leaves its bin as it is: see Bins::Repair. One lane of a
// vector, because that minimum is sure to be no branch, which would be mispredicted often.
HWY_INLINE void AddToBin(uint64_t hash, int shift, uint32_t* least) {
  const hn::CappedTag<uint32_t, 1> d;
  uint32_t* const bin = least + (hash >> shift);
  hn::StoreU(hn::Min(hn::LoadU(d, bin), hn::Set(d, static_cast<uint32_t>(hash))), d, bin);
}

// Each minimum may wait for the one before, which may be of the same bin. So every other hash goes
// to bins of its own, `more`, which are to be joined with these.
HWY_INLINE void AddToBins(const uint64_t* hashes, size_t count, Bins& bins, uint32_t* more) {
  const int shift = bins.shift;
  uint32_t* const least = bins.least;
  size_t i = 0;
  for (; i + 2 <= count; i += 2) {
    AddToBin(hashes[i], shift, least);
    AddToBin(hashes[i + 1], shift, more);
  }
  if (i < count) AddToBin(hashes[i], shift, least);
}

using BinTag = hn::CappedTag<uint32_t, 16>;  // bins are 16 or more

HWY_INLINE void EmptyBins(uint32_t* least, uint32_t size) {
  const BinTag d;
  for (size_t i = 0; i < size; i += hn::Lanes(d)) hn::Store(hn::Set(d, kEmptyBin), d, least + i);
}

HWY_INLINE void JoinBins(const uint32_t* more, Bins& bins) {
  const BinTag d;
  for (size_t i = 0; i < bins.size; i += hn::Lanes(d)) {
    uint32_t* const least = bins.least + i;
    hn::Store(hn::Min(hn::Load(d, least), hn::Load(d, more + i)), d, least);
  }
}

HWY_INLINE void FillBins(const uint64_t* hashes, size_t count, Bins& bins) {
  alignas(64) uint32_t more[kGreatestSignature];
  EmptyBins(bins.least, bins.size);
  EmptyBins(more, bins.size);
  const size_t first = std::min(count, kSiftFrom);
  AddToBins(hashes, first, bins, more);
  JoinBins(more, bins);
  uint64_t kept[kSiftAtOnce + 8];
  for (size_t i = first; i < count; i += kSiftAtOnce) {
    const size_t some = std::min(kSiftAtOnce, count - i);
    const uint32_t greatest = bins.Greatest();
    if (greatest == kEmptyBin) {  // every hash may be for the bin that is empty
      AddToBins(hashes + i, some, bins, bins.least);
    } else {
      AddToBins(kept, Sift(hashes + i, some, greatest, kept), bins, bins.least);
    }
  }
}

// Fills `signature` where every empty bin has found its donor.
HWY_INLINE void ShowDonors(const Bins& bins, const uint16_t* donors, uint16_t* signature) {
  for (uint32_t bin = 0; bin < bins.size; ++bin) {
    signature[bin] = DigestOf(bins.least[donors[bin]]);
  }
}

HWY_INLINE void DensifyByList(const Bins& bins, const DonorTables& tables, uint16_t* signature) {
  uint16_t donors[kGreatestSignature];
  uint16_t empty[kGreatestSignature];
  size_t count = 0;
  for (size_t bin = 0; bin < bins.size; ++bin) {
    donors[bin] = static_cast<uint16_t>(bin);
    empty[count] = static_cast<uint16_t>(bin);
    count += bins.least[bin] == kEmptyBin ? 1 : 0;
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
        left += bins.least[donor] == kEmptyBin ? 1 : 0;
      }
      count = left;
    }
  }
  ShowDonors(bins, donors, signature);
}

#if HWY_TARGET == HWY_AVX3_DL

struct BinNumbers {
  alignas(64) uint8_t of[256];
};
constexpr BinNumbers MakeBinNumbers() {
  BinNumbers numbers{};
  for (int i = 0; i < 256; ++i) numbers.of[i] = static_cast<uint8_t>(i);
  return numbers;
}
constexpr BinNumbers kBinNumbers = MakeBinNumbers();

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

HWY_INLINE __m512i DigestsOf(const uint32_t* values) {
  const __m512i multiplier = _mm512_set1_epi32(static_cast<int>(kDigestMultiplier));
  const auto half = [&](const uint32_t* of) HWY_ATTR {
    const __m512i product = _mm512_mullo_epi32(_mm512_load_si512(of), multiplier);
    return _mm512_cvtepi32_epi16(_mm512_srli_epi32(product, 16));
  };
  return _mm512_inserti64x4(_mm512_castsi256_si512(half(values)), half(values + 16), 1);
}

// The digests that bins `from` to `from` + 31 show.
template <int kVectors>
HWY_INLINE __m512i DigestsOfDonors(const __m512i (&digests)[2 * kVectors], __m256i donors) {
  const __m512i index = _mm512_cvtepu8_epi16(donors);
  const __m512i low = _mm512_permutex2var_epi16(digests[0], index, digests[1]);
  if constexpr (kVectors == 1) {
    return low;
  } else {
    const __m512i high = _mm512_permutex2var_epi16(digests[2], index, digests[3]);
    return _mm512_mask_mov_epi16(low, _mm512_test_epi16_mask(index, _mm512_set1_epi16(64)), high);
  }
}

// One pass over the tables; true when no bin is empty any more. A bin that is still empty shows
// whatever it looked at last.
template <bool kFlip, int kVectors>
HWY_INLINE bool FindDonors(const DonorTables& tables, uint32_t pass,
                           const BinBytes<kVectors>& filled, __m512i (&empty)[kVectors],
                           __m512i (&donors)[kVectors]) {
  constexpr uint32_t kRoundsAtOnce = 4;
  const __m512i flip = _mm512_set1_epi8(static_cast<char>(pass));
  const uint8_t* table = tables.permutation_bytes;
  for (uint32_t round = 0; round < tables.rounds; round += kRoundsAtOnce) {
    for (uint32_t i = 0; i < kRoundsAtOnce; ++i, table += 64 * kVectors) {
      for (int v = 0; v < kVectors; ++v) {
        __m512i look = _mm512_load_si512(table + 64 * v);
        if constexpr (kFlip) look = _mm512_xor_si512(look, flip);
        donors[v] =
            _mm512_ternarylogic_epi64(empty[v], look, donors[v], 0xCA);  // empty ? look : it
        empty[v] = _mm512_andnot_si512(LookUp(filled, look), empty[v]);
      }
    }
    __m512i left = empty[0];
    for (int v = 1; v < kVectors; ++v) left = _mm512_or_si512(left, empty[v]);
    if (_mm512_test_epi8_mask(left, left) == 0) return true;
  }
  return false;
}

template <int kVectors>
HWY_INLINE void Densify(const Bins& bins, const DonorTables& tables, uint16_t* signature) {
  const __m512i none = _mm512_set1_epi32(-1);
  uint64_t is_empty[kVectors];
  uint64_t any_empty = 0;
  for (int v = 0; v < kVectors; ++v) {
    is_empty[v] = 0;
    for (int quarter = 0; quarter < 4; ++quarter) {
      const __m512i values = _mm512_load_si512(bins.least + 64 * v + 16 * quarter);
      is_empty[v] |= uint64_t{_mm512_cmpeq_epi32_mask(values, none)} << (16 * quarter);
    }
    any_empty |= is_empty[v];
  }
  if (any_empty == 0) {
    for (int i = 0; i < 2 * kVectors; ++i) {
      _mm512_storeu_si512(signature + 32 * i, DigestsOf(bins.least + 32 * i));
    }
    return;
  }

  BinBytes<kVectors> filled;
  __m512i empty[kVectors];
  __m512i donors[kVectors];
  for (int v = 0; v < kVectors; ++v) {
    filled.at[v] = _mm512_movm_epi8(~is_empty[v]);
    empty[v] = _mm512_movm_epi8(is_empty[v]);
    donors[v] = _mm512_load_si512(kBinNumbers.of + 64 * v);
  }
  if (!FindDonors<false>(tables, 0, filled, empty, donors)) {
    for (uint32_t pass = 1; !FindDonors<true>(tables, pass, filled, empty, donors);) ++pass;
  }

  if constexpr (kVectors <= 2) {
    __m512i digests[2 * kVectors];
    for (int i = 0; i < 2 * kVectors; ++i) digests[i] = DigestsOf(bins.least + 32 * i);
    for (int v = 0; v < kVectors; ++v) {
      _mm512_storeu_si512(signature + 64 * v,
                          DigestsOfDonors<kVectors>(digests, _mm512_castsi512_si256(donors[v])));
      _mm512_storeu_si512(
          signature + 64 * v + 32,
          DigestsOfDonors<kVectors>(digests, _mm512_extracti64x4_epi64(donors[v], 1)));
    }
  } else {
    alignas(64) uint8_t donor_bytes[64 * kVectors];
    for (int v = 0; v < kVectors; ++v) _mm512_store_si512(donor_bytes + 64 * v, donors[v]);
    for (int bin = 0; bin < 64 * kVectors; ++bin) {
      signature[bin] = DigestOf(bins.least[donor_bytes[bin]]);
    }
  }
}

#endif

void SketchOnePermutationImpl(const uint64_t* hashes, size_t count, const DonorTables& tables,
                              uint16_t* signature) {
  Bins bins(tables.size);
  FillBins(hashes, count, bins);
  if (AnyLooksEmpty(hashes, count)) bins.Repair(hashes, count);
#if HWY_TARGET == HWY_AVX3_DL
  if (tables.size == 64) return Densify<1>(bins, tables, signature);
  if (tables.size == 128) return Densify<2>(bins, tables, signature);
  if (tables.size == 256) return Densify<4>(bins, tables, signature);
#endif
  DensifyByList(bins, tables, signature);
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

void SketchOnePermutation(const uint64_t* hashes, size_t count, const DonorTables& tables,
                          uint16_t* signature) {
  // All bins take the value of a single hash; finding so takes as long as sketching many.
  if (count == 1) {
    const uint32_t value = std::min(static_cast<uint32_t>(hashes[0]), kEmptyBin - 1);
    std::fill_n(signature, tables.size, DigestOf(value));
    return;
  }
  HWY_DYNAMIC_DISPATCH(SketchOnePermutationImpl)(hashes, count, tables, signature);
}

size_t CountEqualDigests(const uint16_t* a, const uint16_t* b, size_t size) {
  return HWY_DYNAMIC_DISPATCH(CountEqualDigestsImpl)(a, b, size);
}

}  // namespace twicetold
#endif  // HWY_ONCE
