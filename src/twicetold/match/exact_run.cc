#include "twicetold/match/exact_run.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/span.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

struct Seed {
  uint64_t key;
  uint32_t position;
  friend auto operator<=>(const Seed&, const Seed&) = default;
};

// How a position's shingle takes part in the pairing.
enum class Standing : uint8_t {
  kNone,  // no shingle begins here, or it stands inside a tandem after its first period
  kCold,  // paired with every equal shingle
  kHot,   // paired with the first and the previous equal shingle only
};

// A pair of equal shingles from which a run has still to be grown to the left.
struct LoosePair {
  uint32_t diagonal;
  uint32_t a;
  friend auto operator<=>(const LoosePair&, const LoosePair&) = default;
};

uint64_t End(const Tandem& tandem) { return uint64_t{tandem.begin} + tandem.size; }

class RunFinder {
 public:
  RunFinder(const WordSequence& words, const ExactRunOptions& options)
      : words_(words),
        options_(options),
        references_begin_(options.scope == PairScope::kToReferences
                              ? words.document_range(options.first_reference).begin
                              : words.size()),
        standing_(words.size(), Standing::kNone) {}

  ExactRuns Find() {
    CollectSeeds();
    FindTandems();
    DropSeedsInsideTandems();
    ChooseHot();
    ForEachGroup([this](size_t begin, size_t end) { PairGroup(begin, end); });
    GrowLoosePairs();
    SeparateOverlappingRuns();
    std::sort(result_.runs.begin(), result_.runs.end(), [](const ExactRun& x, const ExactRun& y) {
      return std::tie(x.a, x.b, x.size) < std::tie(y.a, y.b, y.size);
    });
    result_.runs.erase(std::unique(result_.runs.begin(), result_.runs.end()), result_.runs.end());
    return std::move(result_);
  }

 private:
  // Where the shingle that begins at `p` ends: the least run that weighs seed_words. What weighs
  // less when its document ends is no shingle; then the end is 0.
  size_t SeedEnd(size_t p) const {
    uint64_t quarters = 0;
    while (quarters < kQuartersPerWord * options_.seed_words) {
      if (p >= words_.size() || words_.quarters(p) == 0) return 0;
      quarters += words_.quarters(p++);
    }
    return p;
  }

  void CollectSeeds() {
    CollectSeeds(0, references_begin_, nullptr);
    if (references_begin_ < words_.size()) {
      absl::flat_hash_set<uint64_t> keys;
      for (const Seed& seed : seeds_) keys.insert(seed.key);
      CollectSeeds(references_begin_, words_.size(), &keys);
    }
    std::sort(seeds_.begin(), seeds_.end());
  }

  // The seeds that begin in [begin, end), of `wanted` keys only if there is such a set.
  void CollectSeeds(size_t begin, size_t end, const absl::flat_hash_set<uint64_t>* wanted) {
    for (size_t p = begin; p < end; ++p) {
      const size_t seed_end = SeedEnd(p);
      if (seed_end == 0) continue;
      uint64_t key = 0;
      for (size_t k = p; k < seed_end; ++k) key = Mix64(key + 0x9e3779b97f4a7c15U + words_.id(k));
      if (wanted != nullptr && !wanted->contains(key)) continue;
      seeds_.push_back(Seed{key, static_cast<uint32_t>(p)});
      standing_[p] = Standing::kCold;
    }
  }

  // Calls visit(begin, end) for each range of seeds_ of one key with at least two members.
  template <typename Visit>
  void ForEachGroup(Visit visit) const {
    for (size_t begin = 0; begin < seeds_.size();) {
      size_t end = begin + 1;
      while (end < seeds_.size() && seeds_[end].key == seeds_[begin].key) ++end;
      if (end - begin > 1) visit(begin, end);
      begin = end;
    }
  }

  void FindTandems() {
    if (options_.scope != PairScope::kEverywhere) return;
    std::vector<uint32_t> distance(words_.size(), 0);  // to the previous equal shingle; 0 for none
    ForEachGroup([&](size_t begin, size_t end) {
      for (size_t s = begin + 1; s < end; ++s) {
        distance[seeds_[s].position] = seeds_[s].position - seeds_[s - 1].position;
      }
    });
    for (size_t p = 0; p < distance.size();) {
      const uint32_t period = distance[p];
      size_t last = p;
      while (last + 1 < distance.size() && distance[last + 1] == period) ++last;
      if (period != 0) AddTandem(p - period, SeedEnd(last), period);
      p = last + 1;
    }
  }

