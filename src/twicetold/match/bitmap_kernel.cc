#include "twicetold/match/bitmap_kernel.h"

#include <cstddef>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/match/bitmap_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class D>
HWY_INLINE size_t Sum(D d, hn::Vec<D> counts) {
  return static_cast<size_t>(hn::GetLane(hn::SumOfLanes(d, counts)));
}

SlotsApart CountSlotsApartImpl(const uint64_t* a, const uint64_t* b, size_t words) {
  const hn::ScalableTag<uint64_t> d;
  auto only_a = hn::Zero(d);
  auto only_b = hn::Zero(d);
  size_t i = 0;
  for (; i + hn::Lanes(d) <= words; i += hn::Lanes(d)) {
    const auto in_a = hn::LoadU(d, a + i);
    const auto in_b = hn::LoadU(d, b + i);
    only_a = only_a + hn::PopulationCount(hn::AndNot(in_b, in_a));
    only_b = only_b + hn::PopulationCount(hn::AndNot(in_a, in_b));
  }
  SlotsApart apart{Sum(d, only_a), Sum(d, only_b)};
  const hn::CappedTag<uint64_t, 1> single;
  for (; i < words; ++i) {
    const auto in_a = hn::LoadU(single, a + i);
    const auto in_b = hn::LoadU(single, b + i);
    apart.only_a += hn::GetLane(hn::PopulationCount(hn::AndNot(in_b, in_a)));
    apart.only_b += hn::GetLane(hn::PopulationCount(hn::AndNot(in_a, in_b)));
  }
  return apart;
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(CountSlotsApartImpl);

SlotsApart CountSlotsApart(const uint64_t* a, const uint64_t* b, size_t words) {
  return HWY_DYNAMIC_DISPATCH(CountSlotsApartImpl)(a, b, words);
}

}  // namespace twicetold
#endif  // HWY_ONCE
