#include "twicetold/base/sort_kernel.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/base/sort_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128 || HWY_TARGET == HWY_SSSE3 || \
    HWY_HAVE_SCALABLE

// No quick comparison of 64-bit numbers, or vectors of no fixed width.
bool SortFewImpl(std::span<const uint64_t> /*numbers*/, uint64_t* /*sorted*/) { return false; }
bool SortAmongNeighboursImpl(uint64_t* /*numbers*/, size_t /*count*/, uint32_t /*most*/) {
  return false;
}

#else

// Vectors compare signed numbers; with their first bit turned round, unsigned ones are in order.
constexpr hn::CappedTag<int64_t, 8> kTag{};
constexpr size_t kLanes = hn::MaxLanes(kTag);
constexpr size_t kMostVectors = 8;  // with as many sums they fit the registers of AVX-512

template <size_t kVectors>
HWY_INLINE bool SortVectors(std::span<const uint64_t> numbers, uint64_t* sorted) {
  constexpr uint64_t kFirstBit = uint64_t{1} << 63;
  const size_t count = numbers.size();
  alignas(64) int64_t signed_numbers[kVectors * kLanes];
  alignas(64) int64_t ranks[kVectors * kLanes];
  for (size_t i = 0; i < count; ++i) {
    signed_numbers[i] = static_cast<int64_t>(numbers[i] ^ kFirstBit);
  }
  for (size_t i = count; i < kVectors * kLanes; ++i) signed_numbers[i] = 0;  // ranks not looked at
  hn::Vec<decltype(kTag)> x[kVectors];
  hn::Vec<decltype(kTag)> rank[kVectors];
  for (size_t v = 0; v < kVectors; ++v) {
    x[v] = hn::Load(kTag, signed_numbers + v * kLanes);
    rank[v] = hn::Zero(kTag);
  }
  for (size_t i = 0; i < count; ++i) {
    const auto other = hn::Set(kTag, signed_numbers[i]);
    for (size_t v = 0; v < kVectors; ++v) {
      rank[v] = hn::Sub(rank[v], hn::VecFromMask(kTag, hn::Lt(other, x[v])));  // a mask is -1
    }
  }
  for (size_t v = 0; v < kVectors; ++v) hn::Store(rank[v], kTag, ranks + v * kLanes);
  // Equal numbers have equal ranks, and the sum is less.
  uint64_t sum = 0;
  for (size_t i = 0; i < count; ++i) {
    const auto at = static_cast<uint64_t>(ranks[i]);
    sum += at;
    sorted[at] = numbers[i];
  }
  return sum == uint64_t{count} * (count - 1) / 2;
}

bool SortFewImpl(std::span<const uint64_t> numbers, uint64_t* sorted) {
  static_assert(kMostVectors == 8);
  switch ((numbers.size() + kLanes - 1) / kLanes) {
    case 0:
      return true;
    case 1:
      return SortVectors<1>(numbers, sorted);
    case 2:
      return SortVectors<2>(numbers, sorted);
    case 3:
      return SortVectors<3>(numbers, sorted);
    case 4:
      return SortVectors<4>(numbers, sorted);
    case 5:
      return SortVectors<5>(numbers, sorted);
    case 6:
      return SortVectors<6>(numbers, sorted);
    case 7:
      return SortVectors<7>(numbers, sorted);
    case 8:
      return SortVectors<8>(numbers, sorted);
    default:
      return false;
  }
}

// Puts the pairs in order that begin at numbers[0], numbers[2] and so on.
HWY_INLINE void OrderPairs(uint64_t* numbers, size_t count) {
  const hn::CappedTag<uint64_t, 8> d;
  const size_t lanes = hn::Lanes(d);
  size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto here = hn::LoadU(d, numbers + i);
    const auto other = hn::Reverse2(d, here);
    hn::StoreU(hn::OddEven(hn::Max(here, other), hn::Min(here, other)), d, numbers + i);
  }
  for (; i + 2 <= count; i += 2) {
    const uint64_t less = HWY_MIN(numbers[i], numbers[i + 1]);
    const uint64_t more = HWY_MAX(numbers[i], numbers[i + 1]);
    numbers[i] = less;
    numbers[i + 1] = more;
  }
}

bool SortAmongNeighboursImpl(uint64_t* numbers, size_t count, uint32_t most) {
  if (count < 2) return true;
  for (uint32_t phase = 0; phase < most; ++phase) {
    OrderPairs(numbers + phase % 2, count - phase % 2);
  }
  return true;
}

#endif

bool AllRiseImpl(const uint64_t* numbers, size_t count) {
  const hn::ScalableTag<uint64_t> d;
  const size_t lanes = hn::Lanes(d);
  auto rise = hn::MaskFromVec(hn::Set(d, ~uint64_t{0}));
  size_t i = 0;
  for (; i + lanes < count; i += lanes) {
    const auto here = hn::LoadU(d, numbers + i);
    const auto next = hn::LoadU(d, numbers + i + 1);
    rise = hn::And(rise, hn::Lt(here, next));
  }
  bool all = hn::AllTrue(d, rise);
  for (; i + 1 < count; ++i) all = all && numbers[i] < numbers[i + 1];
  return all;
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(SortFewImpl);
HWY_EXPORT(SortAmongNeighboursImpl);
HWY_EXPORT(AllRiseImpl);

bool SortFewByRank(std::span<const uint64_t> numbers, std::span<uint64_t> sorted) {
  assert(sorted.size() == numbers.size());
  return HWY_DYNAMIC_DISPATCH(SortFewImpl)(numbers, sorted.data());
}

bool SortAmongNeighbours(std::span<uint64_t> numbers, uint32_t most) {
  return HWY_DYNAMIC_DISPATCH(SortAmongNeighboursImpl)(numbers.data(), numbers.size(), most);
}

bool AllRise(std::span<const uint64_t> numbers) {
  return HWY_DYNAMIC_DISPATCH(AllRiseImpl)(numbers.data(), numbers.size());
}

}  // namespace twicetold
#endif  // HWY_ONCE