  // Keeps [begin, end) as a tandem when it truly repeats with `period` at least once, and with it
  // the words beyond that still do: their shingles may have an equal one nearer than the period.
  void AddTandem(size_t begin, size_t end, uint32_t period) {
    if (end - begin < 2 * size_t{period}) return;
    for (size_t p = begin + period; p < end; ++p) {
      if (words_.id(p) != words_.id(p - period)) return;
    }
    while (begin > 0 && words_.id(begin - 1) == words_.id(begin - 1 + period)) --begin;
    while (words_.id(end) == words_.id(end - period)) ++end;  // a barrier stops it at the latest
    result_.tandems.push_back(
        Tandem{static_cast<uint32_t>(begin), static_cast<uint32_t>(end - begin), period});
  }

  void DropSeedsInsideTandems() {
    for (const Tandem& tandem : result_.tandems) {
      const size_t end = size_t{tandem.begin} + tandem.size;
      for (size_t p = size_t{tandem.begin} + tandem.period; p < end; ++p) {
        if (SeedEnd(p) <= end) standing_[p] = Standing::kNone;
      }
    }
    std::erase_if(seeds_,
                  [this](const Seed& seed) { return standing_[seed.position] == Standing::kNone; });
  }

  // Where the members of a group that lie in references begin.
  size_t ReferencesOf(size_t begin, size_t end) const {
    while (begin < end && seeds_[begin].position < references_begin_) ++begin;
    return begin;
  }

  uint64_t PairsOf(size_t begin, size_t end) const {
    const uint64_t size = end - begin;
    if (options_.scope != PairScope::kToReferences) return size * (size - 1) / 2;
    const uint64_t references = end - ReferencesOf(begin, end);
    return references * (size - references);
  }

  // Marks the hottest groups when all pairs would be more than the budget.
  void ChooseHot() {
    std::vector<uint64_t> sizes;  // in pairs
    ForEachGroup([&](size_t begin, size_t end) { sizes.push_back(PairsOf(begin, end)); });
    std::sort(sizes.begin(), sizes.end());
    uint64_t pairs = 0;
    uint64_t least_hot = UINT64_MAX;  // the size of group at which the budget runs out
    for (const uint64_t size : sizes) {
      pairs += size;
      if (pairs > options_.max_seed_pairs) {
        least_hot = size;
        break;
      }
    }
    if (least_hot == UINT64_MAX) return;
    ForEachGroup([&](size_t begin, size_t end) {
      if (PairsOf(begin, end) < least_hot) return;
      ++result_.hot_shingles;
      for (size_t s = begin; s < end; ++s) standing_[seeds_[s].position] = Standing::kHot;
    });
  }

  void PairGroup(size_t begin, size_t end) {
    if (standing_[seeds_[begin].position] == Standing::kHot) {
      PairHot(begin, end);
      return;
    }
    const bool to_references = options_.scope == PairScope::kToReferences;
    const size_t first_b = to_references ? ReferencesOf(begin, end) : begin + 1;
    for (size_t t = first_b; t < end; ++t) {
      const size_t last_a = to_references ? first_b : t;
      for (size_t s = begin; s < last_a; ++s) PairCold(seeds_[s].position, seeds_[t].position);
    }
  }

  // Each member with the first and the one before it. Where pairs inside a document are out of
  // scope, the members in the first one's document meet the first member beyond that instead.
  void PairHot(size_t begin, size_t end) {
    const uint32_t first = seeds_[begin].position;
    size_t beyond = begin + 1;
    while (beyond < end && !InScope(first, seeds_[beyond].position)) ++beyond;
    if (beyond == end) return;
    for (size_t s = begin + 1; s < beyond; ++s) {
      AddLoose(seeds_[s].position, seeds_[beyond].position);
    }
    for (size_t t = beyond; t < end; ++t) {
      AddLoose(first, seeds_[t].position);
      AddLoose(seeds_[t - 1].position, seeds_[t].position);
    }
  }

