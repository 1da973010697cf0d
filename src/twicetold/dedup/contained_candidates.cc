#include "twicetold/dedup/contained_candidates.h"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/ordered_work.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/order.h"
#include "twicetold/dedup/seed_filter.h"
#include "twicetold/dedup/seed_plan.h"
#include "twicetold/dedup/selection.h"
#include "twicetold/dedup/spill_sorter.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/unit_cutter.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/match/containment.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {
namespace {

// An item that holds a hash, and whether it asks for it.
struct Posting {
  uint64_t hash;
  uint32_t item;
  uint32_t asks;
  friend auto operator<=>(const Posting&, const Posting&) = default;
};
using PostingSorter = SpillSorter<Posting, Equals::kKept>;

// An item that asks and one that holds what it asks for, in one number, once for each seed.
uint64_t HitNumber(uint32_t asker, uint32_t holder) { return uint64_t{asker} << 32 | holder; }
uint32_t AskerOf(uint64_t hit) { return static_cast<uint32_t>(hit >> 32); }
uint32_t HolderOf(uint64_t hit) { return static_cast<uint32_t>(hit); }
using HitSorter = SpillSorter<uint64_t, Equals::kKept>;

absl::Status AddSeeds(const Tables& tables, const Items& items, uint32_t seeds,
                      SeedFilter& filter) {
  std::vector<uint64_t> hashes;
  for (uint64_t begin = 0; begin < tables.units(); begin += kUnitsInKeyChunk) {
    hashes.resize(std::min(kUnitsInKeyChunk, tables.units() - begin));
    for (uint32_t seed = 0; seed < seeds; ++seed) {
      TWICETOLD_RETURN_IF_ERROR(
          tables.ReadKeys(static_cast<UnitNumber>(begin), hashes.size(), seed, seeds, hashes));
      for (size_t i = 0; i < hashes.size(); ++i) {
        if (items.item_of_unit[begin + i] != kNoUnit) filter.Add(hashes[i]);
      }
    }
  }
  return absl::OkStatus();
}

// What the items of a block hold.
struct BlockPostings {
  std::vector<Posting> postings;
  std::vector<std::pair<uint32_t, uint32_t>> sizes;  // item, shingles
};

class PostingWorker {
 public:
  PostingWorker(const DedupInputs& inputs, const DedupOptions& options, const Items& items,
                uint32_t references, uint32_t seeds, const SeedFilter& filter)
      : items_(items),
        references_(references),
        seeds_(seeds),
        filter_(filter),
        reader_(inputs),
        cutter_(options) {}

  absl::Status Work(const SelectedBlock& selected, BlockPostings& found) {
    found.postings.clear();
    found.sizes.clear();
    return reader_.ForEach(
        selected, [this](UnitNumber unit) { return items_.item_of_unit[unit] != kNoUnit; },
        [&](const SelectedRecord& record, std::string_view text) {
          for (size_t u = record.first_unit; u < record.end_unit; ++u) {
            const SelectedUnit& unit = selected.units[u];
            const uint32_t item = items_.item_of_unit[unit.unit];
            if (item != kNoUnit) Add(item, text.substr(unit.begin, unit.end - unit.begin), found);
          }
        });
  }

 private:
  void Add(uint32_t item, std::string_view text, BlockPostings& found) {
    const std::span<const uint64_t> set = cutter_.Set(text);  // sorted: the seeds come first
    found.sizes.emplace_back(item, static_cast<uint32_t>(set.size()));
    const size_t seeds = std::min<size_t>(seeds_, set.size());
    const bool asks = item >= references_;
    for (size_t i = 0; i < set.size(); ++i) {
      if (i >= seeds && !filter_.MayHold(set[i])) continue;
      found.postings.push_back({set[i], item, asks && i < seeds ? 1U : 0U});
    }
  }

  const Items& items_;
  const uint32_t references_;
  const uint32_t seeds_;
  const SeedFilter& filter_;
  SelectedReader reader_;
  UnitCutter cutter_;
};

// The holders of one seed.
struct SeedList {
  std::vector<uint32_t> askers;
  std::vector<uint32_t> first;    // holders, up to the limit
  std::vector<uint32_t> largest;  // of all
  uint64_t holders = 0;

