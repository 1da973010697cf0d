#ifndef TWICETOLD_PIPELINE_FAMILY_H_
#define TWICETOLD_PIPELINE_FAMILY_H_

// Families: documents that are one text for the greater part, and the form letters among them.
//
// An agency that sends one release to every town changes the town and the amount. Told passage by
// passage that is hundreds of overlapping repeats; told as one family it is a line: twelve
// documents are a form letter, the same but for "Dover", "$5,000". A family is built around a
// representative and every member shares at least half of its words, and of the representative's,
// with the representative itself, so nothing chains. It is a form letter when there are three or
// more documents and what takes the place of other words is mostly names and numbers; otherwise its
// documents are copies or versions of one text.
//
// Limit: names are known by their capital letters. In scripts that have none any short replacement
// counts.

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// Sets `families` of `findings` and the family of each repeat that has all its places in documents
// of one. `documents`, `relations` and `repeats` must be there; references are in no family.
// Linear in the relations and repeats. Deterministic.
void FindFamilies(Findings& findings);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_FAMILY_H_
