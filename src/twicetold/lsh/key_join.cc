// The join of keys by bitmaps, and by partition where there are very many.
//
// Most keys are alone, and most of the work is to find that out:
//
// 1. Of up to a million keys, those whose slot in a bitmap over their first bits was taken before
// are
//    found in one pass, and in a second one those that share a slot over other bits with one that
//    was found. Both bitmaps stay in the second cache, the second one mostly in the first. One key
//    in ten is left, in records of 8 bytes (32 bits of key, 32 of item).
//    More keys are first put into partitions by their first bits, so small that what follows stays
//    in the nearest caches. Their records are gathered into whole cache lines on the way (Satish et
//    al., "Fast sort on CPUs and GPUs", SIGMOD 2010; Balkesen et al., "Main-memory hash joins on
//    multi-core CPUs", ICDE 2013). In each partition two bitmaps tell which slots have been seen
//    once, and which again.
// 2. What is left is sifted once more by other bits, in parts that stay in the nearest caches.
// 3. The few that are left are grouped by their whole key in a small table, in the order in which
//    they come. No sort anywhere, so time is linear however large a bucket is.
//
// The first way alone would be no good for more: its bitmap and whole keys would have to be fetched
// from memory. The second costs more for fewer: 15 cycles a key against 9, of which half are
// partitioning. Short keys, whose records hold all of them, all go the first way.
//
// Threads share a join by partition: each counts and scatters a stretch of the items to places
// reckoned from all counts, so that records lie as one thread would have laid them; then partitions
// are shared out. A join without partitions is one thread's.

#include "twicetold/lsh/key_join.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/base/parallel.h"
#include "twicetold/lsh/partition_kernel.h"
#include "twicetold/lsh/sieve_kernel.h"

namespace twicetold {
namespace {

constexpr size_t kRecordsInPartition = 8192;
constexpr int kMostPartitionBits = 12;
constexpr int kLeastSlotBits = 6;
constexpr int kMostSlotBits = 30;         // 32 bits are all that some keys have
constexpr int kMostSlotBitsOfSieve = 18;  // of records: bitmaps of 64 KiB together

int PartitionBits(size_t count) {
  return std::min(static_cast<int>(std::bit_width(count / kRecordsInPartition)),
                  kMostPartitionBits);
}

// Words that begin at a whole cache line; what they hold at first is not said.
class Lines {
 public:
  void Reserve(size_t words) {
    if (words <= size_) return;
    storage_ = std::make_unique_for_overwrite<uint64_t[]>(words + kRecordsInLine);
    size_ = words;
    const auto address = reinterpret_cast<uintptr_t>(storage_.get()) / sizeof(uint64_t);
    first_ = storage_.get() + (kRecordsInLine - address % kRecordsInLine) % kRecordsInLine;
  }
  uint64_t* data() { return first_; }

 private:
  std::unique_ptr<uint64_t[]> storage_;
  uint64_t* first_ = nullptr;
  size_t size_ = 0;
};

// Numbers keys in the order in which they are first seen.
class KeyNumbers {
 public:
  // Forgets all. `keys`: at most so many will come; they may be many times fewer.
  void Clear(size_t keys) {
    slots_.assign(std::bit_ceil(2 * std::min(keys, kKeysAtFirst)), Slot{0, kFree});
    count_ = 0;
  }

  uint32_t Number(uint64_t key) {
    if (2 * size_t{count_} >= slots_.size()) Grow();
    Slot& slot = Find(key);
    if (slot.number == kFree) slot = {key, count_++};
    return slot.number;
  }

 private:
  struct Slot {
    uint64_t key;
    uint32_t number;
  };
  static constexpr uint32_t kFree = std::numeric_limits<uint32_t>::max();
  static constexpr size_t kKeysAtFirst = 2048;

  // The key's slot, or the free one it would take. Keys of a partition begin alike, and may end
  // alike: multiplied, all their bits have a say (Knuth, section 6.4).
  Slot& Find(uint64_t key) {
    const size_t mask = slots_.size() - 1;
    size_t at = (key * 0x9e3779b97f4a7c15U) >> 32 & mask;
    while (slots_[at].number != kFree && slots_[at].key != key) at = (at + 1) & mask;
    return slots_[at];
  }

