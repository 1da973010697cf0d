// The join of keys by bitmaps, and by partition where there are very many.
//
// Most keys are alone, and most of the work is to find that out:
//
// 1. Of up to a million keys, those whose slot in a bitmap over their first bits was taken before
//    are found in one pass, and in a second one those that share a slot over other bits with one
//    that was found. Both bitmaps stay in the second cache, the second one mostly in the first. One
//    key in ten is left, in records of 8 bytes (32 bits of key, 32 of item).
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
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/base/parallel.h"
#include "twicetold/lsh/key_sieve.h"
#include "twicetold/lsh/partition_kernel.h"

namespace twicetold {
namespace {

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

// What one thread works in.
struct Desk {
  std::vector<uint32_t> counts;  // records of this thread's stretch in each partition; then places
  std::vector<uint32_t> begins;  // also what CountPartitions overwrites
  Lines lines;
  KeySieve sieve;
};

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
      desks[t].sieve.JoinPartition(std::span(records.data() + begin, partition_ends[p] - begin),
                                   keys);
    }
  });
  Buckets buckets = desks[0].sieve.Take();
  for (size_t t = 1; t < threads; ++t) {
    const Buckets more = desks[t].sieve.Take();
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
  KeySieve& sieve = memory_->desks.front().sieve;
  sieve.Join(keys, std::span(memory_->records.data(), keys.size()));
  return sieve.Take();
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
