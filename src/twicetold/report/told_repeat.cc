#include "twicetold/report/told_repeat.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/notes.h"
#include "twicetold/report/text_block.h"

namespace twicetold {

std::string Likeness(const FoundRepeat& repeat) {
  bool edited = false;
  bool typography = false;
  for (const FoundOccurrence& occurrence : repeat.occurrences) {
    edited = edited || !occurrence.edited.empty();
    typography = typography || !occurrence.differences.empty();
  }
  if (edited) {
    return Concat({std::to_string(static_cast<int>(100.0 * repeat.identity)), " % alike"});
  }
  return typography ? "the same words, punctuation or case differs" : "the same words";
}

std::string PassageSentence(const FoundRepeat& repeat, size_t place) {
  constexpr size_t kExcerptBytes = 120;
  return Concat({"A passage of ", Plural(repeat.words, "word"), " (", KindName(repeat.kind), ", ",
                 Likeness(repeat), ") stands in ", Plural(repeat.occurrences.size(), "place"),
                 ": “", Excerpt(repeat.occurrences[place].text, kExcerptBytes), "”."});
}

std::string PlaceName(const FoundOccurrence& occurrence, const Findings& findings) {
  return Concat({findings.documents[occurrence.document].name, ":",
                 std::to_string(occurrence.place.begin.line)});
}

size_t PlaceToCut(const FoundRepeat& repeat, const Findings& findings) {
  size_t checked = 0;
  size_t place = 0;
  for (size_t i = 0; i < repeat.occurrences.size() && checked < 2; ++i) {
    if (findings.documents[repeat.occurrences[i].document].reference) continue;
    place = i;
    ++checked;
  }
  return place;
}

std::string Excerpt(std::string_view text, size_t most) {
  std::string line;
  for (const char byte : Printable(text)) {
    if (byte == ' ' && (line.empty() || line.back() == ' ')) continue;
    line.push_back(byte);
  }
  if (line.size() <= most) return line;
  size_t end = line.rfind(' ', most);
  if (end == std::string::npos || end == 0) {
    end = most;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80) --end;
  }
  return Concat({line.substr(0, end), " …"});
}

}  // namespace twicetold
