#include "twicetold/match/passage.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/companion.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/nearest_copies.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// Texts of fewer words get the cells of so many: there is time for all of a short one.
constexpr uint64_t kLeastWords = uint64_t{1} << 15;

Span SideA(const ExactRun& run) { return Span{run.a, uint64_t{run.a} + run.size}; }

uint32_t End(const ExactRun& run) { return run.a + run.size; }

// What the words of a span weigh together.
uint64_t QuartersOf(const WordSequence& words, const Span& span) {
  uint64_t quarters = 0;
  for (uint64_t p = span.begin; p < span.end; ++p) quarters += words.quarters(p);
  return quarters;
}

// The share of equal words in an end run of `size` and the `gap` words that tie it to the rest,
// compared without dividing.
bool LessLike(uint64_t size, uint64_t gap, uint64_t other_size, uint64_t other_gap) {
  return size * other_gap < other_size * gap;
}

class PassageFinder {
 public:
  PassageFinder(const WordSequence& words, const PassageOptions& options)
      : words_(words),
        options_(options),
        aligner_(words, options.max_gap_words),
        copies_(words, std::min(options.seed_words, options.min_words)),
        max_cells_(std::max<uint64_t>(kLeastWords, words.size()) * options.max_cells_per_word) {}

  Passages Find() {
    ExactRuns found = FindSeeds(words_, options_);
    result_.hot_shingles = found.hot_shingles;
    runs_ = std::move(found.runs);
    for (const Tandem& tandem : found.tandems) TellWholeBlocks(tandem);
    GrowLongestFirst();
    for (const Tandem& tandem : found.tandems) TellLastBlock(tandem);
    std::sort(result_.passages.begin(), result_.passages.end(),
              [](const Alignment& x, const Alignment& y) {
                return std::tuple(x.a(), x.b()) < std::tuple(y.a(), y.b());
              });
    return std::move(result_);
  }

 private:
  // In words: the least number of periods that is long enough to be told.
  uint64_t BlockSize(const Tandem& tandem) const {
    uint64_t block = 0;
    uint64_t quarters = 0;
    while (quarters < kQuartersPerWord * options_.min_words && 2 * block < tandem.size) {
      for (uint32_t i = 0; i < tandem.period; ++i) {
        quarters += words_.quarters(tandem.begin + i);
      }
      block += tandem.period;
    }
    return block;
  }

  static ExactRun Block(const Tandem& tandem, uint64_t begin, uint64_t size) {
    return ExactRun{tandem.begin, static_cast<uint32_t>(tandem.begin + begin),
                    static_cast<uint32_t>(size)};
  }

  void TellWholeBlocks(const Tandem& tandem) {
    const uint64_t block = BlockSize(tandem);
    for (uint64_t begin = block; begin + block <= tandem.size; begin += block) {
      Tell(Alignment{{Block(tandem, begin, block)}});
    }
  }

  // What is left behind the whole blocks, unless it has become part of a passage that goes on
  // beyond the tandem.
  void TellLastBlock(const Tandem& tandem) {
    const uint64_t block = BlockSize(tandem);
    const uint64_t rest = tandem.size % block;
    if (rest == 0) return;
    Tell(Alignment{{Block(tandem, tandem.size - rest, rest)}});
  }

  // Makes a block a passage, unless another has aligned these words.
  void Tell(const Alignment& block) {
    if (!IsPassage(block) || IsTaken(block.runs[0])) return;
    Take(block.runs[0]);
    result_.passages.push_back(block);
  }

