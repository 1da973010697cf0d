#include "twicetold/dedup/candidates.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
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

// All pairs of a bucket's members, who rise; of a hot bucket those with its first members.
absl::Status AddBucket(std::span<const uint32_t> members, const BucketOptions& options,
                       PairSorter& pairs) {
  absl::Status status;
  for (size_t later = 1; later < members.size() && status.ok(); ++later) {
    ForEachPartner(members.size(), later, options, [&](size_t earlier) {
      if (status.ok()) status = pairs.Add(ItemPair{members[earlier], members[later]}.Number());
    });
  }
  return status;
}

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

absl::Status FinishBucketStage(PairSorter& pairs, BucketFacts facts, WorkDir& work) {
  std::map<std::string, FileFacts> files;
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter file, work.Create(kBucketStage, "pairs"));
  TWICETOLD_RETURN_IF_ERROR(pairs.Drain([&](uint64_t number) {
    ++facts.candidates;
    return file.AppendValues(std::span<const uint64_t>(&number, 1));
  }));
  TWICETOLD_ASSIGN_OR_RETURN(files["pairs"], file.Finish());
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter facts_file, work.Create(kBucketStage, "facts"));
  TWICETOLD_RETURN_IF_ERROR(facts_file.AppendValues(std::span<const BucketFacts>(&facts, 1)));
  TWICETOLD_ASSIGN_OR_RETURN(files["facts"], facts_file.Finish());
  return work.Finish(kBucketStage, files);
}

absl::Status FindCandidates(const Tables& tables, const Items& items, const DedupOptions& options,
                            WorkDir& work, Progress* progress) {
  const uint32_t bands = options.recipe.Plan().bands;
  BandKeyReader reader(tables, items, bands);
  PairSorter pairs(work, kBucketStage, "run", options.memory / 4);
  KeyJoin join;
  BucketFacts facts;
  for (uint32_t band = 0; band < bands; ++band) {
    TWICETOLD_ASSIGN_OR_RETURN(const std::span<const uint64_t> keys, reader.Read(band));
    const Buckets buckets = join.Join(keys, options.threads);
    for (size_t b = 0; b < buckets.size(); ++b) {
      const uint64_t size = buckets[b].size();
      facts.hot_buckets += size > options.recipe.buckets.bucket_limit ? 1 : 0;
      facts.largest_bucket = std::max(facts.largest_bucket, size);
      TWICETOLD_RETURN_IF_ERROR(AddBucket(buckets[b], options.recipe.buckets, pairs));
    }
    if (progress != nullptr) progress->Advance(band + 1);
  }
  return FinishBucketStage(pairs, facts, work);
}

}  // namespace twicetold
