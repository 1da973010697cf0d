#ifndef TWICETOLD_MATCH_REPEAT_H_
#define TWICETOLD_MATCH_REPEAT_H_

// Repeats: all the places where one passage stands, as one family.
//
// A text that stands in k places gives k (k - 1) / 2 passages. People want it told once, with all
// its places. A family is built around a representative stretch: every passage one of whose sides
// coincides with it adds its other side as an occurrence. Each occurrence is thus aligned with
// the representative itself, and two stretches coincide only when they share at least three
// quarters of their words, so a family does not drift from text to text. A shorter piece of a
// repeat that stands in further places is a repeat of its own.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/alignment.h"

namespace twicetold {

// words[here, here + size) of an occurrence equals words[there, there + size) of the
// representative.
struct EqualRun {
  uint64_t here = 0;
  uint64_t there = 0;
  uint64_t size = 0;
  friend bool operator==(const EqualRun&, const EqualRun&) = default;
};

struct Occurrence {
  Span words;  // positions in the word sequence
  // How it is aligned with the representative: in order, disjoint on both sides. The aligned
  // stretch may begin or end a little beyond the representative's own words (it coincides with
  // them). For the representative: one run over all of it.
  std::vector<EqualRun> runs;
  // Words equal to the representative's (for the representative: words.size()), and the share of
  // aligned words that are equal.
  uint64_t matched_words = 0;
  double identity = 1.0;
  // Positions, sorted, of words in this occurrence that the representative lacks (for the
  // representative: that some other occurrence, where aligned, lacks).
  std::vector<uint64_t> edited;
};

struct Repeat {
  std::vector<Occurrence> occurrences;  // at least 2, in order of position, not overlapping
  size_t representative = 0;            // index into occurrences

  // The most words any occurrence shares with the representative.
  uint64_t words() const;
  // The least identity of any occurrence.
  double identity() const;
};

// Merges `passages` into repeats, longest families first to claim them; the result is sorted by
// where the first occurrence begins, longer first. Every passage ends up in exactly one repeat or
// is implied by one (both its sides coincide with occurrences of it). Deterministic.
std::vector<Repeat> MergeIntoRepeats(std::span<const Alignment> passages);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_REPEAT_H_
