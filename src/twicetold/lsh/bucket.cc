// The bucket join by partition and bitmaps.
//
// Most signatures share a band with no other, and most of the work is to find that out. One band at
// a time:
//
// 1. Every signature gets a 64-bit key of its digests in the band.
// 2. Records of 8 bytes (32 bits of key, 32 of index) are put into partitions by the key's first
//    bits, so small that what follows stays in the nearest cache.
// 3. In each partition two bitmaps over some bits of the key tell which have been seen once, and
//    which again. A record whose bit was seen once is alone, and dropped.
// 4. The few that are left are sorted by key and index; those with one key are compared digest by
//    digest, so that a bucket is exactly the signatures that agree in the band, its members by
//    rising index. No hash has a say in the result: it equals that of sorting whole bands
//    (tests/reference/bucket_reference.h).
//
// Memory: 8 bytes a signature for each of six bands (keys) and for each thread (records), beside
// the candidates. Pairs found in several bands are many when texts are alike; the list is made
// unique each time it has doubled, which bounds it by twice the true candidates plus the bands in
// flight.

#include "twicetold/lsh/bucket.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/base/parallel.h"

namespace twicetold {
namespace {

constexpr size_t kBandsAtOnce = 6;

// The digests of one band of every signature.
class BandView {
 public:
  BandView(std::span<const uint16_t> signatures, size_t signature_size, size_t first_row,
           size_t rows)
      : signatures_(signatures),
        signature_size_(signature_size),
        first_row_(first_row),
        rows_(rows) {}

  std::span<const uint16_t> Digests(uint32_t item) const {
    return signatures_.subspan(item * signature_size_ + first_row_, rows_);
  }

  // Equal for equal digests; a hash of them, eight bytes at a time, the last eight overlapping.
  uint64_t Key(uint32_t item) const {
    const uint16_t* const digests = signatures_.data() + item * signature_size_ + first_row_;
    const auto four = [digests](size_t row) {
      uint64_t value;
      std::memcpy(&value, digests + row, sizeof(value));
      return value;
    };
    uint64_t key = 0;
    if (rows_ < 4) {
      for (size_t row = 0; row < rows_; ++row) key = key << 16 | digests[row];
      return Mix64(key);
    }
    for (size_t row = 0; row + 4 < rows_; row += 4) key = Mix64(key + four(row));
    return Mix64(key + four(rows_ - 4));
  }

  // By digests, then by item: a total order.
  bool Less(uint32_t a, uint32_t b) const {
    const std::span<const uint16_t> of_a = Digests(a);
    const std::span<const uint16_t> of_b = Digests(b);
    const auto [in_a, in_b] = std::mismatch(of_a.begin(), of_a.end(), of_b.begin());
    return in_a != of_a.end() ? *in_a < *in_b : a < b;
  }

  bool Equal(uint32_t a, uint32_t b) const {
    const std::span<const uint16_t> of_a = Digests(a);
    return std::equal(of_a.begin(), of_a.end(), Digests(b).begin());
  }

 private:
  std::span<const uint16_t> signatures_;
  size_t signature_size_;
  size_t first_row_;
  size_t rows_;
};

// What became of one or more bands.
struct Gathered {
  std::vector<Candidate> candidates;
  uint64_t hot_buckets = 0;
  uint64_t largest_bucket = 0;

