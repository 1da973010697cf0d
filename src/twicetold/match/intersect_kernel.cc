// Blocks of both sets are compared all with all; then the block with the smaller last element moves
// on, or both when these are equal (Inoue, Ohara and Taura, "Faster set intersection with SIMD
// instructions by reducing branch mispredictions", VLDB 2014). Two blocks meet once at most, and
// equal elements always do, so each shared element is counted once.
//
// All with all: every vector of A, as it is and turned, with every vector of B, as it is and
// turned. A turn moves lane i to lane i xor r; the r of A and those of B combine to every number
// below the count of lanes exactly once. Turning both takes fewer shuffles than turning one.
//
// A block is 8 elements where vectors have 4 lanes or 8: what bounds the speed of smaller ones is
// the chain from a block's last element to the next block's address. Sets of some size are cut in
// two at a value, and walked through side by side: two chains take hardly longer than one. What is
// left over is merged one by one, and so is everything where there is no comparison of 64 bits
// (SSSE3), where vectors have no fixed size, and in `scalar`.
//
// Neither walk may branch on the data: a wrong guess costs as much as a block. Compilers make a
// branch of `?:` here; a truth value added up they leave alone.

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

using Tag = hn::CappedTag<uint64_t, 8>;
using Vector = hn::Vec<Tag>;
using Mask = hn::Mask<Tag>;

constexpr size_t kLanes = HWY_MAX_BYTES >= 64 ? 8 : HWY_MAX_BYTES >= 32 ? 4 : 2;
constexpr size_t kBlock = kLanes == 2 ? 4 : 8;
constexpr size_t kVectors = kBlock / kLanes;
constexpr size_t kTurnsOfA = kLanes == 2 ? 1 : 2;
constexpr size_t kTurnsOfB = kLanes / kTurnsOfA;

HWY_INLINE size_t CountEqual(const uint64_t* a, const uint64_t* b) {
  const Tag d;
  Vector of_a[kVectors * kTurnsOfA];
  Vector of_b[kVectors * kTurnsOfB];
  for (size_t v = 0; v < kVectors; ++v) {
    Vector* const turned_a = of_a + v * kTurnsOfA;
    Vector* const turned_b = of_b + v * kTurnsOfB;
    turned_a[0] = hn::LoadU(d, a + v * kLanes);
    turned_b[0] = hn::LoadU(d, b + v * kLanes);
    turned_b[1] = hn::Shuffle01(turned_b[0]);           // by 1
#if HWY_MAX_BYTES >= 64
    turned_b[2] = hn::SwapAdjacentBlocks(turned_b[0]);  // by 2
    turned_b[3] = hn::SwapAdjacentBlocks(turned_b[1]);  // by 3
    turned_a[1] = hn::ReverseBlocks(d, turned_a[0]);    // by 6
#elif HWY_MAX_BYTES >= 32
    turned_a[1] = hn::SwapAdjacentBlocks(turned_a[0]);  // by 2
#endif
  }
#if HWY_TARGET <= HWY_AVX3
  // A comparison can go on with the mask of the one before; joining masks costs as much as they do.
  unsigned apart = 0;
  for (size_t turn = 0; turn < kTurnsOfA; ++turn) {
    __mmask8 lanes = 0xff;
    for (const Vector& in_b : of_b) {
      lanes = _mm512_mask_cmpneq_epi64_mask(lanes, of_a[turn].raw, in_b.raw);
    }
    apart |= static_cast<unsigned>(lanes) << (kLanes * turn);
  }
  return kTurnsOfA * kLanes - static_cast<size_t>(std::popcount(apart));
#else
  size_t count = 0;
  for (const Vector& in_a : of_a) {
    Mask equal = hn::Eq(in_a, of_b[0]);
    for (size_t v = 1; v < kVectors * kTurnsOfB; ++v) {
      equal = hn::Or(equal, hn::Eq(in_a, of_b[v]));
    }
    count += hn::CountTrue(d, equal);
  }
  return count;
#endif
}

// A walk through two sorted sets, block by block.
class Walk {
 public:
  HWY_INLINE Walk(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b)
      : a_(a),
        b_(b),
        size_a_(size_a),
        size_b_(size_b),
        end_a_(size_a - size_a % kBlock),
        end_b_(size_b - size_b % kBlock) {}

  HWY_INLINE bool HasBlocks() const { return i_ < end_a_ && j_ < end_b_; }
  HWY_INLINE void Step() {
    const uint64_t last_a = a_[i_ + kBlock - 1];
    const uint64_t last_b = b_[j_ + kBlock - 1];
    shared_ += CountEqual(a_ + i_, b_ + j_);
    i_ += last_a <= last_b ? kBlock : 0;
    j_ += last_b <= last_a ? kBlock : 0;
  }
  // Shared so far; and at most, in the end.
  HWY_INLINE size_t shared() const { return shared_; }
  HWY_INLINE size_t most() const { return shared_ + std::min(size_a_ - i_, size_b_ - j_); }

  // What is shared in the end; or some number below `required`.
  HWY_INLINE size_t Finish(size_t required) {
    while (HasBlocks()) {
      if (most() < required) return shared_;
      for (size_t step = 0; step < kStepsBetweenLooks && HasBlocks(); ++step) Step();
    }
    return shared_ + Merge(a_ + i_, size_a_ - i_, b_ + j_, size_b_ - j_);
  }

  static constexpr size_t kStepsBetweenLooks = 8;

 private:
  const uint64_t* const a_;
  const uint64_t* const b_;
  const size_t size_a_;
  const size_t size_b_;
  const size_t end_a_;  // of the last whole block
  const size_t end_b_;
  size_t i_ = 0;
  size_t j_ = 0;
  size_t shared_ = 0;
};

size_t CountSharedImpl(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b,
                       size_t required) {
  constexpr size_t kWorthTwoWalks = 96;
  if (std::min(size_a, size_b) < kWorthTwoWalks) {
    return Walk(a, size_a, b, size_b).Finish(required);
  }
  const size_t middle_a = size_a / 2;
  const auto middle_b = static_cast<size_t>(std::lower_bound(b, b + size_b, a[middle_a]) - b);
  Walk low(a, middle_a, b, middle_b);
  Walk high(a + middle_a, size_a - middle_a, b + middle_b, size_b - middle_b);
  while (low.HasBlocks() && high.HasBlocks()) {
    if (low.most() + high.most() < required) return low.shared() + high.shared();
    for (size_t step = 0; step < Walk::kStepsBetweenLooks && low.HasBlocks() && high.HasBlocks();
         ++step) {
      low.Step();
      high.Step();
    }
  }
  const size_t most_high = high.most();
  const size_t shared_low = low.Finish(required - std::min(required, most_high));
  return shared_low + high.Finish(required - std::min(required, shared_low));
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
