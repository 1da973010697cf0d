#ifndef TWICETOLD_REPORT_GITLAB_H_
#define TWICETOLD_REPORT_GITLAB_H_

// Findings as a GitLab code quality report: an array of issues, one a repeat, at the place to cut.

#include <ostream>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// What was suppressed is not in it: the format has no way to say so. Plain text is a minor issue,
// every other kind is info. Two repeats of the same words can't be in one report, so fingerprints
// are unique.
void WriteGitlab(const Findings& findings, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_GITLAB_H_
