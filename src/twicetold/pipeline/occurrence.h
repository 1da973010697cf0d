#ifndef TWICETOLD_PIPELINE_OCCURRENCE_H_
#define TWICETOLD_PIPELINE_OCCURRENCE_H_

// One place of a repeat, told in terms of its document: text, lines, paragraphs, and how it differs
// from the representative.

#include <cstddef>
#include <cstdint>

#include "twicetold/match/repeat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/text/document.h"
#include "twicetold/text/prepared.h"

namespace twicetold {

// A document as the word sequence has it.
struct PlacedDocument {
  uint32_t index = 0;  // into Findings::documents
  const Document& document;
  const Prepared& prepared;
  uint64_t start = 0;  // position of its first word in the sequence
};

// Everything about `occurrence`, which lies in `here`, but what makes it differ and its
// attribution.
FoundOccurrence TellOccurrence(const PlacedDocument& here, const Occurrence& occurrence);

// The spots where `occurrence` (in `here`) and `representative` (in `there`) differ, in order: what
// is aligned with words of the representative is compared, word by word and with all that
// stands between two words, white space of any kind being alike. What follows one another without
// an equal word between is one difference.
std::vector<Difference> TellDifferences(const PlacedDocument& here, const Occurrence& occurrence,
                                        const PlacedDocument& there,
                                        const Occurrence& representative);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_OCCURRENCE_H_
