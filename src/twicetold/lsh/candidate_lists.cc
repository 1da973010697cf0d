#include "twicetold/lsh/candidate_lists.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/lsh/bucket.h"
#include "twicetold/lsh/key_join.h"

namespace twicetold {

CandidateLists::CandidateLists(std::vector<Buckets> bands, size_t count,
                               const BucketOptions& options)
    : bands_(std::move(bands)), options_(options) {
  std::vector<uint32_t> places(count, 0);  // buckets of an item, at first
  for (const Buckets& band : bands_) {
    for (const uint32_t item : band.members) ++places[item];
  }
  uint64_t end = 0;
  for (size_t item = 0; item < count; ++item) {
    const uint32_t buckets = std::exchange(places[item], static_cast<uint32_t>(items_.size()));
    if (buckets == 0) continue;
    items_.push_back(static_cast<uint32_t>(item));
    ends_.push_back(end);  // a begin still; moved on below
    end += buckets;
  }
  buckets_.resize(end);
  for (size_t band = 0; band < bands_.size(); ++band) {
    for (size_t bucket = 0; bucket < bands_[band].size(); ++bucket) {
      const std::span<const uint32_t> members = bands_[band][bucket];
      for (const uint32_t item : members) buckets_[ends_[places[item]]++] = band << 32 | bucket;
      largest_bucket_ = std::max<uint64_t>(largest_bucket_, members.size());
      if (members.size() > options_.bucket_limit) ++hot_buckets_;
    }
  }
}

void CandidateLists::EarlierThan(size_t place, std::vector<uint32_t>& earlier) const {
  earlier.clear();
  const uint32_t item = items_[place];
  const uint64_t begin = place == 0 ? 0 : ends_[place - 1];
  for (uint64_t i = begin; i < ends_[place]; ++i) {
    const std::span<const uint32_t> members =
        bands_[buckets_[i] >> 32][static_cast<uint32_t>(buckets_[i])];
    const auto end = std::lower_bound(members.begin(), members.end(), item);
    const auto before = static_cast<size_t>(end - members.begin());
    ForEachPartner(members.size(), before, options_,
                   [&](size_t partner) { earlier.push_back(members[partner]); });
  }
  if (ends_[place] - begin < 2) return;  // one bucket is in order already
  std::sort(earlier.begin(), earlier.end());
  earlier.erase(std::unique(earlier.begin(), earlier.end()), earlier.end());
}

}  // namespace twicetold
