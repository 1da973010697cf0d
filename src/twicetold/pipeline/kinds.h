#ifndef TWICETOLD_PIPELINE_KINDS_H_
#define TWICETOLD_PIPELINE_KINDS_H_

// What kind of repeat each one is; docs/kinds.md tells it to users.
//
// What is seen at the places themselves comes before what is learned from other documents: a label
// that rests on the passage stays as it is when a document is added. So a quotation that a source
// repeats in every release is a quotation, and rows of a table are scaffolding in one document as
// in forty.

#include <vector>

#include "twicetold/pipeline/findings.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/document.h"
#include "twicetold/text/prepared.h"

namespace twicetold {

// Sets kind and reason of every repeat. `texts`, `prepared` and `documents` are of the same
// documents, in the same order.
void LabelKinds(const std::vector<Document>& texts, const std::vector<Prepared>& prepared,
                const Recipe& recipe, const std::vector<DocumentFinding>& documents,
                std::vector<FoundRepeat>& repeats);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_KINDS_H_
