#ifndef TWICETOLD_TEXT_SEGMENT_H_
#define TWICETOLD_TEXT_SEGMENT_H_

// Paragraphs and sentences of a text, as byte spans of it.

#include <string_view>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold {

// The paragraphs of `text`, in order: without surrounding white space, never empty, each with at
// least one character that is not white space. A blank line always ends a paragraph. A single
// line break ends one too, unless the text is hard-wrapped there: within a block of lines none
// longer than 120 code points, a break is a wrap when the first word of the next line would not
// have fitted in the block's longest line (what an editor that fills lines greedily does), and
// the next line does not begin like a list item (dash, bullet, star, number and dot) or with a
// tab, an ideographic space or four spaces of indent beyond its predecessor. In scripts that break
// lines between any two characters a word here is one character. `text` is UTF-8 with LF line ends.
// Linear time. Thread-safe.
std::vector<Span> SplitParagraphs(std::string_view text);

// True when `line` (a span of `text` without white space at its ends) begins like a list item: with
// a dash, a bullet, a star, or a number and a dot or parenthesis, and a space behind it.
bool BeginsListItem(std::string_view text, Span line);

// The sentences of `paragraph` (a span of `text`), in order, by the rules of UAX #29 with the
// root locale, line breaks inside a paragraph counting as spaces. Spans leave out white space at
// both ends. A paragraph of 2 GiB and more is one sentence. Thread-safe.
std::vector<Span> SplitSentences(std::string_view text, Span paragraph);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_SEGMENT_H_
