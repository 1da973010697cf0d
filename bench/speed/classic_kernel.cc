#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "bench/speed/classic.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/speed/classic_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold::bench {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;  // NOLINT(misc-unused-alias-decls): not by every target

// Four vectors of permutations stay in registers while all shingles go by. Without products of 64
// bits in vectors (below AVX-512) it is a plain loop.
void LeastOfAll(const uint64_t* shingles, size_t count, const uint64_t* multipliers,
                const uint64_t* offsets, uint64_t* least) {
#if HWY_TARGET <= HWY_AVX3
  const hn::ScalableTag<uint64_t> d;
  const size_t lanes = hn::Lanes(d);
  for (size_t first = 0; first < kPermutations; first += 4 * lanes) {
    const auto at = [&](const uint64_t* numbers, size_t part)
                        HWY_ATTR { return hn::LoadU(d, numbers + first + part * lanes); };
    const auto a0 = at(multipliers, 0), a1 = at(multipliers, 1);
    const auto a2 = at(multipliers, 2), a3 = at(multipliers, 3);
    const auto b0 = at(offsets, 0), b1 = at(offsets, 1);
    const auto b2 = at(offsets, 2), b3 = at(offsets, 3);
    auto m0 = hn::Set(d, ~uint64_t{0});
    auto m1 = m0, m2 = m0, m3 = m0;
    for (size_t i = 0; i < count; ++i) {
      const auto x = hn::Set(d, shingles[i]);
      m0 = hn::Min(m0, x * a0 + b0);
      m1 = hn::Min(m1, x * a1 + b1);
      m2 = hn::Min(m2, x * a2 + b2);
      m3 = hn::Min(m3, x * a3 + b3);
    }
    hn::StoreU(m0, d, least + first);
    hn::StoreU(m1, d, least + first + lanes);
    hn::StoreU(m2, d, least + first + 2 * lanes);
    hn::StoreU(m3, d, least + first + 3 * lanes);
  }
#else
  std::fill_n(least, kPermutations, ~uint64_t{0});
  for (size_t i = 0; i < count; ++i) {
    for (size_t p = 0; p < kPermutations; ++p) {
      least[p] = std::min(least[p], shingles[i] * multipliers[p] + offsets[p]);
    }
  }
#endif
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold::bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold::bench {

HWY_EXPORT(LeastOfAll);

void LeastOfPermutations(std::span<const uint64_t> shingles, const uint64_t* multipliers,
                         const uint64_t* offsets, uint64_t* least) {
  HWY_DYNAMIC_DISPATCH(LeastOfAll)(shingles.data(), shingles.size(), multipliers, offsets, least);
}

}  // namespace twicetold::bench
#endif
