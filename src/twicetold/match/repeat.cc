#include "twicetold/match/repeat.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/exact_run.h"

namespace twicetold {
namespace {

// Shared words over words of either: at least 3/4.
bool Coincide(const Span& x, const Span& y) {
  const uint64_t shared = Intersection(x, y).size();
  return 4 * shared >= 3 * (x.size() + y.size() - shared);
}

// One side of a passage.
struct Side {
  Span words;
  uint32_t passage = 0;
  bool is_b = false;
};

// The words of `span` that lie in none of `covered` (sorted, disjoint).
void AppendUncovered(const Span& span, const std::vector<Span>& covered,
                     std::vector<uint64_t>& positions) {
  uint64_t next = span.begin;
  for (const Span& run : covered) {
    for (; next < std::min(run.begin, span.end); ++next) positions.push_back(next);
    next = std::max(next, run.end);
  }
  for (; next < span.end; ++next) positions.push_back(next);
}

// The places of one repeat: disjoint, looked up by position.
class Places {
 public:
  void Add(const Span& place) { ends_.emplace(place.begin, place.end); }

  bool Overlap(const Span& words) const {
    const auto last = LastBefore(words.end);
    return last != ends_.end() && last->second > words.begin;
  }

  // True when one of them coincides with `words`: it holds the middle one then.
  bool Coincides(const Span& words) const {
    const auto last = LastBefore(words.begin + words.size() / 2 + 1);
    return last != ends_.end() && Coincide(Span{last->first, last->second}, words);
  }

 private:
  // The last to begin before `position`.
  std::map<uint64_t, uint64_t>::const_iterator LastBefore(uint64_t position) const {
    const auto next = ends_.lower_bound(position);
    return next == ends_.begin() ? ends_.end() : std::prev(next);
  }

  std::map<uint64_t, uint64_t> ends_;  // by begin
};

class RepeatBuilder {
 public:
  explicit RepeatBuilder(std::span<const Alignment> passages) : passages_(passages) {
    for (uint32_t p = 0; p < passages.size(); ++p) {
      spans_.emplace_back(passages[p].a(), passages[p].b());
      sides_.push_back(Side{spans_[p].first, p, false});
      sides_.push_back(Side{spans_[p].second, p, true});
    }
    std::sort(sides_.begin(), sides_.end(), [](const Side& x, const Side& y) {
      return std::tuple(x.words, x.passage, x.is_b) < std::tuple(y.words, y.passage, y.is_b);
    });
    told_.assign(passages.size(), false);
  }

  std::vector<Repeat> Build() {
    std::vector<uint64_t> matched(passages_.size());
    for (size_t p = 0; p < passages_.size(); ++p) matched[p] = passages_[p].matched_words();
    std::vector<uint32_t> order(passages_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](uint32_t x, uint32_t y) {
      return std::tuple(matched[y], spans_[x]) < std::tuple(matched[x], spans_[y]);
    });
    std::vector<Repeat> repeats;
    for (const uint32_t p : order) {
      if (told_[p]) continue;
      const auto& [a, b] = spans_[p];
      // The side that more passages meet represents: a text in many places has all its places
      // tied to it even where the search held pairs back.
      repeats.push_back(BuildAround(Untold(b).size() > Untold(a).size() ? b : a, p));
    }
    std::sort(repeats.begin(), repeats.end(), [](const Repeat& x, const Repeat& y) {
      const Span& first = x.occurrences[0].words;
      const Span& second = y.occurrences[0].words;
      return std::tuple(first.begin, second.end, x.occurrences[1].words) <
             std::tuple(second.begin, first.end, y.occurrences[1].words);
    });
    return repeats;
  }

 private:
  // The sides of passages not yet told that coincide with `stretch`.
  std::vector<Side> Untold(const Span& stretch) const {
    // Coinciding stretches begin at most a third of the length apart.
    const uint64_t reach = stretch.size() / 3 + 1;
    const uint64_t low = stretch.begin - std::min(stretch.begin, reach);
    std::vector<Side> found;
    auto side =
        std::lower_bound(sides_.begin(), sides_.end(), low,
                         [](const Side& x, uint64_t begin) { return x.words.begin < begin; });
    for (; side != sides_.end() && side->words.begin <= stretch.begin + reach; ++side) {
      if (!told_[side->passage] && Coincide(side->words, stretch)) found.push_back(*side);
    }
    return found;
  }

