#ifndef TWICETOLD_REPORT_CSV_H_
#define TWICETOLD_REPORT_CSV_H_

// Findings as CSV (RFC 4180: commas, CRLF, quotes doubled), UTF-8 without a mark: a row a place.
//
// Spreadsheets take a cell that begins with = + - or @, or with their fullwidth forms, for a
// formula, also after a tab or line break, and the text of a document is not ours to trust. Such a
// cell gets an apostrophe in front, which they show as text. So does a cell that begins with an
// apostrophe; whoever reads the file takes one leading apostrophe away, and has the text again.
// Cells of text stand in quotation marks always, so that a spreadsheet that cuts at semicolons
// finds no cell inside them.
//
// Control characters other than tab, CR and LF, and bytes that are no UTF-8, become U+FFFD: many
// readers stop at NUL, and terminals obey ESC.

#include <ostream>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// Repeats, then suppressed repeats, in order; places in order. The first row names the columns.
void WriteCsv(const Findings& findings, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_CSV_H_
