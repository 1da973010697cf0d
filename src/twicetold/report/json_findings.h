#ifndef TWICETOLD_REPORT_JSON_FINDINGS_H_
#define TWICETOLD_REPORT_JSON_FINDINGS_H_

// The objects of the JSON form, one function each: the fields of an object that the caller has
// begun. docs/findings.md says what they hold.

#include <cstdint>
#include <string_view>

#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {

void WriteParameters(JsonWriter& json, const Recipe& recipe);
void WriteRecipeFields(JsonWriter& json, const Recipe& recipe);
void WriteSummaryFields(JsonWriter& json, const Findings& findings);
void WriteDocumentFields(JsonWriter& json, const DocumentFinding& document);
void WriteRepeatFields(JsonWriter& json, const FoundRepeat& repeat, const Findings& findings);
void WriteSuppressedFields(JsonWriter& json, const SuppressedRepeat& suppressed,
                           const Findings& findings);
void WriteRelationFields(JsonWriter& json, const FoundRelation& relation, const Findings& findings);
void WriteFamilyFields(JsonWriter& json, const FoundFamily& family, const Findings& findings);
void WriteOverlapFields(JsonWriter& json, const Overlap& overlap);
void WritePairFields(JsonWriter& json, const FoundPair& pair);
void WriteClusterFields(JsonWriter& json, const FoundCluster& cluster);
void WriteSkippedFields(JsonWriter& json, const SkippedDocument& skipped);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_JSON_FINDINGS_H_
