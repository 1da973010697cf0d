#ifndef TWICETOLD_REPORT_HTML_DIFFERENCES_H_
#define TWICETOLD_REPORT_HTML_DIFFERENCES_H_

// The text of one place of a repeat with what differs in it marked.
//
// Classes of differences are told against the representative. At the representative itself, of two
// places, they are turned round, so that both sides show them; of more places, it shows what some
// other one has differently, without a class.

#include <cstddef>
#include <ostream>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// The text of `repeat.occurrences[occurrence]` as paragraphs. `document` is the one it stands in.
void WriteMarkedText(const FoundRepeat& repeat, size_t occurrence, const DocumentFinding& document,
                     std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_HTML_DIFFERENCES_H_
