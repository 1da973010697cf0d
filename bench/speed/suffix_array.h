#ifndef TWICETOLD_BENCH_SPEED_SUFFIX_ARRAY_H_
#define TWICETOLD_BENCH_SPEED_SUFFIX_ARRAY_H_

// Repeated words by suffix array and common prefixes, as fast as it goes: what long repeats are
// measured against.
//
// Folded words lie end to end, a byte after each and another after each document, and libdivsufsort
// (Mori) sorts the suffixes. Common prefixes come by the permuted array (Karkkainen, Manzini and
// Puglisi, "Permuted longest-common-prefix array", CPM 2009). Windows whose common prefixes hold
// all their words are equal; the first of them is the twin of those that have no word in common
// with it.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace twicetold::bench {

// Words of all documents end to end: folded bytes, each word followed by '\0', and each document by
// '\1'.
struct FoldedText {
  std::string bytes;
  std::vector<uint32_t> word_begins;      // of every word in bytes, and the end
  std::vector<uint32_t> document_begins;  // of every document in words, and the end
};

struct RepeatedBySuffixArray {
  std::vector<bool> words;  // of the whole text, true if repeated
  double sort_seconds = 0;
  double prefix_seconds = 0;
  double group_seconds = 0;
};

// For texts of below 2^31 bytes.
absl::StatusOr<RepeatedBySuffixArray> RepeatedWordsBySuffixArray(const FoldedText& text,
                                                                 uint32_t window_words);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_SPEED_SUFFIX_ARRAY_H_
