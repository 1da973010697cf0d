#include "twicetold/report/html_data.h"

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

void WriteSpans(const std::vector<Span>& spans, JsonWriter& json) {
  for (const Span& span : spans) {
    json.Number(span.begin);
    json.Number(span.end);
  }
}

}  // namespace

void WritePageData(const Findings& findings, std::ostream& out) {
  JsonWriter json(out, JsonWriter::Layout::kCompact);
  json.BeginObject();
  json.Key("documents");
  json.BeginArray();
  for (const DocumentFinding& document : findings.documents) {
    json.BeginArray();
    json.Number(document.words);
    json.Number(uint64_t{document.reference ? 1U : 0U});
    json.BeginArray();
    WriteSpans(document.quoted_words, json);
    json.EndArray();
    json.EndArray();
  }
  json.EndArray();
  const auto kinds = Kinds();
  json.Key("kinds");
  json.BeginArray();
  for (const Kind kind : kinds) json.String(KindName(kind));
  json.EndArray();
  json.Key("repeats");
  json.BeginArray();
  for (const FoundRepeat& repeat : findings.repeats) {
    json.BeginArray();
    json.Number(
        static_cast<uint64_t>(std::find(kinds.begin(), kinds.end(), repeat.kind) - kinds.begin()));
    json.Number(repeat.words);
    for (const FoundOccurrence& occurrence : repeat.occurrences) {
      json.BeginArray();
      json.Number(uint64_t{occurrence.document});
      WriteSpans(occurrence.matched, json);
      json.EndArray();
    }
    json.EndArray();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace twicetold
