#ifndef TWICETOLD_PIPELINE_ATTRIBUTE_H_
#define TWICETOLD_PIPELINE_ATTRIBUTE_H_

// Who an occurrence that is quoted, wholly or for the greater part, is laid to.

#include "twicetold/pipeline/findings.h"
#include "twicetold/text/document.h"
#include "twicetold/text/prepared.h"

namespace twicetold {

// The attribution of the quotation that holds most matched words of `occurrence`, which lies in
// `document`; of two that hold as many, of the first one with an attribution. Empty when less than
// half of its matched words are quoted, or nothing says who speaks. Thread-safe.
Attribution Attribute(const FoundOccurrence& occurrence, const Document& document,
                      const Prepared& prepared);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_ATTRIBUTE_H_
