#include "twicetold/report/json.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/json_findings.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

using Layout = JsonWriter::Layout;

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
  WriteObjects(json, "suppressed", findings.suppressed, [&](const SuppressedRepeat& suppressed) {
    WriteSuppressedFields(json, suppressed, findings);
  });
  WriteObjects(json, "relations", findings.relations, [&](const FoundRelation& relation) {
    WriteRelationFields(json, relation, findings);
  });
  WriteObjects(json, "families", findings.families,
               [&](const FoundFamily& family) { WriteFamilyFields(json, family, findings); });
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
  for (const SuppressedRepeat& suppressed : findings.suppressed) {
    WriteLine(out, "suppressed",
              [&](JsonWriter& json) { WriteSuppressedFields(json, suppressed, findings); });
  }
  for (const FoundRelation& relation : findings.relations) {
    WriteLine(out, "relation",
              [&](JsonWriter& json) { WriteRelationFields(json, relation, findings); });
  }
  for (const FoundFamily& family : findings.families) {
    WriteLine(out, "family", [&](JsonWriter& json) { WriteFamilyFields(json, family, findings); });
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
