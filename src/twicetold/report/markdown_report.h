#ifndef TWICETOLD_REPORT_MARKDOWN_REPORT_H_
#define TWICETOLD_REPORT_MARKDOWN_REPORT_H_

// Findings as Markdown (CommonMark with GitHub's tables), for a mail or a comment on a change.

#include <ostream>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// The verdict, then each repeat with its places, differing words in bold; beyond the first ten
// repeats folded away in <details>. No text of a document can become markup.
void WriteMarkdown(const Findings& findings, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_MARKDOWN_REPORT_H_