  void GrowLongestFirst() {
    // runs_ by diagonal, to find the seeds that lie on an alignment's path.
    std::sort(runs_.begin(), runs_.end(), [](const ExactRun& x, const ExactRun& y) {
      return std::tuple(x.diagonal(), x.a) < std::tuple(y.diagonal(), y.a);
    });
    spent_.assign(runs_.size(), false);
    std::vector<size_t> order(runs_.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::sort(order.begin(), order.end(), [this](size_t x, size_t y) {
      return std::tuple(runs_[y].size, runs_[x].a, runs_[x].b) <
             std::tuple(runs_[x].size, runs_[y].a, runs_[y].b);
    });
    for (const size_t seed : order) {
      if (spent_[seed]) continue;
      Alignment alignment = Reach(runs_[seed]);
      KeepFreeGround(runs_[seed], alignment);
      if (alignment.runs.empty()) continue;
      aligner_.Trim(runs_[seed], alignment);
      CutToIdentity(runs_[seed], alignment);
      for (const ExactRun& run : alignment.runs) SpendSeedsOn(run);
      if (!IsPassage(alignment)) continue;
      for (const ExactRun& run : alignment.runs) Take(run);
      result_.passages.push_back(std::move(alignment));
    }
  }

  Alignment Reach(const ExactRun& seed) {
    if (aligner_.cells() > max_cells_) {
      ++result_.ungrown_seeds;
      return Alignment{{seed}};
    }
    Span ground_a = words_.document_range(words_.DocumentOf(seed.a));
    Span ground_b = words_.document_range(words_.DocumentOf(seed.b));
    if (Quarters(SideA(seed)) >= kQuartersPerWord * options_.min_words) {
      ground_a = Ground(seed, seed.a, ground_a);
      ground_b = Ground(seed, seed.b, ground_b);
    } else {
      ground_a = GroundBetweenRows(seed, seed.a, ground_a);
      ground_b = GroundBetweenRows(seed, seed.b, ground_b);
    }
    return aligner_.Reach(seed, ground_a, ground_b);
  }

  // The part of `document` around the side of `seed` at `begin` that holds no copy of it. Its
  // outer quarters, as far as it is long enough without, need not be in a copy: two places may
  // share a word more by chance.
  Span Ground(const ExactRun& seed, uint32_t begin, Span document) const {
    const uint32_t margin = std::min(seed.size / 4, (seed.size - options_.min_words) / 2);
    const Span core{begin + margin, begin + seed.size - margin};
    Span ground = copies_.Ground(static_cast<uint32_t>(core.begin),
                                 static_cast<uint32_t>(core.size()), document);
    if (ground.begin > document.begin) {
      ground.begin = std::min<uint64_t>(ground.begin + margin, begin);
    }
    if (ground.end < document.end) {
      ground.end = std::max(ground.end - margin, uint64_t{begin} + seed.size);
    }
    return ground;
  }

  // The same for a seed too short to be a passage: only a copy so near that the two are rows of one
  // table or list ends the ground.
  Span GroundBetweenRows(const ExactRun& seed, uint32_t begin, const Span& document) const {
    const uint64_t near = 2 * uint64_t{options_.min_words};
    const uint64_t end = uint64_t{begin} + seed.size;
    const Span copies = copies_.Ground(begin, seed.size, document);
    return Span{copies.begin + near > begin ? copies.begin : document.begin,
                copies.end < end + near ? copies.end : document.end};
  }

  // Gives up the worse end until what is left is like enough, at the latest when it is the seed.
  void CutToIdentity(const ExactRun& seed, Alignment& alignment) const {
    auto& runs = alignment.runs;
    while (alignment.identity() < options_.min_identity && runs.size() > 1) {
      const size_t last = runs.size() - 1;
      const bool keep_first = Holds(runs[0], seed);
      const bool keep_last = Holds(runs[last], seed);
      const bool drop_last =
          keep_first ||
          (!keep_last && LessLike(runs[last].size, runs[last - 1].EditedBefore(runs[last]),
                                  runs[0].size, runs[0].EditedBefore(runs[1])));
      if (drop_last) {
        runs.pop_back();
      } else {
        runs.erase(runs.begin());
      }
      aligner_.Trim(seed, alignment);
    }
  }

  static bool Holds(const ExactRun& run, const ExactRun& seed) {
    return run.diagonal() == seed.diagonal() && SideA(run).Overlaps(SideA(seed));
  }

  // Cuts the alignment back to the stretch around its seed that no passage has aligned yet;
  // leaves nothing when the seed itself is taken.
  void KeepFreeGround(const ExactRun& seed, Alignment& alignment) const {
    auto& runs = alignment.runs;
    const auto found = std::find_if(runs.begin(), runs.end(),
                                    [&seed](const ExactRun& run) { return Holds(run, seed); });
    if (IsTaken(*found)) {
      runs.clear();
      return;
    }
    auto first = found;
    while (first != runs.begin() && !IsTaken(*(first - 1))) --first;
    auto last = found + 1;
    while (last != runs.end() && !IsTaken(*last)) ++last;
    runs.erase(last, runs.end());
    runs.erase(runs.begin(), first);
  }

  void Take(const ExactRun& run) { taken_.emplace(std::pair(run.diagonal(), run.a), End(run)); }

  // The runs taken on one diagonal are disjoint, so only the last to begin before `run` ends can
  // overlap it.
  bool IsTaken(const ExactRun& run) const {
    auto other = taken_.lower_bound(std::pair(run.diagonal(), End(run)));
    if (other == taken_.begin()) return false;
    --other;
    return other->first.first == run.diagonal() && other->second > run.a;
  }

  void SpendSeedsOn(const ExactRun& run) {
    // Maximal runs of one diagonal are disjoint, so those that overlap `run` are neighbours.
    auto seed =
        std::upper_bound(runs_.begin(), runs_.end(), run, [](const ExactRun& x, const ExactRun& y) {
          return std::tuple(x.diagonal(), x.a + x.size) < std::tuple(y.diagonal(), y.a + y.size);
        });
    while (seed != runs_.begin()) {
      const ExactRun& before = *(seed - 1);
      if (before.diagonal() != run.diagonal() || !SideA(before).Overlaps(SideA(run))) break;
      --seed;
    }
    for (; seed != runs_.end() && seed->diagonal() == run.diagonal() &&
           SideA(*seed).Overlaps(SideA(run));
         ++seed) {
      spent_[static_cast<size_t>(seed - runs_.begin())] = true;
    }
  }

  uint64_t Quarters(const Span& span) const { return QuartersOf(words_, span); }

  bool IsPassage(const Alignment& alignment) const {
    uint64_t equal = 0;
    uint64_t witness = 0;
    for (const ExactRun& run : alignment.runs) {
      const uint64_t of_run = Quarters(SideA(run));
      equal += of_run;
      witness = std::max(witness, of_run);
    }
    const uint64_t needed = kQuartersPerWord * options_.min_words;
    // Of both sides together, what is not equal was edited.
    const uint64_t edited = Quarters(alignment.a()) + Quarters(alignment.b()) - 2 * equal;
    return equal >= needed && 2 * equal + 2 * kQuartersPerWord >= edited + 2 * needed &&
           witness >= kQuartersPerWord * std::min(options_.seed_words, options_.min_words) &&
           alignment.identity() >= options_.min_identity;
  }

  const WordSequence& words_;
  const PassageOptions& options_;
  Aligner aligner_;
  const NearestCopies copies_;
  const uint64_t max_cells_;
  std::vector<ExactRun> runs_;  // sorted by (diagonal, a)
  std::vector<bool> spent_;     // one a run: lies on an alignment that has been looked at
  // The runs of accepted passages: diagonal and begin, to end.
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> taken_;
  Passages result_;
};

}  // namespace

ExactRuns FindSeeds(const WordSequence& words, const PassageOptions& options) {
  ExactRunOptions run_options;
  run_options.seed_words = std::min(options.seed_words, options.min_words);
  run_options.scope = options.scope;
  run_options.first_reference = options.first_reference;
  run_options.max_seed_pairs = options.max_seed_pairs;
  ExactRuns found = FindExactRuns(words, run_options);
  CompanionSearch companions(words, options.max_gap_words);
  std::erase_if(found.runs, [&](const ExactRun& seed) {
    return QuartersOf(words, SideA(seed)) < kQuartersPerWord * options.min_words &&
           (options.max_gap_words == 0 || !companions.HasCompanion(seed));
  });
  return found;
}

Passages FindPassages(const WordSequence& words, const PassageOptions& options) {
  return PassageFinder(words, options).Find();
}

}  // namespace twicetold
