#ifndef TWICETOLD_MATCH_LONG_REPEAT_H_
#define TWICETOLD_MATCH_LONG_REPEAT_H_

// Long repeats: every word of a corpus that stands in an exact repeat of N words or more, but for
// the place that is kept.
//
// Documents are numbered in the order in which they are preferred: what stands twice stays where it
// stands first. Precisely:
//
// - A window is N consecutive words of one document; it never crosses from one into the next. (A
//   grapheme of a spaceless script is a word here, as everywhere in `Words`.)
// - Two windows are equal when their folded words are, one by one.
// - A window is told before when an equal one stands in an earlier document, or earlier in its own
//   without a word in common with it. One that only overlaps its equal is not: of a row of one word
//   its first N words are kept, not a single one. The first of its equals is its twin.
// - A word is repeated when it lies in a window told before. Repeated words are what may be cut.
//   Each leads, from twin to twin, to an equal word that is not repeated; twins of cut words may be
//   cut themselves, where they are told before in turn.
// - Windows are gone through from the first word on. One that is told before and lies in no repeat
//   already told begins one, with its twin; the repeat goes on as far as the words of both places
//   are equal. So repeats of a document are in order, may share up to N - 1 words, and cover
//   exactly its repeated words; two that meet have different twins.
//
// A suffix array with common prefixes gives the same (tests/reference/long_repeat_reference.h).
//
// How: seeds say which windows can stand elsewhere at all (match/repeat_seed.h). The hashes of
// those that must be told apart go into one table, document by document in order, so that the first
// place stays in it. Proposals, window and twin by hash, are then read again as folded words
// (text/words.h): what is told is equal text. A hash that meets another's only ever loses a window,
// and is counted.
//
// Time is linear in the words, the windows told apart, and the words of repeats and of their twins'
// documents; n log n in the seeds of one hash. Nothing is sampled and nothing held back, whatever
// stands how often.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "twicetold/base/span.h"

namespace twicetold {

struct LongRepeatOptions {
  uint32_t window_words = 50;  // N, at least 1
  uint64_t hash_seed = 0;      // of the word hashes
  // Seeds are worked on in this many parts, one after the other, each of which reads all texts
  // again and takes its share of the memory. At least 1; the result is the same.
  uint32_t parts = 1;
};

// Words [begin, begin + words) of `document` equal those from `twin_begin` of `twin_document`.
struct LongRepeat {
  uint32_t document = 0;
  uint32_t begin = 0;
  uint32_t words = 0;
  uint32_t twin_document = 0;
  uint32_t twin_begin = 0;
  friend auto operator<=>(const LongRepeat&, const LongRepeat&) = default;
};

struct LongRepeats {
  std::vector<LongRepeat> repeats;  // in order of document and begin
  uint64_t false_proposals = 0;     // windows whose hash was a twin's, but not their words
};

// The text of a document: valid UTF-8, the same each time, valid until the next call on the same
// thread. Called on several threads at once where there are several.
using TextReader = absl::FunctionRef<absl::StatusOr<std::string_view>(uint32_t document)>;

// The repeats of documents 0 to documents - 1, below 2^32 - 1, of below 2^32 words each. Texts are
// read once for each part, then again those that share a seed, in order, and their twins in any.
// The same result for any number of threads and of parts. An error of `read` is returned.
//
// Memory: of each part some 24 bytes a seed, 16 a shared seed (while they are sorted, twice that)
// and 16 to 43 a window told apart; 20 bytes a proposal when there are several parts; and some 22
// bytes a word of the documents at hand, which are a few, but never less than one and its twin.
// Where vectors grow, a half more for a moment.
absl::StatusOr<LongRepeats> FindLongRepeats(uint32_t documents, TextReader read,
                                            const LongRepeatOptions& options, int threads = 1);

// The repeated words of one document as maximal spans of word numbers, in order. `repeats` are all
// of that document, in order.
std::vector<Span> RepeatedWords(std::span<const LongRepeat> repeats);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_LONG_REPEAT_H_
