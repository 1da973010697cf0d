// Nothing here is work for wide vectors but the stores: targets differ in how shifts are done and
// in how wide a store past the caches is. Whole lines that go past the caches are not read first,
// which saves a third of the traffic.

#include "twicetold/lsh/partition_kernel.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/lsh/partition_kernel.cc"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

void CountPartitionsImpl(const uint64_t* keys, size_t count, int bits, uint32_t* counts,
                         uint32_t* spare) {
  // Two tables, since neighbours often meet when partitions are few.
  std::fill_n(spare, size_t{1} << bits, 0U);
  size_t i = 0;
  for (; i + 2 <= count; i += 2) {
    ++counts[PartitionOf(keys[i], bits)];
    ++spare[PartitionOf(keys[i + 1], bits)];
  }
  for (; i < count; ++i) ++counts[PartitionOf(keys[i], bits)];
  for (size_t p = 0; p < size_t{1} << bits; ++p) counts[p] += spare[p];
}

// A full line of partition `p`, of which the last place is `last`.
HWY_INLINE void WriteLine(const ScatterTarget& target, size_t p, uint32_t last) {
  const hn::CappedTag<uint64_t, kRecordsInLine> d;
  const uint64_t* const line = target.lines + p * kRecordsInLine;
  const uint32_t first = last + 1 - kRecordsInLine;
  const uint32_t begin = target.begins[p];
  if (HWY_UNLIKELY(first < begin)) {  // what stands before is another's
    std::copy(line + (begin - first), line + kRecordsInLine, target.records + begin);
    return;
  }
  for (size_t lane = 0; lane < kRecordsInLine; lane += hn::Lanes(d)) {
    hn::Stream(hn::Load(d, line + lane), d, target.records + first + lane);
  }
}

HWY_INLINE uint64_t RecordOf(uint64_t key, int bits, uint32_t item) {
  return ((key << bits) & ~uint64_t{0xffffffffU}) | item;
}

void ScatterRecordsImpl(const uint64_t* keys, uint32_t first_item, size_t count, int bits,
                        const ScatterTarget& target) {
  constexpr uint32_t kInLine = kRecordsInLine - 1;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t key = keys[i];
    const size_t p = PartitionOf(key, bits);
    const uint32_t place = target.places[p]++;
    target.lines[p * kRecordsInLine + (place & kInLine)] =
        RecordOf(key, bits, first_item + static_cast<uint32_t>(i));
    if ((place & kInLine) == kInLine) WriteLine(target, p, place);
  }
  for (size_t p = 0; p < size_t{1} << bits; ++p) {  // lines begun
    const uint32_t end = target.places[p];
    const uint32_t line_begin = end & ~kInLine;
    for (uint32_t place = std::max(line_begin, target.begins[p]); place < end; ++place) {
      target.records[place] = target.lines[p * kRecordsInLine + (place & kInLine)];
    }
  }
  hwy::FlushStream();
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(CountPartitionsImpl);
HWY_EXPORT(ScatterRecordsImpl);

void CountPartitions(const uint64_t* keys, size_t count, int bits, uint32_t* counts,
                     uint32_t* spare) {
  HWY_DYNAMIC_DISPATCH(CountPartitionsImpl)(keys, count, bits, counts, spare);
}

void ScatterRecords(const uint64_t* keys, uint32_t first_item, size_t count, int bits,
                    const ScatterTarget& target) {
  HWY_DYNAMIC_DISPATCH(ScatterRecordsImpl)(keys, first_item, count, bits, target);
}

}  // namespace twicetold
#endif  // HWY_ONCE
