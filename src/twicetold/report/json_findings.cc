#include "twicetold/report/json_findings.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

std::string_view Slice(std::string_view text, const Span& span) {
  return text.substr(span.begin, span.size());
}

void WriteTexts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.BeginArray(true);
  for (const std::string& text : texts) json.String(text);
  json.EndArray();
}

void WritePair(JsonWriter& json, std::string_view key, uint64_t first, uint64_t second) {
  json.Key(key);
  json.BeginArray(true);
  json.Number(first);
  json.Number(second);
  json.EndArray();
}

void WriteSpan(JsonWriter& json, const Place& place) {
  json.Key("span");
  json.BeginObject();
  WritePair(json, "bytes", place.begin.byte, place.end.byte);
  WritePair(json, "chars", place.begin.chars, place.end.chars);
  WritePair(json, "utf16", place.begin.utf16, place.end.utf16);
  WritePair(json, "lines", place.begin.line, place.end.line);
  WritePair(json, "columns", place.begin.column, place.end.column);
  json.EndObject();
}

void WriteDifferences(JsonWriter& json, const FoundOccurrence& occurrence,
                      const FoundOccurrence& representative) {
  json.Key("differences");
  json.BeginArray();
  for (const Difference& difference : occurrence.differences) {
    json.BeginObject();
    json.Field("class", DifferenceName(difference.difference));
    json.Field("here", Slice(occurrence.text, difference.here));
    json.Field("there", Slice(representative.text, difference.there));
    json.EndObject();
  }
  json.EndArray();
}

void WriteOccurrence(JsonWriter& json, const FoundOccurrence& occurrence,
                     const FoundOccurrence& representative, const Findings& findings) {
  json.BeginObject();
  json.Field("document", findings.documents[occurrence.document].name);
  WriteSpan(json, occurrence.place);
  WritePair(json, "paragraphs", occurrence.first_paragraph, occurrence.last_paragraph);
  json.Field("text", occurrence.text);
  json.Field("words", occurrence.words);
  json.Field("matched_words", occurrence.matched_words);
  json.Field("identity", occurrence.identity);
  json.Field("quoted", occurrence.quoted);
  json.Field("marked", occurrence.marked);
  json.Field("representative", occurrence.representative);
  json.Key("differing");
  json.BeginArray(true);
  for (const Span& edit : occurrence.edited) json.String(Slice(occurrence.text, edit));
  json.EndArray();
  WriteDifferences(json, occurrence, representative);
  if (!occurrence.attribution.text.empty()) {
    json.Key("attribution");
    json.BeginObject();
    json.Field("text", occurrence.attribution.text);
    WriteSpan(json, occurrence.attribution.place);
    json.EndObject();
  }
  json.EndObject();
}

}  // namespace

void WriteParameters(JsonWriter& json, const Recipe& recipe) {
  for (const Parameter& parameter : Parameters()) {
    json.Key(parameter.name);
    if (parameter.is_text) {
      json.String(parameter.get(recipe));
    } else {
      json.Verbatim(parameter.get(recipe));
    }
  }
}

void WriteRecipeFields(JsonWriter& json, const Recipe& recipe) {
  json.Field("preset", recipe.preset);
  WriteParameters(json, recipe);
  json.Field("fingerprint", recipe.Fingerprint());
}

void WriteSummaryFields(JsonWriter& json, const Findings& findings) {
  const Summary& summary = findings.summary;
  json.Field("verdict", Verdict(findings));
  json.Field("documents", summary.documents);
  json.Field("words", summary.words);
  json.Field("repeats", summary.repeats);
  json.Field("repeated_words", summary.repeated_words);
  json.Field("told_again_words", summary.told_again_words);
  json.Field("told_again_quoted_words", summary.told_again_quoted_words);
  json.Field("share", summary.share());
  json.Field("shared_words", summary.shared_words);
  json.Field("shared_quoted_words", summary.shared_quoted_words);
  json.Field("references", summary.references);
  json.Field("reference_words", summary.reference_words);
  json.Field("references_left_out", summary.references_left_out);
  json.Field("suppressed", summary.suppressed);
  json.Field("skipped", summary.skipped);
  json.Field("files_of_other_kinds", summary.files_of_other_kinds);
  json.Field("files_ignored", summary.files_ignored);
  json.Key("limits");
  json.BeginObject();
  json.Field("hot_shingles", summary.limits.hot_shingles);
  json.Field("ungrown_seeds", summary.limits.ungrown_seeds);
  json.Field("hot_buckets", summary.limits.hot_buckets);
  json.Field("untold_relations", summary.limits.untold_relations);
  json.Field("sketched_paragraphs", summary.limits.sketched_paragraphs);
  json.Field("sketched_documents", summary.limits.sketched_documents);
  json.EndObject();
}

