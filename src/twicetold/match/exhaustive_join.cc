// The sets that differ are ranked by size; each looks up its prefix (prefix_index.h) among the sets
// of lower rank, which are no larger, and so back from its own place in each list until they get
// too small. The first element that two have in common, rare first, bounds what they can share:
// nothing before it, and no more than what follows it in either (the positional bound of PPJoin:
// Xiao, Wang, Lin and Yu, "Efficient similarity joins for near duplicate detection", WWW 2008). Who
// passes is counted in full (match/overlap.h).
//
// Threads take blocks of ranks in order, and stop for their pairs to be given out when there are
// many: no more than these and the pairs of one block a thread are held.

#include "twicetold/match/exhaustive_join.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "absl/functional/function_ref.h"
#include "twicetold/base/parallel.h"
#include "twicetold/match/equal_sets.h"
#include "twicetold/match/overlap.h"
#include "twicetold/match/overlap_bounds.h"
#include "twicetold/match/prefix_index.h"

namespace twicetold {
namespace {

struct RankPair {
  uint32_t larger;
  uint32_t smaller;
  uint64_t shared;
};

class Joiner {
 public:
  Joiner(const EqualSets& ranked, double threshold, int threads)
      : sets_(ranked.sets()), threshold_(threshold), index_(sets_, threshold, threads) {}

  // Appends the pairs of `rank` with lower ranks. `met_by` says of each rank which other met it
  // last.
  void MeetSmaller(uint32_t rank, std::vector<uint32_t>& met_by,
                   std::vector<RankPair>& pairs) const {
    const std::span<const PrefixIndex::Entry> entries = index_.entries();
    const size_t size = sets_[rank].size();
    const size_t least = LeastOverlap(size, threshold_);
    for (const PrefixIndex::Link link : index_.Links(rank)) {
      const uint32_t place = entries[link.own].place;
      for (size_t i = link.own; i > link.list; --i) {
        const PrefixIndex::Entry& other = entries[i - 1];
        const size_t other_size = sets_[other.set].size();
        if (other_size < least) break;
        if (met_by[other.set] == rank) continue;
        met_by[other.set] = rank;
        const size_t bound = std::min(size - place, other_size - other.place);
        if (!Reaches(bound, size, other_size, threshold_)) continue;
        const std::optional<Overlap> overlap =
            OverlapReaching(threshold_, sets_[rank], sets_[other.set]);
        if (overlap) pairs.push_back({rank, other.set, overlap->shared});
      }
    }
  }

 private:
  std::span<const std::span<const uint64_t>> sets_;
  double threshold_;
  PrefixIndex index_;
};

// Gives out the pairs of sets from pairs of ranks.
class PairGiver {
 public:
  PairGiver(const EqualSets& ranked, absl::FunctionRef<void(const VerifiedPair&)> sink)
      : ranked_(ranked), sink_(sink) {}

  void GiveEqual(uint32_t rank) const {
    const std::span<const uint32_t> members = ranked_.Members(rank);
    const Overlap overlap = {.shared = ranked_.sets()[rank].size(), .only_a = 0, .only_b = 0};
    for (size_t i = 0; i < members.size(); ++i) {
      for (size_t j = i + 1; j < members.size(); ++j) sink_({members[i], members[j], overlap});
    }
  }

  void Give(const RankPair& pair) const {
    const uint64_t only_x = ranked_.sets()[pair.larger].size() - pair.shared;
    const uint64_t only_y = ranked_.sets()[pair.smaller].size() - pair.shared;
    for (const uint32_t x : ranked_.Members(pair.larger)) {
      for (const uint32_t y : ranked_.Members(pair.smaller)) {
        sink_(x < y ? VerifiedPair{x, y, {pair.shared, only_x, only_y}}
                    : VerifiedPair{y, x, {pair.shared, only_y, only_x}});
      }
    }
  }

 private:
  const EqualSets& ranked_;
  absl::FunctionRef<void(const VerifiedPair&)> sink_;
};

constexpr size_t kRanksPerBlock = 64;
constexpr size_t kPairsHeld = size_t{1} << 20;

// Calls give for the pairs of all ranks, in order of the larger.
void MeetAll(const Joiner& joiner, size_t ranks, int threads,
             absl::FunctionRef<void(const RankPair&)> give) {
  const size_t workers = static_cast<size_t>(std::max(threads, 1));
  const size_t blocks = (ranks + kRanksPerBlock - 1) / kRanksPerBlock;
  std::vector<std::vector<RankPair>> found(blocks);
  std::vector<std::vector<uint32_t>> met_by(workers);
  std::atomic<size_t> next = 0;
  for (size_t first = 0; first < blocks; first = std::min(next.load(), blocks)) {
    std::atomic<size_t> held = 0;
    next = first;
    ParallelFor(workers, threads, [&](size_t worker) {
      met_by[worker].resize(ranks, std::numeric_limits<uint32_t>::max());
      while (held < kPairsHeld) {
        const size_t block = next.fetch_add(1);
        if (block >= blocks) return;
        const size_t end = std::min((block + 1) * kRanksPerBlock, ranks);
        for (size_t rank = block * kRanksPerBlock; rank < end; ++rank) {
          joiner.MeetSmaller(static_cast<uint32_t>(rank), met_by[worker], found[block]);
        }
        held += found[block].size();
      }
    });
    for (size_t block = first; block < std::min(next.load(), blocks); ++block) {
      for (const RankPair& pair : found[block]) give(pair);
      std::vector<RankPair>().swap(found[block]);
    }
  }
}

}  // namespace

void JoinExhaustively(std::span<const std::vector<uint64_t>> sets, double threshold, int threads,
                      absl::FunctionRef<void(const VerifiedPair&)> sink) {
  assert(threshold > 0.0 && threshold <= 1.0);
  const EqualSets ranked(sets, EqualSets::Order::kSize, threads);
  const PairGiver giver(ranked, sink);
  const size_t ranks = ranked.sets().size();
  for (uint32_t rank = 0; rank < ranks; ++rank) giver.GiveEqual(rank);
  const Joiner joiner(ranked, threshold, threads);
  MeetAll(joiner, ranks, threads, [&](const RankPair& pair) { giver.Give(pair); });
}

std::vector<VerifiedPair> JoinExhaustively(std::span<const std::vector<uint64_t>> sets,
                                           double threshold, int threads) {
  std::vector<VerifiedPair> pairs;
  JoinExhaustively(sets, threshold, threads,
                   [&](const VerifiedPair& pair) { pairs.push_back(pair); });
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace twicetold
