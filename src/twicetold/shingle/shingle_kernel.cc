#include "twicetold/shingle/shingle_kernel.h"

#include <cstddef>
#include <cstdint>

#include "twicetold/base/hash.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/shingle/shingle_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// MixRound (base/hash.h), of every lane.
template <class V>
HWY_INLINE V MixRounds(V x) {
  const hn::DFromV<V> d;
  x = (x ^ hn::ShiftRight<32>(x)) * hn::Set(d, kMixRoundMultiplier);
  return x ^ hn::ShiftRight<32>(x);
}

// The hashes of `n` words from each of `words` on, a lane each. n is a constant where it is usual.
template <class D>
HWY_INLINE hn::Vec<D> HashRuns(D d, const uint64_t* words, size_t n) {
  auto h = hn::Set(d, n * kShingleCountMultiplier);
  for (size_t i = 0; i < n; ++i) {
    h = hn::RotateRight<64 - kShingleRotation>(h) + hn::LoadU(d, words + i);
    if (i % kShingleWordsPerMix == kShingleWordsPerMix - 1 || i + 1 == n) {
      h = MixRounds(h);
    }
  }
  return h;
}

// Runs of `n` words, all `count` of them: the last vector begins where it still is full, on runs
// that are hashed already.
HWY_INLINE void HashAllRuns(const uint64_t* words, size_t count, size_t n, uint64_t* shingles) {
  const hn::ScalableTag<uint64_t> d;
  const size_t lanes = hn::Lanes(d);
  for (size_t begin = 0; begin + lanes <= count; begin += lanes) {
    hn::StoreU(HashRuns(d, words + begin, n), d, shingles + begin);
  }
  if (count % lanes == 0) return;
  if (count > lanes) {
    const size_t begin = count - lanes;
    hn::StoreU(HashRuns(d, words + begin, n), d, shingles + begin);
    return;
  }
  const hn::CappedTag<uint64_t, 1> single;
  for (size_t begin = 0; begin < count; ++begin) {
    hn::StoreU(HashRuns(single, words + begin, n), single, shingles + begin);
  }
}

void HashShinglesImpl(const uint64_t* words, size_t count, size_t n, uint64_t* shingles) {
  if (n == 5) return HashAllRuns(words, count, 5, shingles);
  HashAllRuns(words, count, n, shingles);
}

// Two sums, so that no addition waits for the one before.
uint64_t SumShinglesImpl(const uint64_t* shingles, size_t count) {
  const hn::ScalableTag<uint64_t> d;
  const size_t lanes = hn::Lanes(d);
  auto even = hn::Zero(d);
  auto odd = hn::Zero(d);
  size_t i = 0;
  for (; i + 2 * lanes <= count; i += 2 * lanes) {
    even = even + hn::LoadU(d, shingles + i);
    odd = odd + hn::LoadU(d, shingles + i + lanes);
  }
  uint64_t sum = hn::GetLane(hn::SumOfLanes(d, even + odd));
  for (; i < count; ++i) sum += shingles[i];
  return sum;
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(HashShinglesImpl);
HWY_EXPORT(SumShinglesImpl);

void HashShingles(const uint64_t* words, size_t count, size_t n, uint64_t* shingles) {
  HWY_DYNAMIC_DISPATCH(HashShinglesImpl)(words, count, n, shingles);
}

uint64_t SumShingles(const uint64_t* shingles, size_t count) {
  return HWY_DYNAMIC_DISPATCH(SumShinglesImpl)(shingles, count);
}

}  // namespace twicetold
#endif  // HWY_ONCE
