#include "twicetold/report/gitlab.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/told_repeat.h"
#include "twicetold/report/uri.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

std::string Description(const FoundRepeat& repeat, size_t primary, const Findings& findings) {
  constexpr size_t kMostPlaces = 10;
  std::string text = Concat({PassageSentence(repeat, primary), " Also in "});
  size_t named = 0;
  for (size_t i = 0; i < repeat.occurrences.size() && named < kMostPlaces; ++i) {
    if (i == primary) continue;
    text += Concat({named == 0 ? "" : ", ", PlaceName(repeat.occurrences[i], findings)});
    ++named;
  }
  const size_t others = repeat.occurrences.size() - 1;
  if (others > named) text += Concat({" and ", std::to_string(others - named), " more places"});
  return text + ".";
}

// The fields of a location object.
void WriteLocation(JsonWriter& json, const FoundOccurrence& occurrence, const Findings& findings) {
  json.Field("path", WithoutDot(findings.documents[occurrence.document].file));
  json.Key("lines");
  json.BeginObject();
  json.Field("begin", occurrence.place.begin.line);
  json.Field("end", occurrence.place.end.line);
  json.EndObject();
}

}  // namespace

void WriteGitlab(const Findings& findings, std::ostream& out) {
  JsonWriter json(out, JsonWriter::Layout::kIndented);
  std::map<std::string_view, uint64_t> seen;  // repeats by fingerprint
  json.BeginArray();
  for (const FoundRepeat& repeat : findings.repeats) {
    const size_t primary = PlaceToCut(repeat, findings);
    const uint64_t number = ++seen[repeat.fingerprint];
    json.BeginObject();
    json.Field("description", Description(repeat, primary, findings));
    json.Field("check_name", Concat({"repeated-", KindName(repeat.kind)}));
    json.Field("fingerprint", number == 1
                                  ? repeat.fingerprint
                                  : Concat({repeat.fingerprint, "-", std::to_string(number)}));
    json.Field("severity", repeat.kind == Kind::kText ? "minor" : "info");
    json.Key("location");
    json.BeginObject();
    WriteLocation(json, repeat.occurrences[primary], findings);
    json.EndObject();
    json.Key("other_locations");
    json.BeginArray();
    for (size_t i = 0; i < repeat.occurrences.size(); ++i) {
      if (i == primary) continue;
      json.BeginObject();
      WriteLocation(json, repeat.occurrences[i], findings);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace twicetold
