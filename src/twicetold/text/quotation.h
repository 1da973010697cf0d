#ifndef TWICETOLD_TEXT_QUOTATION_H_
#define TWICETOLD_TEXT_QUOTATION_H_

// What stands in quotation marks.
//
// Newspapers open every paragraph of a long quotation and close only the last; British style
// uses single marks, which look like apostrophes; continental styles use guillemets either way
// round or low-high marks; CJK has corner brackets. The finder walks each paragraph with a
// stack of open marks and decides by what stands on both sides of a mark (letter, space,
// punctuation) whether it opens, closes or is an apostrophe.

#include <string_view>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold {

// The outermost quotations of `text`, as byte spans between (and without) the marks, in order,
// disjoint, without white space at their ends. A quotation that runs over several paragraphs,
// each opened by a mark again or none until the close, gives one span a paragraph. One that is
// opened and never closed ends with its paragraph, or where its mark opens again at the begin of
// a sentence; a lone straight mark in the middle of a sentence quotes nothing. An inch or foot
// mark, an apostrophe, a lone closing mark quote nothing, nor do title marks (《》〈〉).
// `paragraphs` are the spans of SplitParagraphs. Linear time. Thread-safe.
std::vector<Span> FindQuotations(std::string_view text, const std::vector<Span>& paragraphs);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_QUOTATION_H_
