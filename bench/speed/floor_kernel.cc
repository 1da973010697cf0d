#include <cstddef>
#include <cstdint>

#include "bench/speed/floors.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/speed/floor_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold::bench {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Two sums, so that no addition waits for the one before. Asking for lines ahead gains nothing
// here.
uint64_t SumNumbers(const uint64_t* numbers, size_t count) {
  const hn::ScalableTag<uint64_t> d;
  const size_t lanes = hn::Lanes(d);
  constexpr size_t kRound = 64;
  auto a = hn::Zero(d);
  auto b = hn::Zero(d);
  for (size_t i = 0; i < count; i += kRound) {
    for (size_t at = 0; at < kRound; at += 2 * lanes) {
      a = a + hn::Load(d, numbers + i + at);
      b = b + hn::Load(d, numbers + i + at + lanes);
    }
  }
  return hn::GetLane(hn::SumOfLanes(d, a + b));
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold::bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold::bench {

HWY_EXPORT(SumNumbers);

uint64_t SumOf(const uint64_t* numbers, size_t count) {
  return HWY_DYNAMIC_DISPATCH(SumNumbers)(numbers, count);
}

}  // namespace twicetold::bench
#endif
