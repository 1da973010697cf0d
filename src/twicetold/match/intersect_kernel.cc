// Blocks of as many elements as a vector has lanes are compared all with all, by turning one of
// them round lane by lane; then the block with the smaller last element moves on, or both when
// these are equal (Inoue, Ohara and Taura, "Faster set intersection with SIMD instructions by
// reducing branch mispredictions", VLDB 2015; Lemire, Boytsov and Kurz, 2016). What is left over is
// merged one by one. It takes vectors of four lanes and more to be worth it.

#include "twicetold/match/intersect_kernel.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/match/intersect_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

HWY_INLINE size_t Merge(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < size_a && j < size_b;) {
    const uint64_t in_a = a[i];
    const uint64_t in_b = b[j];
    shared += in_a == in_b ? 1 : 0;
    i += in_a <= in_b ? 1 : 0;
    j += in_b <= in_a ? 1 : 0;
  }
  return shared;
}

#if HWY_TARGET <= HWY_AVX2 && !defined(HWY_ARCH_ARM)

// Lanes of `a` that are equal to any of `b`: b is compared as it is and turned by 1, 2, ... lanes.
#if HWY_TARGET <= HWY_AVX3
constexpr size_t kLanes = 8;
HWY_INLINE size_t CountEqual(const uint64_t* a, const uint64_t* b) {
  const __m512i of_a = _mm512_loadu_si512(a);
  const __m512i of_b = _mm512_loadu_si512(b);
  const auto turned = [&](__m512i by) HWY_ATTR { return _mm512_cmpeq_epi64_mask(of_a, by); };
  const unsigned near = turned(of_b) | turned(_mm512_alignr_epi64(of_b, of_b, 1)) |
                        turned(_mm512_alignr_epi64(of_b, of_b, 2)) |
                        turned(_mm512_alignr_epi64(of_b, of_b, 3));
  const unsigned far =
      turned(_mm512_alignr_epi64(of_b, of_b, 4)) | turned(_mm512_alignr_epi64(of_b, of_b, 5)) |
      turned(_mm512_alignr_epi64(of_b, of_b, 6)) | turned(_mm512_alignr_epi64(of_b, of_b, 7));
  return static_cast<size_t>(_mm_popcnt_u32(near | far));
}
#else
constexpr size_t kLanes = 4;
HWY_INLINE size_t CountEqual(const uint64_t* a, const uint64_t* b) {
  const __m256i of_a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(a));
  const __m256i of_b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b));
  const __m256i near =
      _mm256_or_si256(_mm256_cmpeq_epi64(of_a, of_b),
                      _mm256_cmpeq_epi64(of_a, _mm256_permute4x64_epi64(of_b, 0x39)));
  const __m256i far =
      _mm256_or_si256(_mm256_cmpeq_epi64(of_a, _mm256_permute4x64_epi64(of_b, 0x4E)),
                      _mm256_cmpeq_epi64(of_a, _mm256_permute4x64_epi64(of_b, 0x93)));
  const int lanes = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_or_si256(near, far)));
  return static_cast<size_t>(_mm_popcnt_u32(static_cast<unsigned>(lanes)));
}
#endif

size_t CountSharedImpl(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b,
                       size_t required) {
  constexpr size_t kBlocksBetweenLooks = 8;
  size_t shared = 0;
  size_t i = 0;
  size_t j = 0;
  while (i + kLanes <= size_a && j + kLanes <= size_b) {
    if (shared + std::min(size_a - i, size_b - j) < required) return shared;
    for (size_t block = 0;
         block < kBlocksBetweenLooks && i + kLanes <= size_a && j + kLanes <= size_b; ++block) {
      const uint64_t last_a = a[i + kLanes - 1];
      const uint64_t last_b = b[j + kLanes - 1];
      shared += CountEqual(a + i, b + j);
      i += last_a <= last_b ? kLanes : 0;
      j += last_b <= last_a ? kLanes : 0;
    }
  }
  return shared + Merge(a + i, size_a - i, b + j, size_b - j);
}

#else

size_t CountSharedImpl(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b,
                       size_t required) {
  constexpr size_t kElementsBetweenLooks = 64;
  size_t shared = 0;
  size_t i = 0;
  size_t j = 0;
  while (i < size_a && j < size_b) {
    if (shared + std::min(size_a - i, size_b - j) < required) return shared;
    const size_t stop = std::min(i + j + kElementsBetweenLooks, size_a + size_b);
    while (i + j < stop && i < size_a && j < size_b) {
      const uint64_t in_a = a[i];
      const uint64_t in_b = b[j];
      shared += in_a == in_b ? 1 : 0;
      i += in_a <= in_b ? 1 : 0;
      j += in_b <= in_a ? 1 : 0;
    }
  }
  return shared;
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
