#ifndef TWICETOLD_REPORT_CSV_H_
#define TWICETOLD_REPORT_CSV_H_

// Findings as CSV (RFC 4180: commas, CRLF, quotes doubled), UTF-8 without a mark: a row a place.
//
// Spreadsheets take a cell that begins with = + - or @ for a formula, and the text of a document is
// not ours to trust: such a cell gets an apostrophe in front, which they show as text. A program
// that reads the file takes away one apostrophe that stands before one of these signs, before a tab
// or carriage return, or before another apostrophe.

#include <ostream>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// Repeats, then suppressed repeats, in order; places in order. The first row names the columns.
void WriteCsv(const Findings& findings, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_CSV_H_
