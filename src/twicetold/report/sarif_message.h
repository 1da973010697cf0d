#ifndef TWICETOLD_REPORT_SARIF_MESSAGE_H_
#define TWICETOLD_REPORT_SARIF_MESSAGE_H_

// The sentences of a SARIF report: plain text messages with embedded links (section 3.11.6 of the
// standard), "[story.txt:21](1)", which lead to the related location of that id.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

// What a result says: how many words, how many places, how much alike, and where the other places
// are. The i-th place that is not `primary` has id i, counted from 1.
std::string ResultMessage(const FoundRepeat& repeat, size_t primary, const Findings& findings);

// What a related location says: its first words, and who they are laid to.
std::string RelatedMessage(const FoundOccurrence& occurrence);

struct SarifNotification {
  std::string_view id;     // of the notification's descriptor
  std::string_view level;  // "error", "warning", "note"
  std::string text;
  std::string file;  // empty when it is about no file
  size_t line = 0;   // 0: the whole file
};

// What the run has to say of itself: inputs that were not read, limits that were met, oddities.
std::vector<SarifNotification> SarifNotifications(const Findings& findings);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_SARIF_MESSAGE_H_
