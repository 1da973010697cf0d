#include "twicetold/report/json.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/json_writer.h"
#include "twicetold/text/document_source.h"

namespace twicetold {
namespace {

using Layout = JsonWriter::Layout;

void WritePair(JsonWriter& json, std::string_view key, uint64_t first, uint64_t second) {
  json.Key(key);
  json.BeginArray(true);
  json.Number(first);
  json.Number(second);
  json.EndArray();
}

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
  json.Field("skipped", summary.skipped);
  json.Key("limits");
  json.BeginObject();
  json.Field("hot_shingles", summary.limits.hot_shingles);
  json.Field("ungrown_seeds", summary.limits.ungrown_seeds);
  json.Field("hot_buckets", summary.limits.hot_buckets);
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
  json.Field("words", document.words);
  json.Field("paragraphs", document.paragraphs);
  json.Field("repeated_words", document.repeated_words);
  json.Field("told_again_words", document.told_again_words);
  json.Field("told_again_quoted_words", document.told_again_quoted_words);
}

void WriteOccurrence(JsonWriter& json, const FoundOccurrence& occurrence,
                     const Findings& findings) {
  const Place& place = occurrence.place;
  json.BeginObject();
  json.Field("document", findings.documents[occurrence.document].name);
  json.Key("span");
  json.BeginObject();
  WritePair(json, "bytes", place.begin.byte, place.end.byte);
  WritePair(json, "chars", place.begin.chars, place.end.chars);
  WritePair(json, "utf16", place.begin.utf16, place.end.utf16);
  WritePair(json, "lines", place.begin.line, place.end.line);
  WritePair(json, "columns", place.begin.column, place.end.column);
  json.EndObject();
  WritePair(json, "paragraphs", occurrence.first_paragraph, occurrence.last_paragraph);
  json.Field("text", occurrence.text);
  json.Field("words", occurrence.words);
  json.Field("matched_words", occurrence.matched_words);
  json.Field("identity", occurrence.identity);
  json.Field("quoted", occurrence.quoted);
  json.Field("representative", occurrence.representative);
  json.Key("differing");
  json.BeginArray(true);
  for (const Span& edit : occurrence.edited) {
    json.String(std::string_view(occurrence.text).substr(edit.begin, edit.size()));
  }
  json.EndArray();
  json.EndObject();
}

void WriteRepeatFields(JsonWriter& json, const FoundRepeat& repeat, const Findings& findings) {
  json.Field("id", repeat.id);
  json.Field("fingerprint", repeat.fingerprint);
  json.Field("kind", KindName(repeat.kind));
  json.Field("words", repeat.words);
  json.Field("identity", repeat.identity);
  json.Key("occurrences");
  json.BeginArray();
  for (const FoundOccurrence& occurrence : repeat.occurrences) {
    WriteOccurrence(json, occurrence, findings);
  }
  json.EndArray();
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

// "key": [ {fields of each item} ].
template <typename Items, typename WriteFields>
void WriteObjects(JsonWriter& json, std::string_view key, const Items& items, WriteFields write) {
  json.Key(key);
  json.BeginArray();
  for (const auto& item : items) {
    json.BeginObject();
    write(item);
    json.EndObject();
  }
  json.EndArray();
}

void WriteFindingsFields(JsonWriter& json, const Findings& findings) {
  json.Key("recipe");
  json.BeginObject();
  WriteRecipeFields(json, findings.recipe);
  json.EndObject();
  json.Key("summary");
  json.BeginObject();
  WriteSummaryFields(json, findings);
  json.EndObject();
  WriteObjects(json, "documents", findings.documents,
               [&](const DocumentFinding& document) { WriteDocumentFields(json, document); });
  WriteObjects(json, "repeats", findings.repeats,
               [&](const FoundRepeat& repeat) { WriteRepeatFields(json, repeat, findings); });
  WriteObjects(json, "pairs", findings.pairs,
               [&](const FoundPair& pair) { WritePairFields(json, pair); });
  WriteObjects(json, "clusters", findings.clusters,
               [&](const FoundCluster& cluster) { WriteClusterFields(json, cluster); });
  WriteObjects(json, "skipped", findings.skipped,
               [&](const SkippedDocument& skipped) { WriteSkippedFields(json, skipped); });
}

// One line: {"type": ..., fields}.
template <typename WriteFields>
void WriteLine(std::ostream& out, std::string_view type, WriteFields write) {
  JsonWriter json(out, Layout::kCompact);
  json.BeginObject();
  json.Field("type", type);
  write(json);
  json.EndObject();
}

}  // namespace

void WriteJson(const Findings& findings, std::ostream& out) {
  JsonWriter json(out, Layout::kIndented);
  json.BeginObject();
  json.Field("schema", "twicetold.findings/1");
  WriteFindingsFields(json, findings);
  json.EndObject();
}

void WriteJsonLines(const Findings& findings, std::ostream& out) {
  WriteLine(out, "recipe", [&](JsonWriter& json) {
    json.Field("schema", "twicetold.findings/1");
    WriteRecipeFields(json, findings.recipe);
  });
  for (const DocumentFinding& document : findings.documents) {
    WriteLine(out, "document", [&](JsonWriter& json) { WriteDocumentFields(json, document); });
  }
  for (const FoundRepeat& repeat : findings.repeats) {
    WriteLine(out, "repeat", [&](JsonWriter& json) { WriteRepeatFields(json, repeat, findings); });
  }
  for (const FoundPair& pair : findings.pairs) {
    WriteLine(out, "pair", [&](JsonWriter& json) { WritePairFields(json, pair); });
  }
  for (const FoundCluster& cluster : findings.clusters) {
    WriteLine(out, "cluster", [&](JsonWriter& json) { WriteClusterFields(json, cluster); });
  }
  for (const SkippedDocument& skipped : findings.skipped) {
    WriteLine(out, "skipped", [&](JsonWriter& json) { WriteSkippedFields(json, skipped); });
  }
  WriteLine(out, "summary", [&](JsonWriter& json) { WriteSummaryFields(json, findings); });
}

void WriteJson(const Comparison& comparison, std::ostream& out) {
  JsonWriter json(out, Layout::kIndented);
  json.BeginObject();
  json.Field("schema", "twicetold.comparison/1");
  json.Field("a", comparison.findings.documents[0].name);
  json.Field("b", comparison.findings.documents[1].name);
  WriteOverlapFields(json, comparison.overlap);
  json.Field("coverage_a", comparison.coverage_of_a);
  json.Field("coverage_b", comparison.coverage_of_b);
  json.Field("longest_shared_run", comparison.longest_shared_run);
  json.Field("shared_vocabulary", comparison.shared_vocabulary);
  json.Key("sketch");
  json.BeginObject();
  json.Field("estimated_resemblance", comparison.estimated_resemblance);
  json.Field("standard_error", comparison.standard_error);
  json.Field("equal_bands", comparison.equal_bands);
  json.Field("candidate_probability", comparison.candidate_probability);
  json.EndObject();
  json.Key("explanation");
  json.BeginArray();
  for (const std::string& sentence : comparison.explanation) json.String(sentence);
  json.EndArray();
  json.Key("findings");
  json.BeginObject();
  WriteFindingsFields(json, comparison.findings);
  json.EndObject();
  json.EndObject();
}

void WriteJson(const Recipe& recipe, std::ostream& out) {
  JsonWriter json(out, Layout::kIndented);
  json.BeginObject();
  json.Field("schema", "twicetold.recipe/1");
  json.Field("preset", recipe.preset);
  json.Field("fingerprint", recipe.Fingerprint());
  json.Key("parameters");
  json.BeginObject();
  WriteParameters(json, recipe);
  json.EndObject();
  const auto plan = recipe.Plan();
  json.Key("band_plan");
  json.BeginObject();
  json.Field("bands", plan.bands);
  json.Field("rows", plan.rows);
  json.EndObject();
  json.Key("candidate_probability");
  json.BeginArray();
  for (uint64_t step = 1; step <= 20; ++step) {
    const double resemblance = static_cast<double>(step) / 20.0;
    json.BeginArray(true);
    json.Number(resemblance);
    json.Number(plan.CandidateProbability(resemblance));
    json.EndArray();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace twicetold
