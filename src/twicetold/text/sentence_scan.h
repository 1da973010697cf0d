#ifndef TWICETOLD_TEXT_SENTENCE_SCAN_H_
#define TWICETOLD_TEXT_SENTENCE_SCAN_H_

// The sentences of a stretch of text in which quotations count as single words.
//
// SplitSentences (segment.h) goes by UAX #29, which ends a sentence inside a quotation and knows
// no abbreviations. Whoever asks what stands around a quotation needs the sentence that holds it
// as a whole, of a few hundred bytes only. A part of attribution.cc.

#include <string_view>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold {

// The sentences of text[range), in order, without white space at their ends. `quotations`, with
// their marks, are sorted and disjoint; none is cut by a sentence. One that itself ends like a
// sentence ends the sentence around it, unless what follows goes on in lower case, with a comma or
// with a dash. Linear time.
std::vector<Span> SentencesAround(std::string_view text, Span range,
                                  const std::vector<Span>& quotations);

// True when `span` of `text` ends in . ! ? or their like, closing marks behind it left out.
bool EndsLikeSentence(std::string_view text, Span span);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_SENTENCE_SCAN_H_
