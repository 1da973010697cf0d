#include "twicetold/dedup/candidates.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <queue>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/order.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/lsh/key_join.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {
namespace {

void MakeUnique(std::vector<uint64_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

// Pairs as they come, from every band anew; at last each once, sorted. What memory does not hold is
// put down in sorted runs.
class PairSorter {
 public:
  PairSorter(const WorkDir& work, uint64_t memory)
      : work_(work), most_(std::max(memory / sizeof(uint64_t), kLeastHeld)) {}

  // All pairs of a bucket's members, who rise; of a hot bucket those with its first members.
  absl::Status AddBucket(std::span<const uint32_t> members, const BucketOptions& options) {
    const bool hot = members.size() > options.bucket_limit;
    const size_t firsts = hot ? options.hot_representatives : members.size();
    for (size_t later = 1; later < members.size(); ++later) {
      for (size_t first = 0; first < std::min(firsts, later); ++first) {
        held_.push_back(ItemPair{members[first], members[later]}.Number());
      }
    }
    if (held_.size() < std::min(most_, 2 * unique_ + kLeastHeld)) return absl::OkStatus();
    MakeUnique(held_);
    unique_ = held_.size();
    if (unique_ < most_ / 2) return absl::OkStatus();
    return PutDown();
  }

  // Writes all of them to `out`; gives their number.
  absl::StatusOr<uint64_t> Finish(SpillWriter& out) {
    MakeUnique(held_);
    if (runs_ == 0) {
      TWICETOLD_RETURN_IF_ERROR(out.AppendValues<uint64_t>(held_));
      return held_.size();
    }
    TWICETOLD_RETURN_IF_ERROR(PutDown());
    return Merge(out);
  }

 private:
  static constexpr uint64_t kLeastHeld = uint64_t{1} << 20;

  std::string RunName(size_t run) const { return Concat({"run", std::to_string(run)}); }

  absl::Status PutDown() {
    TWICETOLD_ASSIGN_OR_RETURN(SpillWriter run, work_.Create(kBucketStage, RunName(runs_)));
    TWICETOLD_RETURN_IF_ERROR(run.AppendValues<uint64_t>(held_));
    TWICETOLD_RETURN_IF_ERROR(run.Finish().status());
    ++runs_;
    held_.clear();
    unique_ = 0;
    return absl::OkStatus();
  }

  absl::StatusOr<uint64_t> Merge(SpillWriter& out) const {
    std::vector<SpillReader> files;
    for (size_t run = 0; run < runs_; ++run) {
      TWICETOLD_ASSIGN_OR_RETURN(SpillReader file, work_.Open(kBucketStage, RunName(run)));
      files.push_back(std::move(file));
    }
    std::vector<SpillStream<uint64_t>> streams(files.begin(), files.end());
    using Head = std::pair<uint64_t, size_t>;  // the least number left of a run, and the run
    std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
    const auto advance = [&](size_t run) -> absl::Status {
      TWICETOLD_ASSIGN_OR_RETURN(const uint64_t* const next, streams[run].Next());
      if (next != nullptr) heads.emplace(*next, run);
      return absl::OkStatus();
    };
    for (size_t run = 0; run < runs_; ++run) TWICETOLD_RETURN_IF_ERROR(advance(run));
    uint64_t count = 0;
    uint64_t last = UINT64_MAX;  // no pair: an item is not paired with itself
    while (!heads.empty()) {
      const auto [number, run] = heads.top();
      heads.pop();
      TWICETOLD_RETURN_IF_ERROR(advance(run));
      if (number == last) continue;
      last = number;
      ++count;
      TWICETOLD_RETURN_IF_ERROR(out.AppendValues(std::span(&number, 1)));
    }
    return count;
  }

  const WorkDir& work_;
  const uint64_t most_;
  std::vector<uint64_t> held_;
  uint64_t unique_ = 0;  // of those held, after the last MakeUnique
  size_t runs_ = 0;
};

// The keys of a band, by item.
class BandKeyReader {
 public:
  BandKeyReader(const Tables& tables, const Items& items, uint32_t bands)
      : tables_(tables), items_(items), bands_(bands), keys_(items.unit_of_item.size()) {}

  absl::StatusOr<std::span<const uint64_t>> Read(uint32_t band) {
    for (uint64_t begin = 0; begin < tables_.units(); begin += kUnitsInKeyChunk) {
      const uint64_t count = std::min(kUnitsInKeyChunk, tables_.units() - begin);
      chunk_.resize(count);
      TWICETOLD_RETURN_IF_ERROR(
          tables_.ReadKeys(static_cast<UnitNumber>(begin), count, band, bands_, chunk_));
      for (uint64_t i = 0; i < count; ++i) {
        const uint32_t item = items_.item_of_unit[begin + i];
        if (item != kNoUnit) keys_[item] = chunk_[i];
      }
    }
    return keys_;
  }

 private:
  const Tables& tables_;
  const Items& items_;
  const uint32_t bands_;
  std::vector<uint64_t> keys_;
  std::vector<uint64_t> chunk_;
};

}  // namespace

absl::StatusOr<Items> ItemsOf(const Tables& tables, const Order& order,
                              const std::vector<UnitNumber>& heads) {
  Items items;
  items.item_of_unit.assign(tables.units(), kNoUnit);
  SpillStream<UnitEntry> stream = tables.Units();
  for (UnitNumber unit = 0; unit < tables.units(); ++unit) {
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry* const entry, stream.Next());
    if (entry->words > 0 && heads[unit] == unit) items.item_of_unit[unit] = 0;
  }
  for (const UnitNumber unit : order.unit_of_rank) {
    if (items.item_of_unit[unit] == kNoUnit) continue;
    items.item_of_unit[unit] = static_cast<uint32_t>(items.unit_of_item.size());
    items.unit_of_item.push_back(unit);
  }
  return items;
}

absl::Status FindCandidates(const Tables& tables, const Items& items, const DedupOptions& options,
                            WorkDir& work, Progress* progress) {
  const uint32_t bands = options.recipe.Plan().bands;
  BandKeyReader reader(tables, items, bands);
  PairSorter sorter(work, options.memory / 4);
  KeyJoin join;
  BucketFacts facts;
  for (uint32_t band = 0; band < bands; ++band) {
    TWICETOLD_ASSIGN_OR_RETURN(const std::span<const uint64_t> keys, reader.Read(band));
    const Buckets buckets = join.Join(keys, options.threads);
    for (size_t b = 0; b < buckets.size(); ++b) {
      const uint64_t size = buckets[b].size();
      facts.hot_buckets += size > options.recipe.buckets.bucket_limit ? 1 : 0;
      facts.largest_bucket = std::max(facts.largest_bucket, size);
      TWICETOLD_RETURN_IF_ERROR(sorter.AddBucket(buckets[b], options.recipe.buckets));
    }
    if (progress != nullptr) progress->Advance(band + 1);
  }
  std::map<std::string, FileFacts> files;
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter pairs, work.Create(kBucketStage, "pairs"));
  TWICETOLD_ASSIGN_OR_RETURN(facts.candidates, sorter.Finish(pairs));
  TWICETOLD_ASSIGN_OR_RETURN(files["pairs"], pairs.Finish());
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter facts_file, work.Create(kBucketStage, "facts"));
  TWICETOLD_RETURN_IF_ERROR(facts_file.AppendValues(std::span<const BucketFacts>(&facts, 1)));
  TWICETOLD_ASSIGN_OR_RETURN(files["facts"], facts_file.Finish());
  return work.Finish(kBucketStage, files);
}

}  // namespace twicetold
