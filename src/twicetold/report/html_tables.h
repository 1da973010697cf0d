#ifndef TWICETOLD_REPORT_HTML_TABLES_H_
#define TWICETOLD_REPORT_HTML_TABLES_H_

// The sections of the HTML report about documents as wholes and about the run: each writes nothing
// when there is nothing to tell.

#include <ostream>

#include "twicetold/report/html_markup.h"

namespace twicetold {

// Every document that is shown with its figures and a map; for more documents than one.
void WriteDocumentTable(const Page& page, std::ostream& out);
// Which documents share how much, ranked.
void WriteRelations(const Page& page, std::ostream& out);
void WriteFamilies(const Page& page, std::ostream& out);
// Near-duplicate paragraphs and documents.
void WriteClusters(const Page& page, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_HTML_TABLES_H_
