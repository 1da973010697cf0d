#ifndef TWICETOLD_REPORT_SARIF_H_
#define TWICETOLD_REPORT_SARIF_H_

// Findings as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format", 2020, with errata
// 01), what code scanning views read.
//
// A result a repeat. Its location is the place to cut, the second one; the others are related
// locations, which its message links to. The partial fingerprint is made of the words alone, so
// that a result keeps its identity when text moves. What was left out is there as a suppressed
// result. See docs/decisions/0008-a-repeat-is-reported-where-it-is-cut.md.
//
// Columns and character offsets are in code points, of the file as it is on disk: a byte order
// mark counts as one. A text from standard input has no artifact, and a location of its own name
// only. The length of an artifact is not told, as the findings do not know it.

#include <ostream>
#include <string_view>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// `version` is the program's.
void WriteSarif(const Findings& findings, std::string_view version, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_SARIF_H_
