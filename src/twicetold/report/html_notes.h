#ifndef TWICETOLD_REPORT_HTML_NOTES_H_
#define TWICETOLD_REPORT_HTML_NOTES_H_

// What the HTML report says about the run itself: what was left out and why, what was odd, what
// was held back, and by which recipe it was made.

#include <ostream>

#include "twicetold/report/html_markup.h"

namespace twicetold {

// Repeats that are left out, by reason. Nothing when there are none.
void WriteLeftOut(const Page& page, std::ostream& out);
// Notes on inputs, limits that were met, inputs that could not be read. Nothing when all is plain.
void WriteNotes(const Page& page, std::ostream& out);
// The recipe with its fingerprint.
void WriteRecipe(const Page& page, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_HTML_NOTES_H_
