#ifndef TWICETOLD_SHINGLE_MINIMIZER_H_
#define TWICETOLD_SHINGLE_MINIMIZER_H_

// Minimizers: of every window of consecutive hashes the least one, the leftmost of equal ones
// (Schleimer, Wilkerson and Aiken, "Winnowing", SIGMOD 2003; Roberts et al., "Reducing storage
// requirements for biological sequence comparison", 2004).
//
// Where in a window its minimizer stands depends on nothing but the window, so two equal windows
// have equal minimizers in equal places: a few seeds find every repeat that is as long as a window.
// About 2 in (window + 1) hashes are one. (The "robust" choice among equal hashes of the first
// paper looks at windows before, and would lose repeats in texts of one word.)
//
// The least hash of a window is that of the end of one block of `window` hashes and the beginning
// of the next one, both running minima (van Herk 1992; Gil and Werman 1993): a few comparisons a
// hash, whatever the hashes are.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

class Minimizers {
 public:
  // Calls visit(place, first, last) for each minimizer in order: hashes[place] is the one of the
  // windows that begin at `first` to `last`, inclusive. Nothing if there is no whole window.
  // `window` must be at least 1. Below 2^32 hashes.
  template <typename Visitor>
  void ForEach(std::span<const uint64_t> hashes, size_t window, Visitor visit) {
    if (hashes.size() < window) return;
    const size_t windows = hashes.size() - window + 1;
    size_t current = Leftmost(hashes.first(window));
    size_t first = 0;
    ends_.resize(window);
    for (size_t block = 0; block < windows; block += window) {
      FillEnds(hashes.subspan(block, window), block);
      // Of the next block's beginning: its least hash so far, none at first.
      uint64_t least = UINT64_MAX;
      size_t place = SIZE_MAX;
      const size_t end = std::min(windows, block + window);
      for (size_t begin = block; begin < end; ++begin) {
        if (begin > block) {
          const size_t last = begin + window - 1;
          const bool less = hashes[last] < least || place == SIZE_MAX;
          least = less ? hashes[last] : least;
          place = less ? last : place;
        }
        const End& before = ends_[begin - block];
        const size_t minimizer = before.least <= least ? before.place : place;
        if (minimizer == current) continue;
        visit(current, first, begin - 1);
        current = minimizer;
        first = begin;
      }
    }
    visit(current, first, windows - 1);
  }

 private:
  // The least hash from some place to the end of a block.
  struct End {
    uint64_t least;
    size_t place;
  };

  static size_t Leftmost(std::span<const uint64_t> hashes) {
    return static_cast<size_t>(std::min_element(hashes.begin(), hashes.end()) - hashes.begin());
  }

  void FillEnds(std::span<const uint64_t> block, size_t begin) {
    End end{block.back(), begin + block.size() - 1};
    for (size_t i = block.size(); i-- > 0;) {
      const bool less = block[i] <= end.least;
      end.least = less ? block[i] : end.least;
      end.place = less ? begin + i : end.place;
      ends_[i] = end;
    }
  }

  std::vector<End> ends_;
};

}  // namespace twicetold

#endif  // TWICETOLD_SHINGLE_MINIMIZER_H_
