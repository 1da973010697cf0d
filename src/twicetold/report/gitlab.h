#ifndef TWICETOLD_REPORT_GITLAB_H_
#define TWICETOLD_REPORT_GITLAB_H_

// Findings as a GitLab code quality report: an array of issues, one a repeat, at the place to cut.
//
// GitLab shows an issue with a line of a file that a merge request changes, so paths are as given,
// without "./": run the check at the top of the repository. It knows no text from standard input,
// whose path is "-".

#include <ostream>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// What was suppressed is not in it: the format has no way to say so. Plain text is a minor issue,
// every other kind is info. Fingerprints are those of the repeats; where two repeats share one, as
// the same words between different neighbours may, the later ones get "-2", "-3" behind it.
void WriteGitlab(const Findings& findings, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_GITLAB_H_
