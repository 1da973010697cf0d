#ifndef TWICETOLD_REPORT_HTML_DATA_H_
#define TWICETOLD_REPORT_HTML_DATA_H_

// What the script of the HTML report counts with: enough to count again, for any choice of
// repeats, what pipeline/recount.h counts.

#include <ostream>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// JSON made of numbers and fixed names alone, so that nothing in it needs escaping:
//   documents  for each [words, 1 for a reference else 0, [begin, end, ...] of quoted words]
//   kinds      the names of Kinds(), in its order
//   repeats    for each [kind as its place among kinds, words, place, ...]; a place is
//              [document, begin, end, ...] of matched words
void WritePageData(const Findings& findings, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_HTML_DATA_H_
