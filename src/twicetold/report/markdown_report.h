#ifndef TWICETOLD_REPORT_MARKDOWN_REPORT_H_
#define TWICETOLD_REPORT_MARKDOWN_REPORT_H_

// Findings as Markdown (CommonMark with GitHub's tables), for a mail or a comment on a change.
//
// No text of a document can become markup, a link, a mention or a reference to an issue: what
// means something to Markdown is escaped, and an empty comment comes between a sign such as @ or #
// and the name or number after it, since GitHub and GitLab look for those in what is rendered.
// Where a comment has a limit of length (65,536 characters at GitHub), --places 2 makes a report
// shorter.

#include <cstddef>
#include <ostream>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

struct MarkdownOptions {
  size_t places = 10;  // of a repeat, and pairs of documents, before "and N more"; 0 for all
};

// The verdict, then each repeat with its places, differing words in bold; the repeats after the
// tenth are folded away in <details>. Repeats of form letters are told with their family.
void WriteMarkdown(const Findings& findings, const MarkdownOptions& options, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_MARKDOWN_REPORT_H_
