#include "twicetold/report/sarif_message.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/notes.h"
#include "twicetold/report/told_repeat.h"
#include "twicetold/text/document_source.h"

namespace twicetold {
namespace {

constexpr size_t kExcerptBytes = 120;
constexpr size_t kMostLinks = 10;  // in a message; the related locations are all there

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') escaped.push_back('\\');
    escaped.push_back(c);
  }
  return escaped;
}

// Outside links brackets stand for themselves, and newspapers have many: "[sic]". Only what would
// be a link is kept from being one.
std::string Unlinked(std::string_view text) {
  return text.find("](") == std::string_view::npos ? std::string(text) : Escaped(text);
}

std::string Quote(std::string_view text) {
  return Concat({"“", Unlinked(Excerpt(text, kExcerptBytes)), "”"});
}

}  // namespace

std::string ResultMessage(const FoundRepeat& repeat, size_t primary, const Findings& findings) {
  const size_t others = repeat.occurrences.size() - 1;
  std::string text = Concat({Unlinked(PassageSentence(repeat, primary)), " Also in "});
  size_t link = 0;
  for (size_t i = 0; i <= others && link < kMostLinks; ++i) {
    if (i == primary) continue;
    ++link;
    text += Concat({link == 1 ? "" : ", ", "[", Escaped(PlaceName(repeat.occurrences[i], findings)),
                    "](", std::to_string(link), ")"});
  }
  if (others > link) text += Concat({" and ", std::to_string(others - link), " more places"});
  text += ".";
  if (!repeat.reason.empty()) {
    text += Concat({" It is ", KindName(repeat.kind), ": ", Unlinked(repeat.reason), "."});
  }
  return text;
}

std::string RelatedMessage(const FoundOccurrence& occurrence) {
  const std::string& attribution = occurrence.attribution.text;
  return Concat({"Also here", attribution.empty() ? "" : ", laid to ",
                 attribution.empty() ? std::string() : Quote(attribution), ": ",
                 Quote(occurrence.text)});
}

std::vector<SarifNotification> SarifNotifications(const Findings& findings) {
  std::vector<SarifNotification> notifications;
  for (const SkippedDocument& skipped : findings.skipped) {
    notifications.push_back(
        {.id = "not-read",
         .level = "error",
         .text = Concat({skipped.name, " was not read: ", std::string(skipped.reason.message())}),
         .file = skipped.name == "-" ? "" : skipped.name,
         .line = skipped.line});
  }
  for (std::string& note : LimitNotes(findings.summary.limits)) {
    notifications.push_back(
        {.id = "limit", .level = "warning", .text = std::move(note), .file = "", .line = 0});
  }
  for (const DocumentFinding& document : findings.documents) {
    for (std::string& note : DocumentNotes(document)) {
      notifications.push_back({.id = "oddity",
                               .level = "note",
                               .text = std::move(note),
                               .file = document.file == "-" ? "" : document.file,
                               .line = 0});
    }
  }
  for (SarifNotification& notification : notifications) {
    notification.text = Unlinked(notification.text);
  }
  return notifications;
}

}  // namespace twicetold