  void Clear() {
    askers.clear();
    first.clear();
    largest.clear();
    holders = 0;
  }
};

class CandidateFinder {
 public:
  CandidateFinder(const Items& items, uint32_t references, const DedupOptions& options,
                  WorkDir& work)
      : references_(references),
        options_(options),
        work_(work),
        plan_(options.recipe),
        sizes_(items.unit_of_item.size(), 0),
        cool_seeds_(items.unit_of_item.size(), 0),
        hits_(work, kBucketStage, "hits", options.memory / 8),
        hot_hits_(work, kBucketStage, "hot_hits", options.memory / 16),
        pairs_(work, kBucketStage, "run", options.memory / 8) {}

  absl::Status Run(DedupInputs& inputs, const Tables& tables, const Items& items,
                   Progress* progress) {
    {
      PostingSorter postings(work_, kBucketStage, "postings", options_.memory / 4);
      TWICETOLD_RETURN_IF_ERROR(ReadPostings(inputs, tables, items, postings, progress));
      TWICETOLD_RETURN_IF_ERROR(JoinPostings(postings));
    }
    TWICETOLD_RETURN_IF_ERROR(CountHits());
    return FinishBucketStage(pairs_, facts_, work_);
  }

 private:
  absl::Status ReadPostings(DedupInputs& inputs, const Tables& tables, const Items& items,
                            PostingSorter& postings, Progress* progress) {
    SeedFilter filter(items.unit_of_item.size() * plan_.seeds(), options_.memory / 8);
    TWICETOLD_RETURN_IF_ERROR(AddSeeds(tables, items, plan_.seeds(), filter));
    std::deque<PostingWorker> workers;
    for (int i = 0; i < std::max(options_.threads, 1); ++i) {
      workers.emplace_back(inputs, options_, items, references_, plan_.seeds(), filter);
    }
    TWICETOLD_RETURN_IF_ERROR(inputs.Rewind());
    SelectedBlocks blocks(inputs, tables);
    uint64_t bytes = 0;
    const auto take = [&](SelectedBlock& selected, BlockPostings& found) -> absl::Status {
      for (const auto& [item, size] : found.sizes) sizes_[item] = size;
      for (const Posting& posting : found.postings) {
        TWICETOLD_RETURN_IF_ERROR(postings.Add(posting));
      }
      bytes += selected.block.bytes.size();
      if (progress != nullptr) progress->Advance(bytes);
      return absl::OkStatus();
    };
    return OrderedWork<SelectedBlock, BlockPostings>::Run(
        options_.threads, {[&](SelectedBlock& selected) { return blocks.Next(selected); },
                           [&](int worker, SelectedBlock& selected, BlockPostings& found) {
                             return workers[static_cast<size_t>(worker)].Work(selected, found);
                           },
                           take});
  }

  absl::Status JoinPostings(PostingSorter& postings) {
    SeedList list;
    uint64_t hash = 0;
    const auto visit = [&](const Posting& posting) -> absl::Status {
      if (posting.hash != hash) {
        TWICETOLD_RETURN_IF_ERROR(JoinList(list));
        list.Clear();
        hash = posting.hash;
      }
      AddTo(list, posting);
      return absl::OkStatus();
    };
    TWICETOLD_RETURN_IF_ERROR(postings.Drain(visit));
    return JoinList(list);
  }

  void AddTo(SeedList& list, const Posting& posting) const {
    ++list.holders;
    if (posting.asks != 0) list.askers.push_back(posting.item);
    if (list.first.size() < options_.recipe.buckets.bucket_limit) {
      list.first.push_back(posting.item);
    }
    // The largest are few: kept in order, the largest first.
    const auto larger = [this](uint32_t x, uint32_t y) { return sizes_[x] > sizes_[y]; };
    const auto place =
        std::upper_bound(list.largest.begin(), list.largest.end(), posting.item, larger);
    const uint32_t most = options_.recipe.buckets.hot_representatives;
    if (place == list.largest.end() && list.largest.size() == most) return;
    list.largest.insert(place, posting.item);
    if (list.largest.size() > most) list.largest.pop_back();
  }

