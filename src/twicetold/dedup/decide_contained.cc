#include "twicetold/dedup/decide_contained.h"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <queue>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/spill_sorter.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {
namespace {

constexpr char kVerifiedFile[] = "verified";

// Two items of which one is contained in the other, and what they share.
struct Pair {
  uint32_t first = 0;
  uint32_t second = 0;
  uint32_t shared = 0;
  uint32_t only_first = 0;
  uint32_t only_second = 0;

  Overlap OverlapOfFirst() const { return {shared, only_first, only_second}; }
  bool FirstIn(double threshold) const { return OverlapOfFirst().ContainmentOfA() >= threshold; }
  bool SecondIn(double threshold) const { return OverlapOfFirst().ContainmentOfB() >= threshold; }
  Pair Turned() const { return {second, first, shared, only_second, only_first}; }

  friend auto operator<=>(const Pair&, const Pair&) = default;
};

// A part and what it is contained in, the other way not.
struct Part {
  uint32_t whole = 0;
  uint32_t part = 0;
  friend auto operator<=>(const Part&, const Part&) = default;
};

// Items in the order in which they are taken, and for each its place in it.
struct Taking {
  std::vector<uint32_t> item_at;
  std::vector<uint32_t> place_of;
};

// Always the best of the items that wait for none. `parts` are sorted.
Taking OrderOfTaking(uint32_t items, std::span<const Part> parts) {
  std::vector<uint32_t> waits_for(items, 0);
  for (const Part& part : parts) ++waits_for[part.part];
  // Those that wait for none from the beginning, in order; and those that have done waiting.
  uint32_t next = 0;
  std::vector<bool> has_waited(items, false);
  for (const Part& part : parts) has_waited[part.part] = true;
  std::priority_queue<uint32_t, std::vector<uint32_t>, std::greater<>> freed;
  Taking taking;
  taking.item_at.reserve(items);
  taking.place_of.resize(items);
  while (taking.item_at.size() < items) {
    while (next < items && has_waited[next]) ++next;
    uint32_t item = next;
    if (!freed.empty() && (next == items || freed.top() < next)) {
      item = freed.top();
      freed.pop();
    } else {
      ++next;
    }
    taking.place_of[item] = static_cast<uint32_t>(taking.item_at.size());
    taking.item_at.push_back(item);
    for (auto part = std::lower_bound(parts.begin(), parts.end(), Part{item, 0});
         part != parts.end() && part->whole == item; ++part) {
      if (--waits_for[part->part] == 0) freed.push(part->part);
    }
  }
  return taking;
}

// Puts the pairs that hold down, and gives the parts among them, sorted.
absl::StatusOr<std::vector<Part>> Verify(const Undecided& undecided, const DedupOptions& options,
                                         PairVisit visit, SpillWriter& verified,
                                         Decisions& decisions, Progress* progress) {
  const uint32_t references = undecided.references;
  const double threshold = options.recipe.threshold;
  std::vector<Part> parts;
  const auto take = [&](const ItemOverlap& held) -> absl::Status {
    if (options.all_pairs) TWICETOLD_RETURN_IF_ERROR(visit(held));
    if (held.worse < references) return absl::OkStatus();
    const Pair pair = {held.worse, held.better, static_cast<uint32_t>(held.overlap.shared),
                       static_cast<uint32_t>(held.overlap.only_a),
                       static_cast<uint32_t>(held.overlap.only_b)};
    const bool worse_in = pair.FirstIn(threshold);
    // A reference goes for nobody, so it stands in nobody.
    const bool better_in = held.better >= references && pair.SecondIn(threshold);
    if (worse_in && !better_in) parts.push_back({held.better, held.worse});
    if (better_in && !worse_in) parts.push_back({held.worse, held.better});
    return worse_in || better_in ? verified.AppendValues(std::span<const Pair>(&pair, 1))
                                 : absl::OkStatus();
  };
  TWICETOLD_RETURN_IF_ERROR(VerifyPairs(undecided, options, take, decisions, progress));
  std::sort(parts.begin(), parts.end());
  return parts;
}

}  // namespace

absl::StatusOr<Decisions> DecideContained(const Undecided& undecided, const DedupOptions& options,
                                          const WorkDir& work, std::string_view stage,
                                          PairVisit visit, Progress* progress) {
  const uint32_t items = undecided.items;
  Decisions decisions;
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter writer, work.Create(stage, kVerifiedFile));
  Taking taking;
  {
    TWICETOLD_ASSIGN_OR_RETURN(const std::vector<Part> parts,
                               Verify(undecided, options, visit, writer, decisions, progress));
    TWICETOLD_RETURN_IF_ERROR(writer.Finish().status());
    taking = OrderOfTaking(items, parts);
  }
  // The pairs again, by the place of the item that is taken later, then of the other.
  SpillSorter<Pair, Equals::kKept> by_place(work, stage, "run", options.memory / 4);
  TWICETOLD_ASSIGN_OR_RETURN(const SpillReader verified, work.Open(stage, kVerifiedFile));
  SpillStream<Pair> stream(verified);
  while (true) {
    TWICETOLD_ASSIGN_OR_RETURN(const Pair* const next, stream.Next());
    if (next == nullptr) break;
    Pair pair = *next;
    pair.first = taking.place_of[next->first];
    pair.second = taking.place_of[next->second];
    TWICETOLD_RETURN_IF_ERROR(by_place.Add(pair.first > pair.second ? pair : pair.Turned()));
  }
  std::vector<bool> gone(items, false);  // by place
  TWICETOLD_RETURN_IF_ERROR(by_place.Drain([&](const Pair& pair) {
    const uint32_t item = taking.item_at[pair.first];
    const bool stays = item < undecided.references || gone[pair.first] || gone[pair.second];
    if (stays) return absl::OkStatus();
    if (!pair.FirstIn(options.recipe.threshold)) return absl::OkStatus();
    gone[pair.first] = true;
    decisions.gone.push_back({item, taking.item_at[pair.second], pair.OverlapOfFirst()});
    return absl::OkStatus();
  }));
  std::sort(decisions.gone.begin(), decisions.gone.end(),
            [](const ItemFate& a, const ItemFate& b) { return a.item < b.item; });
  std::remove(work.PathOf(stage, kVerifiedFile).c_str());
  return decisions;
}

}  // namespace twicetold
