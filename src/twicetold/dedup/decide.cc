// Candidates come sorted by the item that may go, so everything it could go for has been decided
// before it, except within the stretch that the threads work on together. There, what was decided
// before the stretch is looked at first, by all threads; then, in advance, each item's first
// candidate inside the stretch; and the order of preference is gone through at last by one thread,
// which seldom has to compare anything itself.

#include "twicetold/dedup/decide.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/comparer.h"
#include "twicetold/dedup/grouping.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {
namespace {

constexpr size_t kPairsAtOnce = size_t{1} << 16;
constexpr size_t kGroupsOfTask = 64;

// An item that may go, and its candidates: a stretch of the numbers at hand.
struct Group {
  uint32_t worse = 0;
  size_t begin = 0;
  size_t end = 0;
  size_t next = 0;  // candidates before it have been looked at
  uint64_t compared = 0;
  uint64_t protected_pairs = 0;  // of those compared
  std::optional<ItemFate> fate;
  // The candidate at `ahead`, looked at in advance.
  size_t ahead = SIZE_MAX;
  std::optional<Overlap> overlap_ahead;
  absl::Status status;
};

// The pairs of whole groups, a stretch at a time.
class GroupReader {
 public:
  explicit GroupReader(const SpillReader& pairs) : stream_(pairs) {}

  // False at the end.
  absl::StatusOr<bool> Read() {
    numbers.clear();
    groups.clear();
    if (pending_) numbers.push_back(*pending_);
    pending_.reset();
    while (true) {
      TWICETOLD_ASSIGN_OR_RETURN(const uint64_t* const number, stream_.Next());
      if (number == nullptr) break;
      const bool other = !numbers.empty() && ItemPair::FromNumber(numbers.back()).worse !=
                                                 ItemPair::FromNumber(*number).worse;
      if (other && numbers.size() >= kPairsAtOnce) {
        pending_ = *number;
        break;
      }
      numbers.push_back(*number);
    }
    for (size_t i = 0; i < numbers.size(); ++i) {
      const uint32_t worse = ItemPair::FromNumber(numbers[i]).worse;
      if (groups.empty() || groups.back().worse != worse) {
        groups.emplace_back();
        groups.back().worse = worse;
        groups.back().begin = groups.back().next = i;
      }
      groups.back().end = i + 1;
    }
    return !groups.empty();
  }

  uint32_t BetterAt(size_t i) const { return ItemPair::FromNumber(numbers[i]).better; }

  std::vector<uint64_t> numbers;
  std::vector<Group> groups;

 private:
  SpillStream<uint64_t> stream_;
  std::optional<uint64_t> pending_;
};

// Representatives first; see the head of this file.
class Decider {
 public:
  Decider(const Undecided& undecided, const Comparer& comparer, int threads)
      : reader_(undecided.pairs),
        comparer_(comparer),
        references_(undecided.references),
        threads_(threads),
        gone_(undecided.items, false),
        kept_for_(undecided.hot ? undecided.items : 0, kNoUnit) {}

  absl::StatusOr<Decisions> Run(Progress* progress) {
    Decisions decisions;
    uint64_t done = 0;
    while (true) {
      TWICETOLD_ASSIGN_OR_RETURN(const bool more, reader_.Read());
      if (!more) return decisions;
      first_ = reader_.groups.front().worse;
      ForGroups([this](Group& group) { return LookBack(group); });
      ForGroups([this](Group& group) { return LookAhead(group); });
      for (Group& group : reader_.groups) {
        if (group.status.ok()) group.status = Settle(group);
        TWICETOLD_RETURN_IF_ERROR(group.status);
        decisions.verified += group.compared;
        decisions.protected_pairs += group.protected_pairs;
        if (!group.fate) continue;
        gone_[group.worse] = true;
        if (!kept_for_.empty()) kept_for_[group.worse] = group.fate->kept;
        decisions.gone.push_back(*group.fate);
      }
      done += reader_.numbers.size();
      if (progress != nullptr) progress->Advance(done);
    }
  }

 private:
  template <typename Step>
  void ForGroups(Step step) {
    std::vector<Group>& groups = reader_.groups;
    ParallelFor((groups.size() + kGroupsOfTask - 1) / kGroupsOfTask, threads_, [&](size_t task) {
      const size_t end = std::min(groups.size(), (task + 1) * kGroupsOfTask);
      for (size_t g = task * kGroupsOfTask; g < end; ++g) {
        Group& group = groups[g];
        if (group.worse < references_ || group.fate || !group.status.ok()) continue;
        group.status = step(group);
      }
    });
  }

  // Compares with the candidates that were decided before this stretch.
  absl::Status LookBack(Group& group) {
    for (; group.next < group.end && reader_.BetterAt(group.next) < first_; ++group.next) {
      if (gone_[reader_.BetterAt(group.next)]) continue;
      TWICETOLD_ASSIGN_OR_RETURN(const std::optional<Overlap> overlap, Compare(group, group.next));
      if (!overlap) continue;
      group.fate = ItemFate{group.worse, reader_.BetterAt(group.next), *overlap, true, 0};
      break;
    }
    return absl::OkStatus();
  }

  // Compares with the first candidate in this stretch, which is likely to be kept.
  absl::Status LookAhead(Group& group) {
    for (size_t i = group.next; i < group.end; ++i) {
      const uint32_t better = reader_.BetterAt(i);
      const auto found =
          std::lower_bound(reader_.groups.begin(), reader_.groups.end(), better,
                           [](const Group& other, uint32_t item) { return other.worse < item; });
      const bool known_to_go = found != reader_.groups.end() && found->worse == better &&
                               found->fate && found->fate->kept < first_;
      if (known_to_go) continue;
      TWICETOLD_ASSIGN_OR_RETURN(group.overlap_ahead, Compare(group, i));
      group.ahead = i;
      break;
    }
    return absl::OkStatus();
  }

