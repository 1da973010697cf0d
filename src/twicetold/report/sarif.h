#ifndef TWICETOLD_REPORT_SARIF_H_
#define TWICETOLD_REPORT_SARIF_H_

// Findings as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format", 2020), what code
// scanning views read.
//
// A result a repeat. Its location is the place to cut, the second one; the others are related
// locations, which its message links to. The partial fingerprint is made of the words alone, so
// that a result keeps its identity when text moves. What was left out is there as a suppressed
// result.

#include <ostream>
#include <string_view>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// `version` is the program's.
void WriteSarif(const Findings& findings, std::string_view version, std::ostream& out);

// A file's name as a URI reference: relative names stay relative, absolute ones become file: URIs;
// bytes that a URI can't hold are written as %XX.
std::string UriOf(std::string_view file);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_SARIF_H_