  bool InScope(uint32_t a, uint32_t b) const {
    switch (options_.scope) {
      case PairScope::kEverywhere:
        return true;
      case PairScope::kAcrossDocuments:
        return words_.DocumentOf(a) != words_.DocumentOf(b);
      case PairScope::kToReferences:
        return a < references_begin_ && b >= references_begin_;
    }
    return false;
  }

  void AddLoose(uint32_t a, uint32_t b) {
    if (InScope(a, b)) loose_.push_back(LoosePair{b - a, a});
  }

  void PairCold(uint32_t a, uint32_t b) {
    if (a > 0 && words_.id(a - 1) == words_.id(b - 1)) {
      // The run begins earlier; the pair one to the left tells of it if it is looked at.
      const bool told = standing_[a - 1] == Standing::kCold && standing_[b - 1] == Standing::kCold;
      if (!told) AddLoose(a, b);
      return;
    }
    if (InScope(a, b)) GrowRight(a, b);
  }

  // Emits the run that begins at (a, b), if it has a whole seed (equal keys may differ in words).
  uint32_t GrowRight(uint32_t a, uint32_t b) {
    uint32_t size = 0;
    while (b + size < words_.size() && words_.id(a + size) == words_.id(b + size)) ++size;
    const size_t seed_end = SeedEnd(a);
    if (seed_end != 0 && a + size >= seed_end) result_.runs.push_back(ExactRun{a, b, size});
    return size;
  }

  // Each diagonal from left to right, so that a run is grown once however many pairs lie on it.
  void GrowLoosePairs() {
    std::sort(loose_.begin(), loose_.end());
    uint32_t diagonal = 0;
    uint32_t covered = 0;
    for (const LoosePair& pair : loose_) {
      if (pair.diagonal != diagonal) {
        diagonal = pair.diagonal;
        covered = 0;
      }
      if (pair.a < covered) continue;
      uint32_t a = pair.a;
      while (a > 0 && words_.id(a - 1) == words_.id(a - 1 + diagonal)) --a;
      covered = a + std::max(GrowRight(a, a + diagonal), 1U);
    }
    loose_.clear();
  }

  // A run that overlaps itself is a tandem whose period the shingles did not show.
  void SeparateOverlappingRuns() {
    std::erase_if(result_.runs, [this](const ExactRun& run) {
      if (run.size < run.diagonal()) return false;
      result_.tandems.push_back(Tandem{run.a, run.size + run.diagonal(), run.diagonal()});
      return true;
    });
    KeepOutermostTandems();
    std::erase_if(result_.runs, [this](const ExactRun& run) { return ToldByTandem(run); });
  }

  void KeepOutermostTandems() {
    auto& tandems = result_.tandems;
    std::sort(tandems.begin(), tandems.end(), [](const Tandem& x, const Tandem& y) {
      return std::tuple(x.begin, y.size, x.period) < std::tuple(y.begin, x.size, y.period);
    });
    std::vector<Tandem> kept;
    for (const Tandem& tandem : tandems) {
      // Multiples of a period cover no more than the period itself does. The last one kept is the
      // one that reaches furthest.
      const bool inside = !kept.empty() && End(tandem) <= End(kept.back());
      if (!inside) kept.push_back(tandem);
    }
    tandems = std::move(kept);
  }

  // True when both sides lie in one tandem and the second begins after its first period.
  bool ToldByTandem(const ExactRun& run) const {
    // Those that hold `run.a` end in order, so the last to begin reaches furthest.
    auto tandem = std::upper_bound(
        result_.tandems.begin(), result_.tandems.end(), run.a,
        [](uint32_t position, const Tandem& other) { return position < other.begin; });
    while (tandem != result_.tandems.begin()) {
      --tandem;
      if (End(*tandem) < uint64_t{run.b} + run.size) return false;
      if (run.b >= uint64_t{tandem->begin} + tandem->period) return true;
    }
    return false;
  }

  const WordSequence& words_;
  const ExactRunOptions& options_;
  const size_t references_begin_;   // position; the end where there are none
  std::vector<Standing> standing_;  // one a position
  std::vector<Seed> seeds_;         // sorted by (key, position)
  std::vector<LoosePair> loose_;
  ExactRuns result_;
};

}  // namespace

ExactRuns FindExactRuns(const WordSequence& words, const ExactRunOptions& options) {
  return RunFinder(words, options).Find();
}

}  // namespace twicetold
