#include "twicetold/io/html_facts.h"

#include <algorithm>

#include "twicetold/io/ascii.h"
#include "twicetold/io/date.h"

namespace twicetold {
namespace {

// The places of HtmlFacts::dates_.
enum Place : size_t { kArticleMeta, kOtherMeta, kPublishedTime, kAnyTime };

constexpr auto kOtherMetas = std::to_array<std::string_view>(
    {"date", "dc.date", "dc.date.issued", "pubdate", "parsely-pub-date"});

}  // namespace

void HtmlFacts::TakeMeta(std::string_view name, std::string_view content) {
  const std::string lower = AsciiLower(name);
  if (lower == "article:published_time") {
    TakeDate(kArticleMeta, content);
  } else if (std::find(kOtherMetas.begin(), kOtherMetas.end(), lower) != kOtherMetas.end()) {
    TakeDate(kOtherMeta, content);
  } else if (lower == "og:site_name" && source_.empty()) {
    while (!content.empty() && IsAsciiSpace(content[0])) content.remove_prefix(1);
    source_ = std::string(StripTrailingSpace(content));
  }
}

void HtmlFacts::TakeTime(std::string_view datetime, bool published) {
  TakeDate(published ? kPublishedTime : kAnyTime, datetime);
}

void HtmlFacts::TakeDate(size_t place, std::string_view text) {
  if (dates_[place].empty()) dates_[place] = ParseDate(text).value_or("");
}

Metadata HtmlFacts::Known() const {
  Metadata metadata;
  for (const std::string& date : dates_) {
    if (metadata.date.empty()) metadata.date = date;
  }
  metadata.source = source_;
  return metadata;
}

}  // namespace twicetold
