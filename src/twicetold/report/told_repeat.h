#ifndef TWICETOLD_REPORT_TOLD_REPEAT_H_
#define TWICETOLD_REPORT_TOLD_REPEAT_H_

// What several reports say of a repeat in the same words.

#include <cstddef>
#include <string>
#include <string_view>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// How far its places are alike: "the same words", "the same words, punctuation differs",
// "96 % alike".
std::string Likeness(const FoundRepeat& repeat);

// "A passage of 48 words (quotation, the same words) stands in 2 places: “...”.", with the first
// words of the place of index `place`.
std::string PassageSentence(const FoundRepeat& repeat, size_t place);

// "story.txt:21" and the like: a document's name and the line where the place begins.
std::string PlaceName(const FoundOccurrence& occurrence, const Findings& findings);

// The place that a report on one place a repeat points at, as an index into its occurrences: the
// second one in a checked document, since that is the one to cut; the first where there is no
// second.
size_t PlaceToCut(const FoundRepeat& repeat, const Findings& findings);

// The text on one line, white space of any kind one space, cut at a word after about `most` bytes
// with "…" put there.
std::string Excerpt(std::string_view text, size_t most);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_TOLD_REPEAT_H_