  // `stretch` is a side of passage `own`, which is therefore sure to become part of the repeat.
  Repeat BuildAround(const Span& stretch, uint32_t own) {
    std::vector<Side> sides = Untold(stretch);
    // After its own, the best-aligned passage decides where two compete for one place.
    std::sort(sides.begin(), sides.end(), [this, own](const Side& x, const Side& y) {
      return std::tuple(x.passage != own, passages_[y.passage].matched_words(), x.passage) <
             std::tuple(y.passage != own, passages_[x.passage].matched_words(), y.passage);
    });
    Occurrence representative;
    representative.words = stretch;
    representative.runs = {EqualRun{stretch.begin, stretch.begin, stretch.size()}};
    representative.matched_words = stretch.size();
    std::vector<Occurrence> occurrences;
    Places places;
    places.Add(stretch);
    for (const Side& side : sides) {
      Occurrence other = OtherSide(side);
      if (places.Overlap(other.words)) continue;
      places.Add(other.words);
      told_[side.passage] = true;
      AppendUncovered(Intersection(side.words, stretch),
                      RunSpans(passages_[side.passage], side.is_b), representative.edited);
      occurrences.push_back(std::move(other));
    }
    auto& edited = representative.edited;
    std::sort(edited.begin(), edited.end());
    edited.erase(std::unique(edited.begin(), edited.end()), edited.end());
    occurrences.push_back(std::move(representative));
    TellImplied(occurrences, places);
    return Finish(std::move(occurrences), stretch);
  }

  // Passages among the occurrences themselves say nothing new.
  void TellImplied(const std::vector<Occurrence>& occurrences, const Places& places) {
    for (const Occurrence& occurrence : occurrences) {
      for (const Side& side : Untold(occurrence.words)) {
        const auto& [a, b] = spans_[side.passage];
        if (places.Coincides(side.is_b ? a : b)) told_[side.passage] = true;
      }
    }
  }

  static Repeat Finish(std::vector<Occurrence> occurrences, const Span& stretch) {
    Repeat repeat;
    repeat.occurrences = std::move(occurrences);
    std::sort(repeat.occurrences.begin(), repeat.occurrences.end(),
              [](const Occurrence& x, const Occurrence& y) { return x.words < y.words; });
    for (size_t i = 0; i < repeat.occurrences.size(); ++i) {
      if (repeat.occurrences[i].words == stretch) repeat.representative = i;
    }
    return repeat;
  }

  // The occurrence at the far end of a passage whose `side` is the representative.
  Occurrence OtherSide(const Side& side) const {
    const Alignment& passage = passages_[side.passage];
    Occurrence occurrence;
    occurrence.words = side.is_b ? spans_[side.passage].first : spans_[side.passage].second;
    occurrence.matched_words = passage.matched_words();
    occurrence.identity = passage.identity();
    AppendUncovered(occurrence.words, RunSpans(passage, !side.is_b), occurrence.edited);
    for (const ExactRun& run : passage.runs) {
      occurrence.runs.push_back(side.is_b ? EqualRun{run.a, run.b, run.size}
                                          : EqualRun{run.b, run.a, run.size});
    }
    return occurrence;
  }

  static std::vector<Span> RunSpans(const Alignment& passage, bool of_b) {
    std::vector<Span> spans;
    for (const ExactRun& run : passage.runs) {
      const uint64_t begin = of_b ? run.b : run.a;
      spans.push_back(Span{begin, begin + run.size});
    }
    return spans;
  }

  const std::span<const Alignment> passages_;
  std::vector<std::pair<Span, Span>> spans_;  // both sides of each passage
  std::vector<Side> sides_;                   // sorted by position
  std::vector<bool> told_;                    // one a passage: part of a repeat, or implied
};

}  // namespace

uint64_t Repeat::words() const {
  uint64_t most = 0;
  for (size_t i = 0; i < occurrences.size(); ++i) {
    if (i != representative) most = std::max(most, occurrences[i].matched_words);
  }
  return most;
}

double Repeat::identity() const {
  double least = 1.0;
  for (const Occurrence& occurrence : occurrences) least = std::min(least, occurrence.identity);
  return least;
}

std::vector<Repeat> MergeIntoRepeats(std::span<const Alignment> passages) {
  return RepeatBuilder(passages).Build();
}

}  // namespace twicetold