  void Grow() {
    std::vector<Slot> old(2 * slots_.size(), Slot{0, kFree});
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number != kFree) Find(slot.key) = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of two of them
  uint32_t count_ = 0;
};

// Slots for `count` numbers, eight to sixteen each: of those alone about one in twelve meets
// another. Half as many where the bitmap is larger than some caches.
int SlotBits(size_t count) {
  constexpr size_t kMany = size_t{1} << 21;
  const int width = static_cast<int>(std::bit_width(count));
  return std::clamp(width + (count <= kMany ? 3 : 2), kLeastSlotBits, kMostSlotBits);
}

// What one thread works in.
struct Desk {
  std::vector<uint32_t> counts;  // records of this thread's stretch in each partition; then places
  std::vector<uint32_t> begins;  // also what CountPartitions overwrites
  Lines lines;
  std::vector<uint64_t> taken;
  std::vector<uint64_t> parted;
  std::vector<uint64_t> slots = std::vector<uint64_t>(SlotWords(kMostSlotBitsOfSieve));
  KeyNumbers numbers;
  std::vector<uint32_t> sizes;
  std::vector<uint64_t> nexts;  // where the next member of each number goes
  Buckets buckets;

  // Adds the buckets among all `keys`. `records`: room for as many.
  template <typename Key>
  void JoinUndivided(std::span<const Key> keys, std::span<uint64_t> records);
  // Adds the buckets among the records of a partition, which are overwritten.
  void JoinPartition(std::span<uint64_t> records, std::span<const uint64_t> keys);
  template <typename Key>
  void Group(std::span<uint64_t> records, std::span<const Key> keys);
  // Adds the buckets among records of any number, part by part.
  template <typename Key>
  void JoinParts(std::span<const uint64_t> records, std::span<const Key> keys);
};

template <typename Key>
void Desk::Group(std::span<uint64_t> records, std::span<const Key> keys) {
  constexpr uint64_t kItem = 0xffffffffU;
  numbers.Clear(records.size());
  sizes.clear();
  // Whole keys lie all over memory: those of a block are fetched side by side, before any is looked
  // at. Records hold all of short ones.
  std::array<uint64_t, 64> whole;
  for (size_t begin = 0; begin < records.size(); begin += whole.size()) {
    const std::span<uint64_t> block =
        records.subspan(begin, std::min(whole.size(), records.size() - begin));
    for (size_t i = 0; i < block.size(); ++i) {
      whole[i] = sizeof(Key) == sizeof(uint32_t) ? block[i] >> 32 : keys[block[i] & kItem];
    }
    for (size_t i = 0; i < block.size(); ++i) {
      const uint64_t number = numbers.Number(whole[i]);
      if (number == sizes.size()) sizes.push_back(0);
      ++sizes[number];
      block[i] = number << 32 | (block[i] & kItem);
    }
  }
  nexts.resize(sizes.size());
  uint64_t end = buckets.members.size();
  for (size_t number = 0; number < sizes.size(); ++number) {
    nexts[number] = end;
    if (sizes[number] < 2) continue;  // alone
    end += sizes[number];
    buckets.ends.push_back(end);
  }
  buckets.members.resize(end);
  for (const uint64_t record : records) {
    const uint64_t number = record >> 32;
    if (sizes[number] >= 2) buckets.members[nexts[number]++] = static_cast<uint32_t>(record);
  }
}

template <typename Key>
void Desk::JoinParts(std::span<const uint64_t> records, std::span<const Key> keys) {
  const int bits = PartitionBits(records.size());
  counts.assign(size_t{1} << bits, 0);
  for (const uint64_t record : records) ++counts[PartitionOf(record, bits)];
  uint32_t place = 0;
  for (uint32_t& count : counts) place += std::exchange(count, place);
  parted.resize(records.size());
  for (const uint64_t record : records) parted[counts[PartitionOf(record, bits)]++] = record;
  size_t begin = 0;
  for (const uint32_t end : counts) {
    const std::span<uint64_t> part = std::span(parted).subspan(begin, end - begin);
    const int slot_bits = std::min(SlotBits(part.size()), kMostSlotBitsOfSieve);
    const size_t left = SiftRecords(part.data(), part.size(), bits, slot_bits, slots.data());
    if (left >= 2) Group(part.first(left), keys);
    begin = end;
  }
}

template <typename Key>
void Desk::JoinUndivided(std::span<const Key> keys, std::span<uint64_t> records) {
  constexpr size_t kSlotsOfWord = 64;
  constexpr int kBits = 8 * sizeof(Key);
  const int bits = SlotBits(keys.size());
  taken.assign((size_t{1} << bits) / kSlotsOfWord, 0);
  const size_t seen = FindSeen(keys, bits, taken.data(), records.data());
  const int bits_of_seen = SlotBits(2 * seen);
  taken.assign((size_t{1} << bits_of_seen) / kSlotsOfWord, 0);
  const size_t left = KeepSeen(keys, records.first(seen), std::min(bits, kBits - bits_of_seen),
                               bits_of_seen, taken.data(), records.data());
  JoinParts(records.first(left), keys);
}

void Desk::JoinPartition(std::span<uint64_t> records, std::span<const uint64_t> keys) {
  const int bits = std::min(SlotBits(records.size()), kMostSlotBitsOfSieve);
  size_t left = SiftRecords(records.data(), records.size(), 0, bits, slots.data());
  // There are more than a hundred slots a record now.
  left = SiftRecords(records.data(), left, std::min(bits, 32 - bits), bits, slots.data());
  if (left >= 2) Group(records.first(left), keys);
}

}  // namespace

struct KeyJoin::Memory {
  Lines records;
  std::vector<uint32_t> partition_ends;
  std::vector<Desk> desks;

