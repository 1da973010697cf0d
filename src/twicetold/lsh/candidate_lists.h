#ifndef TWICETOLD_LSH_CANDIDATE_LISTS_H_
#define TWICETOLD_LSH_CANDIDATE_LISTS_H_

// The buckets of all bands, turned round: for each item the earlier ones it is to be compared with.
//
// A list of all candidates may be as long as the square of a bucket for every bucket, and tells a
// pair once for each band it agrees in. What the buckets themselves take is linear: up to 20 bytes
// for each item and band. So they are kept, and the candidates of one item are made when it is its
// turn: those before it in its buckets, each once, at most bands * bucket_limit of them.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/lsh/bucket.h"
#include "twicetold/lsh/key_join.h"

namespace twicetold {

class CandidateLists {
 public:
  // `bands`: the buckets of each band, of items below `count`.
  CandidateLists(std::vector<Buckets> bands, size_t count, const BucketOptions& options);
  CandidateLists(const CandidateLists&) = delete;
  CandidateLists& operator=(const CandidateLists&) = delete;

  // The items that others come before in a bucket, rising.
  const std::vector<uint32_t>& items() const { return items_; }

  // Writes to `earlier` the items that the one at `place` in items() is to be compared with: those
  // before it in its buckets, or of a hot bucket the first and the last few of them. Rising, each
  // once, at least one. Thread-safe.
  void EarlierThan(size_t place, std::vector<uint32_t>& earlier) const;

  // The same in parts, for who would rather go bucket by bucket. Together they tell what
  // EarlierThan() tells for all items, each pair once. Thread-safe.
  //
  // Of a bucket that is not hot, for its member with `before` others before it, at least one: those
  // of them that are in no earlier such bucket with it. Rising, may be none.
  void EarlierInBucket(std::span<const uint32_t> bucket, size_t before,
                       std::vector<uint32_t>& earlier) const;
  // Of all hot buckets, for the item at `place`: those that no other bucket tells.
  void EarlierInHotBuckets(size_t place, std::vector<uint32_t>& earlier) const;
  bool IsHot(std::span<const uint32_t> bucket) const { return IsHot(bucket.size()); }

  // Calls visit(bucket) for every bucket of every band.
  template <typename Visit>
  void ForEachBucket(Visit visit) const {
    for (const Buckets& band : bands_) {
      for (size_t bucket = 0; bucket < band.size(); ++bucket) visit(band[bucket]);
    }
  }

  uint64_t hot_buckets() const { return hot_buckets_; }
  uint64_t largest_bucket() const { return largest_bucket_; }  // 0 when there is none

 private:
  // A bucket that an item is in, and not the first.
  struct Membership {
    const uint32_t* members;  // the bucket's, in bands_
    uint32_t size;            // of the bucket
    uint32_t before;          // members before the item
  };

  std::span<const Membership> MembershipsOf(size_t place) const {
    const uint64_t begin = place == 0 ? 0 : ends_[place - 1];
    return std::span(memberships_).subspan(begin, ends_[place] - begin);
  }
  bool IsHot(size_t size) const { return size > options_.bucket_limit; }
  // Adds the items that the one of the membership is to be compared with in its bucket to those
  // there, which rise: rising, each once.
  void AddPartners(const Membership& in, std::vector<uint32_t>& earlier) const;
  // Takes out the items that a bucket of `shared` that is not hot has before its item.
  void Without(std::span<const Membership> shared, std::vector<uint32_t>& earlier) const;

  std::vector<Buckets> bands_;
  BucketOptions options_;
  std::vector<uint32_t> items_;
  std::vector<uint64_t> ends_;  // of each item's part of `memberships_`
  std::vector<Membership> memberships_;
  uint64_t hot_buckets_ = 0;
  uint64_t largest_bucket_ = 0;
};

}  // namespace twicetold

#endif  // TWICETOLD_LSH_CANDIDATE_LISTS_H_
