#ifndef TWICETOLD_REPORT_HTML_REPEATS_H_
#define TWICETOLD_REPORT_HTML_REPEATS_H_

// The passages of the HTML report: each with all its places side by side, and what differs in each
// marked by its class.

#include <cstddef>
#include <ostream>

#include "twicetold/pipeline/findings.h"
#include "twicetold/report/html_markup.h"

namespace twicetold {

// Findings::repeats[repeat], with links to its places in the texts.
void WriteRepeat(const Page& page, size_t repeat, std::ostream& out);

// A repeat that is left out: told alike, but marked nowhere and counted nowhere.
void WriteSuppressed(const Page& page, const SuppressedRepeat& suppressed, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_HTML_REPEATS_H_
