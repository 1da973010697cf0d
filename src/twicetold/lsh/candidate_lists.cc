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
  std::vector<uint32_t> places(count, 0);  // memberships of an item, at first
  ForEachBucket([&](std::span<const uint32_t> bucket) {
    for (const uint32_t item : bucket.subspan(1)) ++places[item];
  });
  uint64_t end = 0;
  for (size_t item = 0; item < count; ++item) {
    const uint32_t some = std::exchange(places[item], static_cast<uint32_t>(items_.size()));
    if (some == 0) continue;
    items_.push_back(static_cast<uint32_t>(item));
    ends_.push_back(end);  // a begin still; moved on below
    end += some;
  }
  memberships_.resize(end);
  ForEachBucket([&](std::span<const uint32_t> bucket) {
    const auto size = static_cast<uint32_t>(bucket.size());
    for (uint32_t before = 1; before < size; ++before) {
      memberships_[ends_[places[bucket[before]]]++] = {bucket.data(), size, before};
    }
    largest_bucket_ = std::max<uint64_t>(largest_bucket_, size);
    if (size > options_.bucket_limit) ++hot_buckets_;
  });
}

void CandidateLists::EarlierThan(size_t place, std::vector<uint32_t>& earlier) const {
  earlier.clear();
  const uint64_t begin = place == 0 ? 0 : ends_[place - 1];
  for (uint64_t i = begin; i < ends_[place]; ++i) {
    const Membership& in = memberships_[i];
    ForEachPartner(in.size, in.before, options_,
                   [&](size_t partner) { earlier.push_back(in.members[partner]); });
  }
  if (ends_[place] - begin < 2) return;  // one bucket is in order already
  std::sort(earlier.begin(), earlier.end());
  earlier.erase(std::unique(earlier.begin(), earlier.end()), earlier.end());
}

}  // namespace twicetold