  // Everyone who asks meets those who hold.
  absl::Status JoinList(const SeedList& list) {
    if (list.askers.empty()) return absl::OkStatus();
    facts_.largest_bucket = std::max(facts_.largest_bucket, list.holders);
    if (list.holders <= options_.recipe.buckets.bucket_limit) {
      for (const uint32_t asker : list.askers) {
        ++cool_seeds_[asker];
        TWICETOLD_RETURN_IF_ERROR(Meet(asker, list.first, hits_));
      }
      return absl::OkStatus();
    }
    ++facts_.hot_buckets;
    const std::span<const uint32_t> first =
        std::span(list.first)
            .first(
                std::min<size_t>(options_.recipe.buckets.hot_representatives, list.first.size()));
    for (const uint32_t asker : list.askers) {
      TWICETOLD_RETURN_IF_ERROR(Meet(asker, first, hot_hits_));
      TWICETOLD_RETURN_IF_ERROR(Meet(asker, list.largest, hot_hits_));
    }
    return absl::OkStatus();
  }

  absl::Status Meet(uint32_t asker, std::span<const uint32_t> holders, HitSorter& hits) {
    const uint64_t least = LeastContained(sizes_[asker], options_.recipe.threshold);
    for (const uint32_t holder : holders) {
      if (holder == asker || sizes_[holder] < least) continue;
      TWICETOLD_RETURN_IF_ERROR(hits.Add(HitNumber(asker, holder)));
    }
    return absl::OkStatus();
  }

  // Of the item's seeds that are not hot, so many at least stand in what contains it, even if all
  // that are hot stand there, too. 0: it is held back.
  uint32_t LeastHits(uint32_t item) {
    const uint32_t seeds = std::min(plan_.seeds(), sizes_[item]);
    const uint32_t missing = seeds - plan_.LeastShared(seeds, sizes_[item]);
    return cool_seeds_[item] > missing ? cool_seeds_[item] - missing : 0;
  }

  // Hits that are enough become candidates.
  absl::Status CountHits() {
    uint64_t last = 0;
    uint64_t count = 0;
    const auto visit = [&](uint64_t hit) -> absl::Status {
      if (hit != last) {
        TWICETOLD_RETURN_IF_ERROR(Propose(last, count));
        last = hit;
        count = 0;
      }
      ++count;
      return absl::OkStatus();
    };
    TWICETOLD_RETURN_IF_ERROR(hits_.Drain(visit));
    TWICETOLD_RETURN_IF_ERROR(Propose(last, count));
    TWICETOLD_RETURN_IF_ERROR(hot_hits_.Drain([&](uint64_t hit) -> absl::Status {
      return LeastHits(AskerOf(hit)) == 0 ? AddPair(hit) : absl::OkStatus();
    }));
    for (uint32_t item = references_; item < sizes_.size(); ++item) {
      if (LeastHits(item) == 0) ++facts_.held_back;
    }
    return absl::OkStatus();
  }

  absl::Status Propose(uint64_t hit, uint64_t count) {
    return count > 0 && count >= LeastHits(AskerOf(hit)) ? AddPair(hit) : absl::OkStatus();
  }

  absl::Status AddPair(uint64_t hit) {
    const auto [better, worse] = std::minmax({AskerOf(hit), HolderOf(hit)});
    return pairs_.Add(ItemPair{better, worse}.Number());
  }

  const uint32_t references_;
  const DedupOptions& options_;
  WorkDir& work_;
  SeedPlan plan_;
  std::vector<uint32_t> sizes_;       // of items: shingles
  std::vector<uint32_t> cool_seeds_;  // of items: seeds that are not hot
  HitSorter hits_;
  HitSorter hot_hits_;
  PairSorter pairs_;
  BucketFacts facts_;
};

}  // namespace

absl::Status FindContainedCandidates(DedupInputs& inputs, const Tables& tables, const Items& items,
                                     uint32_t references, const DedupOptions& options,
                                     WorkDir& work, Progress* progress) {
  return CandidateFinder(items, references, options, work).Run(inputs, tables, items, progress);
}

}  // namespace twicetold
