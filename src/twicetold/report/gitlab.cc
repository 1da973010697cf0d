#include "twicetold/report/gitlab.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/json_writer.h"
#include "twicetold/report/told_repeat.h"

namespace twicetold {
namespace {

std::string Description(const FoundRepeat& repeat, size_t primary, const Findings& findings) {
  constexpr size_t kMostPlaces = 10;
  std::string text = Concat({std::to_string(repeat.words), " words (", KindName(repeat.kind), ", ",
                             Likeness(repeat), ") stand in ",
                             std::to_string(repeat.occurrences.size()), " places: \u201C",
                             Excerpt(repeat.occurrences[primary].text, 120), "\u201D. Also in "});
  size_t named = 0;
  for (size_t i = 0; i < repeat.occurrences.size() && named < kMostPlaces; ++i) {
    if (i == primary) continue;
    text += Concat({named++ == 0 ? "" : ", ", PlaceName(repeat.occurrences[i], findings)});
  }
  const size_t others = repeat.occurrences.size() - 1;
  if (others > named) text += Concat({" and ", std::to_string(others - named), " more"});
  return text + ".";
}

}  // namespace

void WriteGitlab(const Findings& findings, std::ostream& out) {
  JsonWriter json(out, JsonWriter::Layout::kIndented);
  std::map<std::string, uint64_t> seen;  // repeats with one fingerprint: near copies may share it
  json.BeginArray();
  for (const FoundRepeat& repeat : findings.repeats) {
    const size_t primary = PlaceToCut(repeat, findings);
    const FoundOccurrence& place = repeat.occurrences[primary];
    const uint64_t number = seen[repeat.fingerprint]++;
    json.BeginObject();
    json.Field("description", Description(repeat, primary, findings));
    json.Field("check_name", Concat({"repeated-", KindName(repeat.kind)}));
    json.Field("fingerprint", number == 0
                                  ? repeat.fingerprint
                                  : Concat({repeat.fingerprint, "-", std::to_string(number)}));
    json.Field("severity", repeat.kind == Kind::kText ? "minor" : "info");
    json.Key("location");
    json.BeginObject();
    json.Field("path", findings.documents[place.document].file);
    json.Key("lines");
    json.BeginObject();
    json.Field("begin", place.place.begin.line);
    json.Field("end", place.place.end.line);
    json.EndObject();
    json.EndObject();
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace twicetold
