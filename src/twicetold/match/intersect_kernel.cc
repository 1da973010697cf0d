// Blocks of both sets are compared all with all; then the block with the smaller last element moves
// on, or both when these are equal (Inoue, Ohara and Taura, "Faster set intersection with SIMD
// instructions by reducing branch mispredictions", VLDB 2014). Two blocks meet once at most, and
// equal elements always do, so each shared element is counted once.
//
// All with all: every vector of A, as it is and turned, with every vector of B, as it is and
// turned. A turn moves lane i to lane i xor r; the r of A and those of B combine to every number
// below the count of lanes exactly once. Turning both takes fewer shuffles than turning one.
// Vectors are 32 bytes wide at most: comparisons of 64 bytes give masks, which take longer to join
// and to count.
//
// A block is two vectors: what bounds the speed of smaller ones is the chain from a block's last
// element to the next block's address. What is left over, less than a block of one of them, is
// compared all with all by AVX-512, which loads parts of vectors, and else merged one by one; so is
// everything where there is no comparison of 64 bits (SSSE3), where vectors have no fixed size, and
// in `scalar`.
//
// No step may branch on the data: a wrong guess costs as much as a block.

#include "twicetold/match/intersect_kernel.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/match/intersect_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;  // NOLINT(misc-unused-alias-decls): not by every target

HWY_INLINE size_t Merge(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < size_a && j < size_b;) {
    const uint64_t in_a = a[i];
    const uint64_t in_b = b[j];
    shared += static_cast<size_t>(in_a == in_b);
    i += static_cast<size_t>(in_a <= in_b);
    j += static_cast<size_t>(in_b <= in_a);
  }
  return shared;
}

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128 || HWY_TARGET == HWY_SSSE3 || \
    HWY_HAVE_SCALABLE

size_t CountSharedImpl(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b,
                       size_t required) {
  constexpr size_t kElementsBetweenLooks = 64;
  size_t shared = 0;
  while (size_a > kElementsBetweenLooks && size_b > kElementsBetweenLooks) {
    if (shared + std::min(size_a, size_b) < required) return shared;
    size_t i = 0;
    size_t j = 0;
    for (size_t step = 0; step < kElementsBetweenLooks; ++step) {
      const uint64_t in_a = a[i];
      const uint64_t in_b = b[j];
      shared += static_cast<size_t>(in_a == in_b);
      i += static_cast<size_t>(in_a <= in_b);
      j += static_cast<size_t>(in_b <= in_a);
    }
    a += i;
    b += j;
    size_a -= i;
    size_b -= j;
  }
  return shared + Merge(a, size_a, b, size_b);
}

#else

constexpr size_t kLanes = HWY_MAX_BYTES >= 32 ? 4 : 2;
constexpr size_t kBlock = 2 * kLanes;
constexpr size_t kTurnsOfA = kLanes / 2;
constexpr size_t kTurnsOfB = 2;

using Tag = hn::CappedTag<uint64_t, kLanes>;
using Vector = hn::Vec<Tag>;

// All ones in the lanes that are equal.
HWY_INLINE Vector EqualLanes(Vector a, Vector b) {
#if HWY_TARGET <= HWY_AVX3
  return Vector{_mm256_cmpeq_epi64(a.raw, b.raw)};  // not by way of a mask register
#else
  return hn::VecFromMask(Tag(), hn::Eq(a, b));
#endif
}

// Adds how many elements two blocks share to the lanes of `sums`.
HWY_INLINE Vector AddShared(const uint64_t* a, const uint64_t* b, Vector sums) {
  const Tag d;
  Vector of_a[2 * kTurnsOfA];
  Vector of_b[2 * kTurnsOfB];
  for (size_t v = 0; v < 2; ++v) {
    of_a[v] = hn::LoadU(d, a + v * kLanes);
    of_b[v] = hn::LoadU(d, b + v * kLanes);
    of_b[2 + v] = hn::Shuffle01(of_b[v]);           // by 1
#if HWY_MAX_BYTES >= 32
    of_a[2 + v] = hn::SwapAdjacentBlocks(of_a[v]);  // by 2
#endif
  }
  for (const Vector& in_a : of_a) {
    const Vector some =
        hn::Or3(EqualLanes(in_a, of_b[0]), EqualLanes(in_a, of_b[1]), EqualLanes(in_a, of_b[2]));
    sums = hn::Sub(sums, hn::Or(some, EqualLanes(in_a, of_b[3])));  // all ones are -1
  }
  return sums;
}

#if HWY_TARGET <= HWY_AVX3

// What two sorted sets share, of which one has less than a block.
HWY_INLINE size_t CountRest(const uint64_t* few, size_t size_few, const uint64_t* many,
                            size_t size_many) {
  constexpr size_t kMany = 8;
  size_t shared = 0;
  for (size_t i = 0; i < size_many && size_few > 0 && many[i] <= few[size_few - 1]; i += kMany) {
    const auto lanes = static_cast<__mmask8>((1U << std::min(size_many - i, kMany)) - 1);
    const __m512i some = _mm512_maskz_loadu_epi64(lanes, many + i);
    unsigned equal = 0;
    for (size_t j = 0; j < size_few; ++j) {
      const __m512i of_few = _mm512_set1_epi64(static_cast<int64_t>(few[j]));
      equal |= _mm512_mask_cmpeq_epi64_mask(lanes, some, of_few);
    }
    shared += static_cast<size_t>(std::popcount(equal));
  }
  return shared;
}

HWY_INLINE size_t CountLeft(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b) {
  return size_a < kBlock ? CountRest(a, size_a, b, size_b) : CountRest(b, size_b, a, size_a);
}

#else

HWY_INLINE size_t CountLeft(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b) {
  return Merge(a, size_a, b, size_b);
}

#endif

// The value, of which the compiler does not know that it has been compared already: it would make
// one branch of two comparisons.
HWY_INLINE uint64_t Hidden(uint64_t value) {
  asm("" : "+r"(value));
  return value;
}

size_t CountSharedImpl(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b,
                       size_t required) {
  constexpr size_t kStepsBetweenLooks = 8;
  const Tag d;
  const uint64_t* const end_a = a + size_a;
  const uint64_t* const end_b = b + size_b;
  Vector sums = hn::Zero(d);
  const auto step = [&]() HWY_ATTR {
    const uint64_t last_a = a[kBlock - 1];
    const uint64_t last_b = b[kBlock - 1];
    sums = AddShared(a, b, sums);
    a += kBlock * static_cast<size_t>(last_a <= last_b);
    b += kBlock * static_cast<size_t>(Hidden(last_b) <= last_a);
  };
  const auto shared = [&]() HWY_ATTR {
    return static_cast<size_t>(hn::GetLane(hn::SumOfLanes(d, sums)));
  };
  // Elements that both still have. A step takes a block of each at most.
  const auto most = [&] { return static_cast<size_t>(std::min(end_a - a, end_b - b)); };
  while (most() >= kBlock * kStepsBetweenLooks) {
    for (size_t i = 0; i < kStepsBetweenLooks; ++i) step();
    if (shared() + most() < required) return shared();
  }
  while (most() >= kBlock) step();
  return shared() + CountLeft(a, static_cast<size_t>(end_a - a), b, static_cast<size_t>(end_b - b));
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(CountSharedImpl);

size_t CountShared(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b,
                   size_t required) {
  return HWY_DYNAMIC_DISPATCH(CountSharedImpl)(a, size_a, b, size_b, required);
}

}  // namespace twicetold
#endif  // HWY_ONCE
