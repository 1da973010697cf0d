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
namespace {

// Puts the items from `begin` on among those before; both rise, and so do all then, each once.
// Members of a family meet the same items in bucket after bucket, so most are there already.
void MergeFrom(size_t begin, std::vector<uint32_t>& items) {
  size_t kept = begin;
  size_t at = 0;
  for (size_t i = begin; i < items.size(); ++i) {
    const uint32_t item = items[i];
    while (at < begin && items[at] < item) ++at;
    items[kept] = item;
    kept += static_cast<size_t>(at == begin || items[at] != item);
  }
  items.resize(kept);
  const auto middle = items.begin() + static_cast<std::ptrdiff_t>(begin);
  constexpr std::ptrdiff_t kFew = 8;  // not worth the memory that a merge takes
  if (items.end() - middle > kFew) return std::inplace_merge(items.begin(), middle, items.end());
  for (auto item = middle; item != items.end(); ++item) {
    std::rotate(std::upper_bound(items.begin(), item, *item), item, item + 1);
  }
}

}  // namespace

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
    if (IsHot(bucket)) ++hot_buckets_;
  });
}

void CandidateLists::EarlierThan(size_t place, std::vector<uint32_t>& earlier) const {
  earlier.clear();
  for (const Membership& in : MembershipsOf(place)) AddPartners(in, earlier);
}

void CandidateLists::EarlierInBucket(std::span<const uint32_t> bucket, size_t before,
                                     std::vector<uint32_t>& earlier) const {
  earlier.assign(bucket.begin(), bucket.begin() + static_cast<std::ptrdiff_t>(before));
  const auto item = std::lower_bound(items_.begin(), items_.end(), bucket[before]);
  const std::span<const Membership> all = MembershipsOf(static_cast<size_t>(item - items_.begin()));
  const auto here = std::find_if(all.begin(), all.end(),
                                 [&](const Membership& in) { return in.members == bucket.data(); });
  Without(all.first(static_cast<size_t>(here - all.begin())), earlier);
}

void CandidateLists::EarlierInHotBuckets(size_t place, std::vector<uint32_t>& earlier) const {
  earlier.clear();
  const std::span<const Membership> memberships = MembershipsOf(place);
  for (const Membership& in : memberships) {
    if (IsHot(in.size)) AddPartners(in, earlier);
  }
  Without(memberships, earlier);
}

void CandidateLists::AddPartners(const Membership& in, std::vector<uint32_t>& earlier) const {
  const size_t begin = earlier.size();
  ForEachPartner(in.size, in.before, options_,
                 [&](size_t partner) { earlier.push_back(in.members[partner]); });
  if (begin > 0) MergeFrom(begin, earlier);
}

void CandidateLists::Without(std::span<const Membership> shared,
                             std::vector<uint32_t>& earlier) const {
  for (const Membership& in : shared) {
    if (IsHot(in.size)) continue;
    std::erase_if(earlier, [&](uint32_t item) {
      return std::binary_search(in.members, in.members + in.before, item);
    });
  }
}

}  // namespace twicetold
