#include "twicetold/match/prefix_index.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/base/hash_sort.h"
#include "twicetold/base/parallel.h"
#include "twicetold/match/overlap_bounds.h"

namespace twicetold {
namespace {

using Set = std::span<const uint64_t>;
using Entry = PrefixIndex::Entry;

constexpr size_t kSetsPerBlock = 256;

size_t BlockCount(size_t sets) { return (sets + kSetsPerBlock - 1) / kSetsPerBlock; }

// Calls work(block, begin, end) for blocks of sets, on all threads.
template <typename Work>
void ForBlocks(size_t sets, int threads, Work work) {
  ParallelFor(BlockCount(sets), threads, [&](size_t block) {
    const size_t begin = block * kSetsPerBlock;
    work(block, begin, std::min(begin + kSetsPerBlock, sets));
  });
}

// How often an element stands in `members`: never too few, too many where elements fall together.
class FrequencyTable {
 public:
  FrequencyTable(std::span<const Set> sets, std::span<const uint32_t> members, int threads) {
    uint64_t elements = 0;
    for (const uint32_t member : members) elements += sets[member].size();
    const int bits = std::clamp(static_cast<int>(std::bit_width(2 * elements)), 10, 40);
    shift_ = 64 - bits;
    counts_.resize(size_t{1} << bits);
    // Sets are sorted, so each thread's share of the table is one stretch of every set.
    constexpr int kMostShares = 256;  // a table has 1024 counts at least
    const size_t shares = static_cast<size_t>(std::clamp(threads, 1, kMostShares));
    ParallelFor(shares, threads, [&](size_t share) {
      const uint64_t begin = BeginOf(share, shares);
      const uint64_t last = share + 1 == shares ? ~uint64_t{0} : BeginOf(share + 1, shares) - 1;
      for (const uint32_t member : members) Count(sets[member], begin, last);
    });
  }

  uint8_t operator[](uint64_t element) const { return counts_[element >> shift_]; }

 private:
  // The least element that belongs to this share of the table.
  uint64_t BeginOf(size_t share, size_t shares) const {
    return static_cast<uint64_t>(counts_.size() / shares * share) << shift_;
  }

  void Count(Set set, uint64_t begin, uint64_t last) {
    auto element = begin == 0 ? set.begin() : std::lower_bound(set.begin(), set.end(), begin);
    for (; element != set.end() && *element <= last; ++element) {
      uint8_t& count = counts_[*element >> shift_];
      count = static_cast<uint8_t>(count + (count < std::numeric_limits<uint8_t>::max() ? 1 : 0));
    }
  }

  int shift_;
  std::vector<uint8_t> counts_;
};

size_t PrefixSize(Set set, double threshold) {
  return set.size() - LeastOverlap(set.size(), threshold) + 1;
}

// Whether any of the set's prefix may stand in another set.
bool MayMeet(Set set, double threshold, const FrequencyTable& frequencies) {
  const size_t prefix = PrefixSize(set, threshold);
  size_t alone = 0;
  for (const uint64_t element : set) {
    alone += static_cast<size_t>(frequencies[element] <= 1);
    if (alone >= prefix) return false;
  }
  return true;
}

// Those of `members` that may meet another, in order.
std::vector<uint32_t> WithPartners(std::span<const Set> sets, std::span<const uint32_t> members,
                                   double threshold, const FrequencyTable& frequencies,
                                   int threads) {
  std::vector<uint8_t> may(members.size());
  ForBlocks(members.size(), threads, [&](size_t, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      may[i] = MayMeet(sets[members[i]], threshold, frequencies) ? 1 : 0;
    }
  });
  std::vector<uint32_t> left;
  for (size_t i = 0; i < members.size(); ++i) {
    if (may[i] != 0) left.push_back(members[i]);
  }
  return left;
}

// The elements of one set after the other in the order of frequency, in memory that is used again.
class PrefixTaker {
 public:
  PrefixTaker(double threshold, const FrequencyTable& frequencies)
      : threshold_(threshold), frequencies_(frequencies) {}

