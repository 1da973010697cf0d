#include "twicetold/shingle/shingle_kernel.h"

#include <cstddef>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/shingle/shingle_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class V>
HWY_INLINE V Multiply(V a, V by) {
#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128 || HWY_TARGET <= HWY_AVX3
  return a * by;
#else
  // 64 bits from three products of 32: low x low, and the two crossed ones, shifted up.
  const hn::DFromV<V> d;
  const hn::RepartitionToNarrow<decltype(d)> narrow;
  const auto a32 = hn::BitCast(narrow, a);
  const auto by32 = hn::BitCast(narrow, by);
  const V low = hn::MulEven(a32, by32);
  const V crossed = hn::MulEven(hn::BitCast(narrow, hn::ShiftRight<32>(a)), by32) +
                    hn::MulEven(a32, hn::BitCast(narrow, hn::ShiftRight<32>(by)));
  return low + hn::ShiftLeft<32>(crossed);
#endif
}

size_t HashShinglesImpl(const uint64_t* words, size_t count, size_t n, uint64_t* shingles) {
  const hn::ScalableTag<uint64_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto start = hn::Set(d, n * kShingleCountMultiplier);
  const auto multiplier = hn::Set(d, kShingleMixMultiplier);
  size_t begin = 0;
  for (; begin + lanes <= count; begin += lanes) {
    auto h = start;
    for (size_t i = 0; i < n; ++i) {
      h = hn::RotateRight<64 - kShingleRotation>(h) + hn::LoadU(d, words + begin + i);
      if (i % kShingleWordsPerMix == kShingleWordsPerMix - 1 || i + 1 == n) {
        h = Multiply(h ^ hn::ShiftRight<32>(h), multiplier);
        h = h ^ hn::ShiftRight<32>(h);
      }
    }
    hn::StoreU(h, d, shingles + begin);
  }
  return begin;
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(HashShinglesImpl);

size_t HashShingles(const uint64_t* words, size_t count, size_t n, uint64_t* shingles) {
  return HWY_DYNAMIC_DISPATCH(HashShinglesImpl)(words, count, n, shingles);
}

}  // namespace twicetold
#endif  // HWY_ONCE
