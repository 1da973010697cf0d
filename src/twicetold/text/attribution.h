#ifndef TWICETOLD_TEXT_ATTRIBUTION_H_
#define TWICETOLD_TEXT_ATTRIBUTION_H_

// Who a quotation is laid to: the words beside it that say who speaks.
//
// Structure comes first. A quotation mostly stands inside a sentence that goes on before or behind
// it ("…," the minister said; The minister said: "…"), and the rest of that sentence is its
// attribution, whatever the language. Only where a quotation is a sentence of its own are the
// sentences beside it asked, and then one must lead in with a colon or have a word of speaking.
// Farther away nothing is looked for: a missing attribution is better than a wrong one.
//
// Limits: dialogue whose speakers take turns without being named is laid to the one named last,
// right beside it; a table of verbs knows some twenty languages (speaking.h), and matters only
// where structure leaves a choice.

#include <cstddef>
#include <optional>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/text/prepared.h"

namespace twicetold {

// The indices [begin, end) into prepared.quotations of the one quotation that `quotation` is a
// part of: one that runs over several paragraphs has a span in each (at most 64 to either side are
// looked at). `prepared` was made of `text`.
Span WholeQuotation(std::string_view text, const Prepared& prepared, size_t quotation);

// The words that say who speaks the quotation prepared.quotations[whole), as WholeQuotation gives
// it: bytes of `text` from the first such word to the last, without marks and punctuation around
// them; nullopt when nothing beside it says so. Looks at most some hundred bytes to either side.
// Thread-safe.
std::optional<Span> FindAttribution(std::string_view text, const Prepared& prepared, Span whole);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_ATTRIBUTION_H_
