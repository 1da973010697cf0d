#ifndef TWICETOLD_REPORT_HTML_TEXT_H_
#define TWICETOLD_REPORT_HTML_TEXT_H_

// The texts of the HTML report, with what stands twice marked in them, and the map of where it
// stands.
//
// Places may overlap in any way, and elements may not: so a text is cut wherever a place begins or
// ends, and each piece names all the places that it is part of. A badge, which is a link, stands
// where a place begins: there is one for each place, whatever lies over it.

#include <cstddef>
#include <ostream>

#include "twicetold/report/html_markup.h"

namespace twicetold {

// The document with its heading, figures, text and map; the page must show it.
void WriteDocument(const Page& page, size_t document, std::ostream& out);

// A strip from the document's begin to its end with a bar for each place: upright to stand beside
// the text, else lying.
void WriteMap(const Page& page, size_t document, bool upright, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_HTML_TEXT_H_
