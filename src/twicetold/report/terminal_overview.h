#ifndef TWICETOLD_REPORT_TERMINAL_OVERVIEW_H_
#define TWICETOLD_REPORT_TERMINAL_OVERVIEW_H_

// What the text report says beside the repeats: which documents share how much, which are one
// family, what was left out and what was odd.

#include <ostream>

#include "twicetold/pipeline/findings.h"
#include "twicetold/report/terminal.h"

namespace twicetold {

// The pairs of documents that share most, up to TextStyle::places of them; pairs inside a family
// are counted only, as they would fill the list.
void WriteRelations(const Findings& findings, const TextStyle& style, std::ostream& out);
void WriteFamilies(const Findings& findings, const TextStyle& style, std::ostream& out);
// Near-duplicate paragraphs and documents, a line each, up to TextStyle::places of them.
void WriteClusters(const Findings& findings, const TextStyle& style, std::ostream& out);
// Suppressed repeats, by reason.
void WriteSuppressed(const Findings& findings, const TextStyle& style, std::ostream& out);
void WriteInputNotes(const Findings& findings, const TextStyle& style, std::ostream& out);
void WriteLimits(const Limits& limits, const TextStyle& style, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_TERMINAL_OVERVIEW_H_
