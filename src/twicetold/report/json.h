#ifndef TWICETOLD_REPORT_JSON_H_
#define TWICETOLD_REPORT_JSON_H_

// Findings as JSON, schema "twicetold.findings/1" (docs/findings.md): what other programs read.
//
// The shape only grows: a field that is there keeps its name and meaning for as long as the
// schema's number stays.

#include <ostream>

#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {

// One object, indented.
void WriteJson(const Findings& findings, std::ostream& out);
// The same objects one a line, each with a "type": recipe, document, repeat, suppressed, relation,
// family, pair, cluster, skipped, and the summary last.
void WriteJsonLines(const Findings& findings, std::ostream& out);

// Schema "twicetold.comparison/1".
void WriteJson(const Comparison& comparison, std::ostream& out);

// The recipe alone, with fingerprint, band plan and curve: schema "twicetold.recipe/1". Its
// "parameters" object can be given back as a recipe file.
void WriteJson(const Recipe& recipe, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_JSON_H_