  // `bucket`: the members of one bucket, by rising index.
  void AddBucket(std::span<const uint32_t> bucket, const BucketOptions& options) {
    largest_bucket = std::max<uint64_t>(largest_bucket, bucket.size());
    const bool hot = bucket.size() > options.bucket_limit;
    if (hot) ++hot_buckets;
    const size_t firsts = hot ? options.hot_representatives : bucket.size();
    for (size_t later = 1; later < bucket.size(); ++later) {
      for (size_t first = 0; first < std::min(firsts, later); ++first) {
        candidates.push_back({bucket[first], bucket[later]});
      }
    }
  }
};

// Records of a band in partitions. A record is 32 bits of key that the partition's number does not
// hold, above the item's index.
class Partitions {
 public:
  void Fill(std::span<const uint64_t> keys) {
    // About 8,192 records each: with their bitmaps they stay in the nearest cache.
    constexpr size_t kRecordsInPartition = 8192;
    constexpr int kMostBits = 14;
    const int bits =
        std::min(static_cast<int>(std::bit_width(keys.size() / kRecordsInPartition)), kMostBits);
    const auto partition = [bits](uint64_t key) { return bits == 0 ? 0 : key >> (64 - bits); };
    records_.resize(keys.size());
    ends_.assign((size_t{1} << bits) + 1, 0);
    for (const uint64_t key : keys) ++ends_[partition(key) + 1];
    for (size_t p = 1; p < ends_.size(); ++p) ends_[p] += ends_[p - 1];
    for (size_t item = 0; item < keys.size(); ++item) {
      const uint64_t rest = (keys[item] << bits) & ~uint64_t{0xffffffffU};
      records_[ends_[partition(keys[item])]++] = rest | item;
    }
    ends_.pop_back();  // each has moved on to its partition's end
  }

  size_t size() const { return ends_.size(); }
  std::span<const uint64_t> operator[](size_t p) const {
    const size_t begin = p == 0 ? 0 : ends_[p - 1];
    return std::span(records_).subspan(begin, ends_[p] - begin);
  }

 private:
  std::vector<uint64_t> records_;
  std::vector<size_t> ends_;
};

// Finds the records of a partition that may not be alone.
class Sieve {
 public:
  // Their keys' first 32 bits equal another's, or (some) only nearly so. Valid until the next call.
  std::span<uint64_t> Sift(std::span<const uint64_t> records) {
    // Eight bits a record: of records that are alone one in eight is left, for the sort to find
    // out.
    const int bits = std::clamp(static_cast<int>(std::bit_width(records.size())) + 3, 6, 32);
    const int shift = 64 - bits;
    once_.assign(size_t{1} << (bits - 6), 0);
    again_.assign(size_t{1} << (bits - 6), 0);
    for (const uint64_t record : records) {
      const uint64_t place = record >> shift;
      const uint64_t bit = uint64_t{1} << (place % 64);
      again_[place / 64] |= once_[place / 64] & bit;
      once_[place / 64] |= bit;
    }
    left_.resize(records.size());
    size_t count = 0;
    for (const uint64_t record : records) {
      const uint64_t place = record >> shift;
      left_[count] = record;
      count += again_[place / 64] >> (place % 64) & 1;
    }
    return std::span(left_).first(count);
  }

