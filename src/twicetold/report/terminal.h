#ifndef TWICETOLD_REPORT_TERMINAL_H_
#define TWICETOLD_REPORT_TERMINAL_H_

// Findings as text for a person at a terminal: every repeat with all its places, line numbers in
// the margin, and the words that differ marked.

#include <cstddef>
#include <ostream>

#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {

struct TextStyle {
  bool colour = false;  // ANSI colours; without them differing words stand in braces
  size_t width = 80;    // columns to wrap to; 40 at least
  // Places of a repeat, documents in a table and the like shown before "and N more"; 0 for all.
  size_t places = 10;
  // Repeats, clusters and figures alone: no verdict, explanation or note; nothing when nothing is
  // repeated or shared.
  bool findings_only = false;
};

void WriteText(const Findings& findings, const TextStyle& style, std::ostream& out);
void WriteText(const Comparison& comparison, const TextStyle& style, std::ostream& out);

// Every parameter with its value, unit and effect, the fingerprint, and the predicted S-curve.
void WriteText(const Recipe& recipe, const TextStyle& style, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_TERMINAL_H_