  void Partition(std::span<const uint64_t> keys, int bits, size_t stretches);
  Buckets JoinPartitions(std::span<const uint64_t> keys, size_t threads);
};

void KeyJoin::Memory::Partition(std::span<const uint64_t> keys, int bits, size_t stretches) {
  const size_t partitions = size_t{1} << bits;
  const size_t length = (keys.size() + stretches - 1) / stretches;
  const auto stretch = [&](size_t s) {
    const size_t begin = std::min(keys.size(), s * length);
    return keys.subspan(begin, std::min(length, keys.size() - begin));
  };
  ParallelFor(stretches, static_cast<int>(stretches), [&](size_t s) {
    desks[s].counts.assign(partitions, 0);
    desks[s].begins.resize(partitions);
    CountPartitions(stretch(s).data(), stretch(s).size(), bits, desks[s].counts.data(),
                    desks[s].begins.data());
  });
  uint32_t place = 0;
  partition_ends.resize(partitions);
  for (size_t p = 0; p < partitions; ++p) {
    for (size_t s = 0; s < stretches; ++s) {
      desks[s].begins[p] = place;
      place += std::exchange(desks[s].counts[p], place);
    }
    partition_ends[p] = place;
  }
  records.Reserve(keys.size());
  ParallelFor(stretches, static_cast<int>(stretches), [&](size_t s) {
    Desk& desk = desks[s];
    desk.lines.Reserve(partitions * kRecordsInLine);
    ScatterRecords(stretch(s).data(), static_cast<uint32_t>(s * length), stretch(s).size(), bits,
                   {desk.counts.data(), desk.begins.data(), desk.lines.data(), records.data()});
  });
}

Buckets KeyJoin::Memory::JoinPartitions(std::span<const uint64_t> keys, size_t threads) {
  const size_t partitions = partition_ends.size();
  // Each thread takes neighbours, so that their buckets, laid end to end, are in the order of
  // partitions.
  ParallelFor(threads, static_cast<int>(threads), [&](size_t t) {
    for (size_t p = t * partitions / threads; p < (t + 1) * partitions / threads; ++p) {
      const size_t begin = p == 0 ? 0 : partition_ends[p - 1];
      desks[t].JoinPartition(std::span(records.data() + begin, partition_ends[p] - begin), keys);
    }
  });
  Buckets buckets = std::exchange(desks[0].buckets, {});
  for (size_t t = 1; t < threads; ++t) {
    const Buckets more = std::exchange(desks[t].buckets, {});
    const uint64_t before = buckets.members.size();
    buckets.members.insert(buckets.members.end(), more.members.begin(), more.members.end());
    for (const uint64_t end : more.ends) buckets.ends.push_back(before + end);
  }
  return buckets;
}

KeyJoin::KeyJoin(size_t most_undivided)
    : most_undivided_(most_undivided), memory_(std::make_unique<Memory>()) {}
KeyJoin::~KeyJoin() = default;
KeyJoin::KeyJoin(KeyJoin&&) noexcept = default;
KeyJoin& KeyJoin::operator=(KeyJoin&&) noexcept = default;

template <typename Key>
Buckets KeyJoin::JoinUndivided(std::span<const Key> keys) {
  assert(keys.size() <= std::numeric_limits<uint32_t>::max());
  if (memory_->desks.empty()) memory_->desks.resize(1);
  memory_->records.Reserve(keys.size());
  Desk& desk = memory_->desks.front();
  desk.JoinUndivided(keys, std::span(memory_->records.data(), keys.size()));
  return std::exchange(desk.buckets, {});
}

Buckets KeyJoin::Join(std::span<const uint32_t> keys) { return JoinUndivided(keys); }

Buckets KeyJoin::Join(std::span<const uint64_t> keys, int threads) {
  if (keys.size() <= most_undivided_) return JoinUndivided(keys);
  assert(keys.size() <= std::numeric_limits<uint32_t>::max());
  const auto sharing = static_cast<size_t>(std::max(threads, 1));
  if (memory_->desks.size() < sharing) memory_->desks.resize(sharing);
  memory_->Partition(keys, PartitionBits(keys.size()), sharing);
  return memory_->JoinPartitions(keys, sharing);
}

namespace {

// Joins the first of the bands, each on one of as many threads as there are joins.
template <typename Key>
void JoinFirstBands(const Key* keys, size_t count, size_t stride, std::span<KeyJoin> joins,
                    std::span<Buckets> buckets) {
  ParallelFor(joins.size(), static_cast<int>(joins.size()), [&](size_t worker) {
    for (size_t band = worker; band < buckets.size(); band += joins.size()) {
      buckets[band] = joins[worker].Join(std::span(keys + band * stride, count));
    }
  });
}

// One for each thread that has a band of its own.
std::vector<KeyJoin> JoinsFor(size_t bands, int threads, size_t most_undivided) {
  std::vector<KeyJoin> joins;
  const size_t count = std::min(static_cast<size_t>(std::max(threads, 1)), bands);
  while (joins.size() < count) joins.emplace_back(most_undivided);
  return joins;
}

}  // namespace

std::vector<Buckets> JoinBands(const uint64_t* keys, size_t count, size_t stride, size_t bands,
                               int threads, size_t most_undivided) {
  std::vector<Buckets> buckets(bands);
  std::vector<KeyJoin> joins = JoinsFor(bands, threads, most_undivided);
  // As many bands as share out evenly go a thread each; all threads share each of the others, where
  // that can be.
  const size_t others = count <= most_undivided || bands == 0 ? 0 : bands % joins.size();
  JoinFirstBands(keys, count, stride, joins, std::span(buckets).first(bands - others));
  for (size_t band = bands - others; band < bands; ++band) {
    buckets[band] = joins[0].Join(std::span(keys + band * stride, count), threads);
  }
  return buckets;
}

std::vector<Buckets> JoinBands(const uint32_t* keys, size_t count, size_t stride, size_t bands,
                               int threads) {
  std::vector<Buckets> buckets(bands);
  std::vector<KeyJoin> joins = JoinsFor(bands, threads, kMostUndivided);
  JoinFirstBands(keys, count, stride, joins, buckets);
  return buckets;
}

}  // namespace twicetold
