#ifndef TWICETOLD_MATCH_PREFIX_INDEX_H_
#define TWICETOLD_MATCH_PREFIX_INDEX_H_

// Which sets share a rare element: the filter of the exact joins.
//
// It is the prefix filter of AllPairs (Bayardo, Ma and Srikant, "Scaling up all pairs similarity
// search", WWW 2007) for Jaccard. Elements are put in one order, rare first. If |A and B| >= o then
// the first |A| - o + 1 elements of A and the first |B| - o + 1 of B have one in common. With the
// least o that A could need for any partner these elements are A's prefix; only prefixes are
// listed, and being rare, an element is in few.
//
// Any one order will do; a better one is only faster. So frequencies are counted in a table of
// bytes under the leading bits of the elements: elements that fall together seem more frequent than
// they are, never less. What is counted once does stand in one set only; it is never listed, but
// keeps its place in front. In natural text most shingles are such, and a set that has more of them
// than its prefix is long has no partner at all. Such sets are left out and the others counted
// again, until few more fall out: what is left to list is a small part of a corpus. Above 254 the
// count stays, and elements are ordered by their value: very frequent ones are last in any case.
//
// Memory: 2 to 4 bytes an element of all sets, 48 bytes for each listed element, while building 16
// more. Elements should be hashes: the answer is right for any, but slow to come when all have the
// same leading bits.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

class PrefixIndex {
 public:
  // An element in a set's prefix.
  struct Entry {
    uint64_t element;
    uint32_t set;
    uint32_t place;  // among all elements of the set, rare first
    friend bool operator<(const Entry& x, const Entry& y) {
      return x.element != y.element ? x.element < y.element : x.set < y.set;
    }
  };

  // Where an entry stands, and where the list of its element begins.
  struct Link {
    size_t list = 0;
    size_t own = 0;
  };

  // Of `sets`, sorted and distinct, none empty, less than 2^32. The same for any number of threads.
  PrefixIndex(std::span<const std::span<const uint64_t>> sets, double threshold, int threads);

  // All lists: by element, each by rising set.
  std::span<const Entry> entries() const { return entries_; }

  // The entries of a set, rare first. None for a set that cannot have a partner.
  std::span<const Link> Links(uint32_t set) const {
    return std::span(links_).subspan(link_begins_[set], link_begins_[set + 1] - link_begins_[set]);
  }

 private:
  std::vector<Entry> entries_;
  std::vector<size_t> link_begins_;
  std::vector<Link> links_;
};

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_PREFIX_INDEX_H_