 private:
  std::vector<uint64_t> once_;
  std::vector<uint64_t> again_;
  std::vector<uint64_t> left_;
};

// The buckets among `items`, which have one key and rise.
void AddItemsOfOneKey(const BandView& band, std::vector<uint32_t>& items,
                      const BucketOptions& options, Gathered& gathered) {
  const auto same = [&](uint32_t item) { return band.Equal(items.front(), item); };
  if (!std::all_of(items.begin() + 1, items.end(), same)) {  // two bands of one hash
    std::sort(items.begin(), items.end(), [&](uint32_t a, uint32_t b) { return band.Less(a, b); });
  }
  for (auto begin = items.begin(); begin != items.end();) {
    const auto end =
        std::find_if(begin, items.end(), [&](uint32_t item) { return !band.Equal(*begin, item); });
    gathered.AddBucket(std::span<const uint32_t>(begin, end), options);
    begin = end;
  }
}

// What a thread works in, band after band.
struct Workspace {
  Partitions partitions;
  Sieve sieve;
  std::vector<uint32_t> items;
};

Gathered JoinBand(const BandView& band, std::span<const uint64_t> keys,
                  const BucketOptions& options, Workspace& work) {
  work.partitions.Fill(keys);
  Gathered gathered;
  for (size_t p = 0; p < work.partitions.size(); ++p) {
    const std::span<uint64_t> left = work.sieve.Sift(work.partitions[p]);
    std::sort(left.begin(), left.end());  // by key, then by index
    for (size_t begin = 0; begin < left.size();) {
      work.items.clear();
      size_t end = begin;
      for (; end < left.size() && left[end] >> 32 == left[begin] >> 32; ++end) {
        work.items.push_back(static_cast<uint32_t>(left[end]));
      }
      if (work.items.size() > 1) AddItemsOfOneKey(band, work.items, options, gathered);
      begin = end;
    }
  }
  // A bucket of one is one, too.
  if (!keys.empty()) gathered.largest_bucket = std::max<uint64_t>(gathered.largest_bucket, 1);
  return gathered;
}

// Band by band, the keys of all signatures. Signatures are gone over once for several bands: they
// are large, and no cache holds them all.
void MakeKeys(std::span<const BandView> bands, size_t count, int threads,
              std::vector<std::vector<uint64_t>>& keys) {
  constexpr size_t kItemsAtOnce = 4096;
  for (size_t b = 0; b < bands.size(); ++b) keys[b].resize(count);
  ParallelFor((count + kItemsAtOnce - 1) / kItemsAtOnce, threads, [&](size_t part) {
    const size_t end = std::min(count, (part + 1) * kItemsAtOnce);
    for (size_t item = part * kItemsAtOnce; item < end; ++item) {
      for (size_t b = 0; b < bands.size(); ++b) {
        keys[b][item] = bands[b].Key(static_cast<uint32_t>(item));
      }
    }
  });
}

void MakeUnique(std::vector<Candidate>& candidates) {
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
}

}  // namespace

BucketResult JoinBuckets(std::span<const uint16_t> signatures, size_t signature_size,
                         const BandPlan& plan, const BucketOptions& options, int threads) {
  assert(size_t{plan.bands} * plan.rows <= signature_size);
  const size_t count = signature_size == 0 ? 0 : signatures.size() / signature_size;
  BucketResult result;
  size_t unique = 0;  // candidates left by the last MakeUnique
  const size_t workers = static_cast<size_t>(std::max(threads, 1));
  const size_t at_once = std::max(workers, kBandsAtOnce);
  std::vector<std::vector<uint64_t>> keys(at_once);
  std::vector<Workspace> workspaces(workers);
  for (size_t first = 0; first < plan.bands; first += at_once) {
    std::vector<BandView> bands;
    for (size_t b = first; b < std::min<size_t>(plan.bands, first + at_once); ++b) {
      bands.emplace_back(signatures, signature_size, b * plan.rows, plan.rows);
    }
    MakeKeys(bands, count, threads, keys);
    std::vector<Gathered> gathered(bands.size());
    ParallelFor(workers, threads, [&](size_t worker) {
      for (size_t b = worker; b < bands.size(); b += workers) {
        gathered[b] = JoinBand(bands[b], keys[b], options, workspaces[worker]);
      }
    });
    for (const Gathered& band : gathered) {
      result.candidates.insert(result.candidates.end(), band.candidates.begin(),
                               band.candidates.end());
      result.hot_buckets += band.hot_buckets;
      result.largest_bucket = std::max(result.largest_bucket, band.largest_bucket);
    }
    if (result.candidates.size() > 2 * unique) {
      MakeUnique(result.candidates);
      unique = result.candidates.size();
    }
  }
  MakeUnique(result.candidates);
  return result;
}

uint32_t EqualBands(std::span<const uint16_t> a, std::span<const uint16_t> b,
                    const BandPlan& plan) {
  uint32_t equal = 0;
  for (size_t band = 0; band < plan.bands; ++band) {
    const std::span<const uint16_t> rows_of_a = a.subspan(band * plan.rows, plan.rows);
    const std::span<const uint16_t> rows_of_b = b.subspan(band * plan.rows, plan.rows);
    if (std::equal(rows_of_a.begin(), rows_of_a.end(), rows_of_b.begin())) ++equal;
  }
  return equal;
}

}  // namespace twicetold
