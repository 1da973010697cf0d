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

// The last vector of a text goes on into the words of the next, and what comes of that is
// overwritten by its shingles. Where there is no next one, single runs are hashed.
HWY_INLINE void HashTexts(const uint64_t* words, const size_t* begins, size_t texts, size_t n,
                          uint64_t* shingles, uint64_t* sums) {
  const hn::CappedTag<uint64_t, kShingleLanes> d;
  const hn::CappedTag<uint64_t, 1> single;
  const size_t lanes = hn::Lanes(d);
  const size_t end = begins[texts];
  for (size_t text = 0; text < texts; ++text) {
    const size_t size = begins[text + 1] - begins[text];
    const size_t run = HWY_MIN(n, size);
    const size_t count = size - run + 1;
    const uint64_t* const first = words + begins[text];
    auto sum = hn::Zero(d);
    size_t i = 0;
    if (run == n) {
      for (; i + lanes <= count; i += lanes) {
        const auto hashes = HashRuns(d, first + i, n);
        hn::StoreU(hashes, d, shingles + i);
        sum = sum + hashes;
      }
      if (i < count && begins[text] + i + lanes + n - 1 <= end) {
        const auto hashes = HashRuns(d, first + i, n);
        hn::StoreU(hashes, d, shingles + i);
        sum = sum + hn::IfThenElseZero(hn::FirstN(d, count - i), hashes);
        i = count;
      }
    }
    uint64_t total = hn::GetLane(hn::SumOfLanes(d, sum));
    for (; i < count; ++i) {
      hn::StoreU(HashRuns(single, first + i, run), single, shingles + i);
      total += shingles[i];
    }
    sums[text] = total;
    shingles += count;
  }
}

void HashShinglesOfTextsImpl(const uint64_t* words, const size_t* begins, size_t texts, size_t n,
                             uint64_t* shingles, uint64_t* sums) {
  if (n == 5) return HashTexts(words, begins, texts, 5, shingles, sums);
  HashTexts(words, begins, texts, n, shingles, sums);
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(HashShinglesImpl);
HWY_EXPORT(HashShinglesOfTextsImpl);

void HashShingles(const uint64_t* words, size_t count, size_t n, uint64_t* shingles) {
  HWY_DYNAMIC_DISPATCH(HashShinglesImpl)(words, count, n, shingles);
}

void HashShinglesOfTexts(const uint64_t* words, const size_t* begins, size_t texts, size_t n,
                         uint64_t* shingles, uint64_t* sums) {
  HWY_DYNAMIC_DISPATCH(HashShinglesOfTextsImpl)(words, begins, texts, n, shingles, sums);
}

}  // namespace twicetold
#endif  // HWY_ONCE
