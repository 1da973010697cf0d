#ifndef TWICETOLD_PIPELINE_RECOUNT_H_
#define TWICETOLD_PIPELINE_RECOUNT_H_

// The figures of findings, counted from their repeats: the one place that counts words told again.

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// Sets the word counts of every document, and those figures of the summary that follow from
// documents, repeats, suppressed repeats and skipped inputs. The summary's limits, its references
// and what a walk left out are as they were. Call it whenever a repeat was taken out.
void Recount(Findings& findings);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_RECOUNT_H_
