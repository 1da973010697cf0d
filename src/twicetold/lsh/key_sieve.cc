#include "twicetold/lsh/key_sieve.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/lsh/partition_kernel.h"
#include "twicetold/lsh/sieve_kernel.h"

namespace twicetold {
namespace {

constexpr int kLeastSlotBits = 6;
constexpr int kMostSlotBits = 30;         // 32 bits are all that some keys have
constexpr int kMostSlotBitsOfSieve = 18;  // of records: bitmaps of 64 KiB together

// Slots for `count` numbers, eight to sixteen each: of those alone about one in twelve meets
// another. Half as many where the bitmap is larger than some caches.
int SlotBits(size_t count) {
  constexpr size_t kMany = size_t{1} << 21;
  const int width = static_cast<int>(std::bit_width(count));
  return std::clamp(width + (count <= kMany ? 3 : 2), kLeastSlotBits, kMostSlotBits);
}

}  // namespace

KeySieve::KeySieve() : slots_(SlotWords(kMostSlotBitsOfSieve)) {}

template <typename Key>
void KeySieve::Group(std::span<uint64_t> records, std::span<const Key> keys) {
  constexpr uint64_t kItem = 0xffffffffU;
  numbers_.Clear(records.size());
  sizes_.clear();
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
      const uint64_t number = numbers_.Number(whole[i]);
      if (number == sizes_.size()) sizes_.push_back(0);
      ++sizes_[number];
      block[i] = number << 32 | (block[i] & kItem);
    }
  }
  nexts_.resize(sizes_.size());
  uint64_t end = buckets_.members.size();
  for (size_t number = 0; number < sizes_.size(); ++number) {
    nexts_[number] = end;
    if (sizes_[number] < 2) continue;  // alone
    end += sizes_[number];
    buckets_.ends.push_back(end);
  }
  buckets_.members.resize(end);
  for (const uint64_t record : records) {
    const uint64_t number = record >> 32;
    if (sizes_[number] >= 2) buckets_.members[nexts_[number]++] = static_cast<uint32_t>(record);
  }
}

template <typename Key>
void KeySieve::JoinParts(std::span<const uint64_t> records, std::span<const Key> keys) {
  const int bits = PartitionBits(records.size());
  counts_.assign(size_t{1} << bits, 0);
  for (const uint64_t record : records) ++counts_[PartitionOf(record, bits)];
  uint32_t place = 0;
  for (uint32_t& count : counts_) place += std::exchange(count, place);
  parted_.resize(records.size());
  for (const uint64_t record : records) parted_[counts_[PartitionOf(record, bits)]++] = record;
  size_t begin = 0;
  for (const uint32_t end : counts_) {
    const std::span<uint64_t> part = std::span(parted_).subspan(begin, end - begin);
    const int slot_bits = std::min(SlotBits(part.size()), kMostSlotBitsOfSieve);
    const size_t left = SiftRecords(part.data(), part.size(), bits, slot_bits, slots_.data());
    if (left >= 2) Group(part.first(left), keys);
    begin = end;
  }
}

template <typename Key>
void KeySieve::Join(std::span<const Key> keys, std::span<uint64_t> records) {
  constexpr size_t kSlotsOfWord = 64;
  constexpr int kBits = 8 * sizeof(Key);
  const int bits = SlotBits(keys.size());
  taken_.assign((size_t{1} << bits) / kSlotsOfWord, 0);
  const size_t seen = FindSeen(keys, bits, taken_.data(), records.data());
  const int bits_of_seen = SlotBits(2 * seen);
  taken_.assign((size_t{1} << bits_of_seen) / kSlotsOfWord, 0);
  const size_t left = KeepSeen(keys, records.first(seen), std::min(bits, kBits - bits_of_seen),
                               bits_of_seen, taken_.data(), records.data());
  JoinParts(records.first(left), keys);
}

void KeySieve::JoinPartition(std::span<uint64_t> records, std::span<const uint64_t> keys) {
  const int bits = std::min(SlotBits(records.size()), kMostSlotBitsOfSieve);
  size_t left = SiftRecords(records.data(), records.size(), 0, bits, slots_.data());
  // There are more than a hundred slots a record now.
  left = SiftRecords(records.data(), left, std::min(bits, 32 - bits), bits, slots_.data());
  if (left >= 2) Group(records.first(left), keys);
}

template void KeySieve::Join(std::span<const uint32_t> keys, std::span<uint64_t> records);
template void KeySieve::Join(std::span<const uint64_t> keys, std::span<uint64_t> records);

}  // namespace twicetold