void WriteDocumentFields(JsonWriter& json, const DocumentFinding& document) {
  json.Field("name", document.name);
  json.Field("format", document.format);
  json.Field("encoding", document.encoding);
  json.Field("encoding_guessed", document.encoding_guessed);
  json.Field("repaired", document.repaired);
  if (!document.date.empty()) json.Field("date", document.date);
  if (!document.source.empty()) json.Field("source", document.source);
  json.Field("reference", document.reference);
  json.Field("words", document.words);
  json.Field("paragraphs", document.paragraphs);
  json.Field("repeated_words", document.repeated_words);
  json.Field("told_again_words", document.told_again_words);
  json.Field("told_again_quoted_words", document.told_again_quoted_words);
  json.Field("shared_words", document.shared_words);
  json.Field("shared_quoted_words", document.shared_quoted_words);
  json.Key("notes");
  WriteTexts(json, document.notes);
}

void WriteRepeatFields(JsonWriter& json, const FoundRepeat& repeat, const Findings& findings) {
  json.Field("id", repeat.id);
  json.Field("fingerprint", repeat.fingerprint);
  json.Field("kind", KindName(repeat.kind));
  if (!repeat.reason.empty()) json.Field("reason", repeat.reason);
  if (!repeat.family.empty()) json.Field("family", repeat.family);
  json.Field("words", repeat.words);
  json.Field("identity", repeat.identity);
  json.Key("occurrences");
  json.BeginArray();
  for (const FoundOccurrence& occurrence : repeat.occurrences) {
    WriteOccurrence(json, occurrence, repeat.representative(), findings);
  }
  json.EndArray();
}

void WriteSuppressedFields(JsonWriter& json, const SuppressedRepeat& suppressed,
                           const Findings& findings) {
  json.Field("suppressed_because", suppressed.reason);
  WriteRepeatFields(json, suppressed.repeat, findings);
}

void WriteRelationFields(JsonWriter& json, const FoundRelation& relation,
                         const Findings& findings) {
  json.Field("document", findings.documents[relation.document].name);
  json.Field("other", findings.documents[relation.other].name);
  json.Field("shared_words", relation.shared_words);
  json.Field("other_shared_words", relation.other_shared_words);
  json.Field("longest_passage", relation.longest_passage);
  json.Field("coverage", relation.coverage);
  json.Field("other_coverage", relation.other_coverage);
  json.Key("repeats");
  json.BeginArray(true);
  for (const uint32_t repeat : relation.repeats) json.String(findings.repeats[repeat].id);
  json.EndArray();
}

void WriteFamilyFields(JsonWriter& json, const FoundFamily& family, const Findings& findings) {
  json.Field("id", family.id);
  json.Field("form_letter", family.form_letter);
  json.Field("representative", findings.documents[family.representative].name);
  json.Key("members");
  json.BeginArray(true);
  for (const uint32_t member : family.members) json.String(findings.documents[member].name);
  json.EndArray();
  json.Field("words", family.words);
  json.Field("least_coverage", family.least_coverage);
  json.Key("slots");
  WriteTexts(json, family.slots);
}

void WriteOverlapFields(JsonWriter& json, const Overlap& overlap) {
  json.Field("resemblance", overlap.Resemblance());
  json.Field("containment_a", overlap.ContainmentOfA());
  json.Field("containment_b", overlap.ContainmentOfB());
  json.Field("shared_shingles", overlap.shared);
}

void WritePairFields(JsonWriter& json, const FoundPair& pair) {
  json.Field("level", LevelName(pair.level));
  json.Field("a", pair.a.name);
  json.Field("b", pair.b.name);
  WriteOverlapFields(json, pair.overlap);
}

void WriteClusterFields(JsonWriter& json, const FoundCluster& cluster) {
  json.Field("level", LevelName(cluster.level));
  json.Field("representative", cluster.representative.name);
  json.Key("members");
  json.BeginArray(true);
  for (const Unit& member : cluster.members) json.String(member.name);
  json.EndArray();
  json.Field("least_resemblance", cluster.least_resemblance);
}

void WriteSkippedFields(JsonWriter& json, const SkippedDocument& skipped) {
  json.Field("name", skipped.name);
  if (skipped.line != 0) json.Field("line", skipped.line);
  json.Field("reason", std::string(skipped.reason.message()));
}

}  // namespace twicetold