  // Appends the set's prefix to `out`, rare first, without elements that are its own.
  void Take(uint32_t id, Set set, std::vector<Entry>& out) {
    shared_.clear();
    for (const uint64_t element : set) {
      const uint8_t frequency = frequencies_[element];
      if (frequency > 1) shared_.emplace_back(frequency, element);
    }
    const size_t alone = set.size() - shared_.size();
    const size_t prefix = PrefixSize(set, threshold_);
    if (alone >= prefix) return;
    const size_t count =
        prefix - alone;  // at most all of shared_: a prefix is no longer than a set
    const auto end = shared_.begin() + static_cast<std::ptrdiff_t>(count);
    if (end != shared_.end()) std::nth_element(shared_.begin(), end, shared_.end());
    std::sort(shared_.begin(), end);
    for (size_t i = 0; i < count; ++i) {
      out.push_back({shared_[i].second, id, static_cast<uint32_t>(alone + i)});
    }
  }

 private:
  double threshold_;
  const FrequencyTable& frequencies_;
  std::vector<std::pair<uint8_t, uint64_t>> shared_;
};

// The prefixes of all `members`, one after the other.
std::vector<Entry> TakePrefixes(std::span<const Set> sets, std::span<const uint32_t> members,
                                double threshold, const FrequencyTable& frequencies, int threads) {
  std::vector<std::vector<Entry>> blocks(BlockCount(members.size()));
  ForBlocks(members.size(), threads, [&](size_t block, size_t begin, size_t end) {
    PrefixTaker taker(threshold, frequencies);
    for (size_t i = begin; i < end; ++i) taker.Take(members[i], sets[members[i]], blocks[block]);
  });
  size_t total = 0;
  for (const std::vector<Entry>& block : blocks) total += block.size();
  std::vector<Entry> entries;
  entries.reserve(total);
  for (std::vector<Entry>& block : blocks) {
    entries.insert(entries.end(), block.begin(), block.end());
    std::vector<Entry>().swap(block);
  }
  return entries;
}

// By element, then by set: dealt out by leading bits first, the parts sorted on all threads.
std::vector<Entry> SortEntries(std::vector<Entry> entries, int threads) {
  constexpr int kPartBits = 8;
  constexpr size_t kParts = size_t{1} << kPartBits;
  constexpr int kShift = 64 - kPartBits;
  std::vector<size_t> begins(kParts + 1);
  for (const Entry& e : entries) ++begins[(e.element >> kShift) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<Entry> dealt(entries.size());
  std::vector<size_t> next(begins.begin(), begins.end() - 1);
  for (const Entry& e : entries) dealt[next[e.element >> kShift]++] = e;
  ParallelFor(kParts, threads, [&](size_t part) {
    const size_t size = begins[part + 1] - begins[part];
    SortByHash(
        std::span(dealt).subspan(begins[part], size),
        std::span(entries).subspan(begins[part], size), [](const Entry& e) { return e.element; },
        kPartBits);
  });
  return entries;
}

}  // namespace

PrefixIndex::PrefixIndex(std::span<const Set> sets, double threshold, int threads) {
  std::vector<uint32_t> members(sets.size());
  std::iota(members.begin(), members.end(), uint32_t{0});
  for (bool fewer = true; fewer;) {
    const FrequencyTable frequencies(sets, members, threads);
    std::vector<uint32_t> left = WithPartners(sets, members, threshold, frequencies, threads);
    fewer = left.size() < members.size() / 4 * 3;
    members = std::move(left);
    if (!fewer) entries_ = TakePrefixes(sets, members, threshold, frequencies, threads);
  }

  link_begins_.assign(sets.size() + 1, 0);
  for (const Entry& e : entries_) ++link_begins_[e.set + 1];
  std::partial_sum(link_begins_.begin(), link_begins_.end(), link_begins_.begin());
  // Entries are in the order of sets and places still, so the first tells where places begin.
  std::vector<uint32_t> first_place(sets.size());
  for (size_t i = entries_.size(); i-- > 0;) first_place[entries_[i].set] = entries_[i].place;

  entries_ = SortEntries(std::move(entries_), threads);
  links_.resize(entries_.size());
  size_t list = 0;
  for (size_t i = 0; i < entries_.size(); ++i) {
    const Entry& e = entries_[i];
    if (e.element != entries_[list].element) list = i;
    links_[link_begins_[e.set] + (e.place - first_place[e.set])] = {list, i};
  }
}

}  // namespace twicetold