  // Compares with the candidates of this stretch that are kept, in order.
  absl::Status Settle(Group& group) {
    if (group.worse < references_ || group.fate) return absl::OkStatus();
    for (; group.next < group.end; ++group.next) {
      const uint32_t better = reader_.BetterAt(group.next);
      if (gone_[better]) continue;
      std::optional<Overlap> overlap = group.overlap_ahead;
      if (group.next != group.ahead) {
        TWICETOLD_ASSIGN_OR_RETURN(overlap, Compare(group, group.next));
      }
      if (!overlap) continue;
      group.fate = ItemFate{group.worse, better, *overlap, true, 0};
      return absl::OkStatus();
    }
    return kept_for_.empty() ? absl::OkStatus() : LookThrough(group);
  }

  // Compares with those that its candidates went for, as far as they are no candidates themselves.
  absl::Status LookThrough(Group& group) {
    std::vector<uint32_t> kept;
    for (size_t i = group.begin; i < group.end; ++i) {
      const uint32_t better = reader_.BetterAt(i);
      if (gone_[better]) kept.push_back(kept_for_[better]);
    }
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    for (const uint32_t better : kept) {
      const auto begin = reader_.numbers.begin();
      if (std::binary_search(begin + static_cast<std::ptrdiff_t>(group.begin),
                             begin + static_cast<std::ptrdiff_t>(group.end),
                             ItemPair{better, group.worse}.Number())) {
        continue;
      }
      TWICETOLD_ASSIGN_OR_RETURN(const std::optional<Overlap> overlap, CompareWith(group, better));
      if (!overlap) continue;
      group.fate = ItemFate{group.worse, better, *overlap, true, 0};
      break;
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::optional<Overlap>> Compare(Group& group, size_t candidate) {
    return CompareWith(group, reader_.BetterAt(candidate));
  }

  absl::StatusOr<std::optional<Overlap>> CompareWith(Group& group, uint32_t better) {
    ++group.compared;
    TWICETOLD_ASSIGN_OR_RETURN(const Judgement judgement, comparer_.Judge(group.worse, better));
    if (judgement.is_protected) ++group.protected_pairs;
    return judgement.pair;
  }

  GroupReader reader_;
  const Comparer& comparer_;
  const uint32_t references_;
  const int threads_;
  uint32_t first_ = 0;              // the first item of the stretch
  std::vector<bool> gone_;          // written by one thread, between the steps of all
  std::vector<uint32_t> kept_for_;  // with hot buckets: of an item that went, the kept one
};

}  // namespace

absl::Status VerifyPairs(const Undecided& undecided, const DedupOptions& options, PairVisit visit,
                         Decisions& decisions, Progress* progress) {
  const Comparer comparer(undecided.sets, undecided.texts, options);
  GroupReader reader(undecided.pairs);
  while (true) {
    TWICETOLD_ASSIGN_OR_RETURN(const bool more, reader.Read());
    if (!more) return absl::OkStatus();
    std::vector<std::vector<ItemOverlap>> found(reader.groups.size());
    ParallelFor(reader.groups.size(), options.threads, [&](size_t g) {
      Group& group = reader.groups[g];
      for (size_t i = group.begin; i < group.end; ++i) {
        const uint32_t better = reader.BetterAt(i);
        const auto judgement = comparer.Judge(group.worse, better);
        if (!judgement.ok()) {
          group.status = judgement.status();
          return;
        }
        if (judgement->is_protected) ++group.protected_pairs;
        if (judgement->pair) found[g].push_back({better, group.worse, *judgement->pair});
      }
    });
    for (size_t g = 0; g < found.size(); ++g) {
      TWICETOLD_RETURN_IF_ERROR(reader.groups[g].status);
      decisions.protected_pairs += reader.groups[g].protected_pairs;
      for (const ItemOverlap& pair : found[g]) TWICETOLD_RETURN_IF_ERROR(visit(pair));
    }
    decisions.verified += reader.numbers.size();
    if (progress != nullptr) progress->Advance(decisions.verified);
  }
}

absl::StatusOr<Decisions> Decide(const Undecided& undecided, const DedupOptions& options,
                                 const WorkDir& work, std::string_view stage, PairVisit visit,
                                 Progress* progress) {
  const Comparer comparer(undecided.sets, undecided.texts, options);
  const bool connected = options.grouping == Grouping::kConnected;
  const auto decide_lazily = [&](Progress* told) {
    return Decider(undecided, comparer, options.threads).Run(told);
  };
  if (!options.all_pairs && !connected) return decide_lazily(progress);
  Decisions decisions;
  Representatives representatives(undecided.items, undecided.references);
  Connections connections(undecided.items, work, stage, options.memory / 4);
  const auto take = [&](const ItemOverlap& pair) -> absl::Status {
    if (options.all_pairs) TWICETOLD_RETURN_IF_ERROR(visit(pair));
    if (connected) return connections.Add(pair);
    representatives.Add(pair);
    return absl::OkStatus();
  };
  TWICETOLD_RETURN_IF_ERROR(VerifyPairs(undecided, options, take, decisions, progress));
  if (connected) {
    TWICETOLD_ASSIGN_OR_RETURN(decisions.gone, connections.Fates(undecided.references, comparer));
  } else if (undecided.hot) {
    // All pairs that were found are not all there are.
    TWICETOLD_ASSIGN_OR_RETURN(Decisions lazily, decide_lazily(nullptr));
    decisions.gone = std::move(lazily.gone);
  } else {
    decisions.gone = std::move(representatives).Fates();
  }
  return decisions;
}

}  // namespace twicetold
