// Exact set measures and the exact self-join.
//
// The join is AllPairs (Bayardo, Ma and Srikant, WWW 2007) for Jaccard, with the positional bound
// of PPJoin (Xiao, Wang, Lin and Yu, WWW 2008, section 3). Elements are put in one order, rare
// first. If |A and B| >= o then the first |A| - o + 1 elements of A and the first |B| - o + 1 of B
// have one in common, so only these prefixes are indexed and looked up, and being rare they meet
// few others. Sets come by rising size: a set looks up its prefix for the least overlap any partner
// could need, among prefixes indexed for the overlap a partner of at least equal size needs.
// Elements that stand in one set only are never indexed, but keep their places in the order.
//
// "At least the threshold" means shared / union >= threshold with the quotient rounded to double,
// as Resemblance() reports it: 4 shared of 5 reaches the threshold 0.8. Every bound is an integer
// derived from that one comparison, so rounding can neither lose nor add a pair.
//
// Memory: about 32 bytes an element of all sets together. Time: near-linear at high thresholds on
// natural text; quadratic at worst, when sets share their rarest elements (the answer may be too).

#include "twicetold/match/overlap.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/match/intersect_kernel.h"

namespace twicetold {
namespace {

double Share(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

bool Reaches(uint64_t shared, uint64_t size_a, uint64_t size_b, double threshold) {
  return Share(shared, size_a + size_b - shared) >= threshold;
}

// The least overlap with which sets of these sizes reach the threshold (it may exceed the smaller
// size: then they cannot). The estimate is off by rounding only; the loops make it exact.
uint64_t RequiredOverlap(uint64_t size_a, uint64_t size_b, double threshold) {
  const uint64_t total = size_a + size_b;
  uint64_t overlap =
      static_cast<uint64_t>(threshold / (1.0 + threshold) * static_cast<double>(total));
  while (overlap > 0 && Reaches(overlap - 1, size_a, size_b, threshold)) --overlap;
  while (!Reaches(overlap, size_a, size_b, threshold)) ++overlap;
  return overlap;
}

// The least overlap with which a set of this size reaches the threshold with any other: with a
// subset of itself, whose elements are all shared.
uint64_t LeastOverlap(uint64_t size, double threshold) {
  uint64_t overlap = static_cast<uint64_t>(threshold * static_cast<double>(size));
  while (overlap > 0 && Share(overlap - 1, size) >= threshold) --overlap;
  while (Share(overlap, size) < threshold) ++overlap;
  return overlap;
}

// All sets with their elements replaced by ranks, rare first; elements of one set only left out.
struct RankedSets {
  std::vector<uint32_t> frequencies;         // of rank r: sets that hold it, at least 2
  std::vector<std::vector<uint32_t>> ranks;  // of set s: ascending
};

struct Occurrence {
  uint64_t element;
  uint32_t set;
};

// The occurrences of one element, as a range.
struct ElementRun {
  size_t begin;
  uint32_t frequency;
};

RankedSets RankSets(std::span<const std::vector<uint64_t>> sets) {
  std::vector<Occurrence> occurrences;
  for (uint32_t set = 0; set < sets.size(); ++set) {
    for (const uint64_t element : sets[set]) occurrences.push_back({element, set});
  }
  std::sort(occurrences.begin(), occurrences.end(), [](const Occurrence& x, const Occurrence& y) {
    return x.element != y.element ? x.element < y.element : x.set < y.set;
  });
  std::vector<ElementRun> runs;
  for (size_t begin = 0; begin < occurrences.size();) {
    size_t end = begin + 1;
    while (end < occurrences.size() && occurrences[end].element == occurrences[begin].element) {
      ++end;
    }
    if (end - begin >= 2) runs.push_back({begin, static_cast<uint32_t>(end - begin)});
    begin = end;
  }
  std::stable_sort(runs.begin(), runs.end(), [](const ElementRun& x, const ElementRun& y) {
    return x.frequency < y.frequency;
  });
  RankedSets ranked;
  ranked.ranks.resize(sets.size());
  for (const ElementRun& run : runs) {
    const uint32_t rank = static_cast<uint32_t>(ranked.frequencies.size());
    ranked.frequencies.push_back(run.frequency);
    for (size_t i = run.begin; i < run.begin + run.frequency; ++i) {
      ranked.ranks[occurrences[i].set].push_back(rank);
    }
  }
  return ranked;
}

// For every rank the sets that hold it in their prefix, by rising size.
class PrefixIndex {
 public:
  struct Posting {
    uint32_t set;
    uint32_t place;  // of the element among all of the set's, rare first
  };

  explicit PrefixIndex(std::span<const uint32_t> frequencies) : lists_(frequencies.size()) {
    size_t begin = 0;
    for (size_t rank = 0; rank < frequencies.size(); ++rank) {
      lists_[rank] = {begin, begin};
      begin += frequencies[rank];
    }
    postings_.resize(begin);
  }

  void Add(uint32_t rank, Posting posting) { postings_[lists_[rank].end++] = posting; }

  // The postings of `rank`, without those at the front that `too_small` says of their set; these
  // are forgotten, since the sets that ask only grow.
  template <typename Predicate>
  std::span<const Posting> Find(uint32_t rank, Predicate too_small) {
    List& list = lists_[rank];
    while (list.begin < list.end && too_small(postings_[list.begin].set)) ++list.begin;
    return std::span<const Posting>(postings_).subspan(list.begin, list.end - list.begin);
  }

 private:
  struct List {
    size_t begin;
    size_t end;
  };
  std::vector<List> lists_;
  std::vector<Posting> postings_;
};

class Joiner {
 public:
  Joiner(std::span<const std::vector<uint64_t>> sets, double threshold)
      : sets_(sets),
        threshold_(threshold),
        ranked_(RankSets(sets)),
        index_(ranked_.frequencies),
        met_by_(sets.size(), kNone) {}

  std::vector<VerifiedPair> Run() {
    std::vector<uint32_t> order(sets_.size());
    std::iota(order.begin(), order.end(), uint32_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t x, uint32_t y) { return sets_[x].size() < sets_[y].size(); });
    for (const uint32_t set : order) {
      if (sets_[set].empty()) continue;
      MeetSmaller(set);
      AddPrefix(set);
    }
    std::sort(pairs_.begin(), pairs_.end(), [](const VerifiedPair& x, const VerifiedPair& y) {
      return std::pair(x.a, x.b) < std::pair(y.a, y.b);
    });
    return std::move(pairs_);
  }

 private:
  static constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

  // Calls visit(rank, place) for the elements with ranks among the first `length` of the set.
  template <typename Visit>
  void VisitPrefix(uint32_t set, uint64_t length, Visit visit) {
    const std::vector<uint32_t>& ranks = ranked_.ranks[set];
    // The elements of this set alone are the rarest and come first.
    uint32_t place = static_cast<uint32_t>(sets_[set].size() - ranks.size());
    for (size_t i = 0; i < ranks.size() && place < length; ++i, ++place) visit(ranks[i], place);
  }

  void MeetSmaller(uint32_t set) {
    const uint64_t size = sets_[set].size();
    const uint64_t least = LeastOverlap(size, threshold_);
    const auto too_small = [&](uint32_t other) { return sets_[other].size() < least; };
    VisitPrefix(set, size - least + 1, [&](uint32_t rank, uint32_t place) {
      for (const PrefixIndex::Posting& posting : index_.Find(rank, too_small)) {
        if (met_by_[posting.set] == set) continue;
        met_by_[posting.set] = set;
        // This is the first element the two share: what comes before it adds nothing.
        const uint64_t other_size = sets_[posting.set].size();
        const uint64_t bound = std::min(size - place, other_size - posting.place);
        if (Reaches(bound, size, other_size, threshold_)) Verify(set, posting.set);
      }
    });
  }

  void Verify(uint32_t x, uint32_t y) {
    const auto [a, b] = std::minmax({x, y});
    const std::optional<Overlap> overlap = OverlapReaching(threshold_, sets_[a], sets_[b]);
    if (overlap) pairs_.push_back({a, b, *overlap});
  }

  void AddPrefix(uint32_t set) {
    const uint64_t size = sets_[set].size();
    const uint64_t length = size - RequiredOverlap(size, size, threshold_) + 1;
    VisitPrefix(set, length, [&](uint32_t rank, uint32_t place) {
      index_.Add(rank, {set, place});
    });
  }

  std::span<const std::vector<uint64_t>> sets_;
  double threshold_;
  RankedSets ranked_;
  PrefixIndex index_;
  std::vector<uint32_t> met_by_;  // the last set that met this one
  std::vector<VerifiedPair> pairs_;
};

}  // namespace

double Overlap::Resemblance() const { return Share(shared, shared + only_a + only_b); }
double Overlap::ContainmentOfA() const { return Share(shared, shared + only_a); }
double Overlap::ContainmentOfB() const { return Share(shared, shared + only_b); }

Overlap CountOverlap(std::span<const uint64_t> a, std::span<const uint64_t> b) {
  const uint64_t shared = CountShared(a.data(), a.size(), b.data(), b.size(), 0);
  return {shared, a.size() - shared, b.size() - shared};
}

std::optional<Overlap> OverlapReaching(double threshold, std::span<const uint64_t> a,
                                       std::span<const uint64_t> b) {
  if (a.empty() || b.empty()) return std::nullopt;
  const uint64_t required = RequiredOverlap(a.size(), b.size(), threshold);
  if (required > std::min(a.size(), b.size())) return std::nullopt;
  const uint64_t shared = CountShared(a.data(), a.size(), b.data(), b.size(), required);
  if (shared < required) return std::nullopt;
  return Overlap{shared, a.size() - shared, b.size() - shared};
}

std::vector<VerifiedPair> JoinExhaustively(std::span<const std::vector<uint64_t>> sets,
                                           double threshold) {
  assert(threshold > 0.0 && threshold <= 1.0);
  return Joiner(sets, threshold).Run();
}

}  // namespace twicetold
