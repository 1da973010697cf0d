#include "tests/reference/bucket_reference.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace twicetold::reference {
namespace {

struct Record {
  uint64_t key;
  uint32_t item;
};

// The digests of one band of every signature.
class BandView {
 public:
  BandView(std::span<const uint16_t> signatures, size_t signature_size, size_t first_row,
           size_t rows)
      : signatures_(signatures),
        signature_size_(signature_size),
        first_row_(first_row),
        rows_(rows) {}

  Record MakeRecord(uint32_t item) const {
    uint64_t key = 0;
    for (const uint16_t digest : Digests(item).first(std::min(rows_, kDigestsInKey))) {
      key = key << 16 | digest;
    }
    return {key, item};
  }

  bool Equal(const Record& a, const Record& b) const {
    if (a.key != b.key) return false;
    const std::span<const uint16_t> rest_of_a = BeyondKey(a.item);
    return std::equal(rest_of_a.begin(), rest_of_a.end(), BeyondKey(b.item).begin());
  }

  // By digests, then by item: a total order.
  bool Less(const Record& a, const Record& b) const {
    if (a.key != b.key) return a.key < b.key;
    const std::span<const uint16_t> rest_of_a = BeyondKey(a.item);
    const std::span<const uint16_t> rest_of_b = BeyondKey(b.item);
    const auto [in_a, in_b] = std::mismatch(rest_of_a.begin(), rest_of_a.end(), rest_of_b.begin());
    return in_a != rest_of_a.end() ? *in_a < *in_b : a.item < b.item;
  }

 private:
  static constexpr size_t kDigestsInKey = 4;

  std::span<const uint16_t> Digests(uint32_t item) const {
    return signatures_.subspan(item * signature_size_ + first_row_, rows_);
  }
  std::span<const uint16_t> BeyondKey(uint32_t item) const {
    return Digests(item).subspan(std::min(rows_, kDigestsInKey));
  }

  std::span<const uint16_t> signatures_;
  size_t signature_size_;
  size_t first_row_;
  size_t rows_;
};

// Gathers the pairs of buckets.
class Gatherer {
 public:
  explicit Gatherer(const BucketOptions& options) : options_(options) {}

  // `bucket`: the members of one bucket, by rising index.
  void AddBucket(std::span<const Record> bucket) {
    result_.largest_bucket = std::max<uint64_t>(result_.largest_bucket, bucket.size());
    const bool hot = bucket.size() > options_.bucket_limit;
    if (hot) ++result_.hot_buckets;
    const size_t some = options_.hot_representatives;
    for (size_t later = 1; later < bucket.size(); ++later) {
      for (size_t earlier = 0; earlier < later; ++earlier) {
        if (hot && earlier >= some && earlier + some < later) continue;
        result_.candidates.push_back({bucket[earlier].item, bucket[later].item});
      }
    }
  }

  void EndBand() {
    if (result_.candidates.size() > 2 * unique_) MakeUnique();
  }

  BucketResult Finish() {
    MakeUnique();
    return std::move(result_);
  }

 private:
  void MakeUnique() {
    std::vector<Candidate>& candidates = result_.candidates;
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    unique_ = candidates.size();
  }

  BucketOptions options_;
  BucketResult result_;
  size_t unique_ = 0;  // candidates left by the last MakeUnique
};

}  // namespace

BucketResult JoinBucketsBySorting(std::span<const uint16_t> signatures, size_t signature_size,
                                  const BandPlan& plan, const BucketOptions& options) {
  assert(size_t{plan.bands} * plan.rows <= signature_size);
  Gatherer gatherer(options);
  std::vector<Record> records(signature_size == 0 ? 0 : signatures.size() / signature_size);
  for (size_t b = 0; b < plan.bands; ++b) {
    const BandView band(signatures, signature_size, b * plan.rows, plan.rows);
    for (uint32_t item = 0; item < records.size(); ++item) records[item] = band.MakeRecord(item);
    std::sort(records.begin(), records.end(),
              [&](const Record& x, const Record& y) { return band.Less(x, y); });
    for (auto begin = records.begin(); begin != records.end();) {
      const auto end = std::find_if(
          begin, records.end(), [&](const Record& record) { return !band.Equal(*begin, record); });
      gatherer.AddBucket(std::span<const Record>(begin, end));
      begin = end;
    }
    gatherer.EndBand();
  }
  return gatherer.Finish();
}

}  // namespace twicetold::reference
