#include "twicetold/report/html_notes.h"

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/html_markup.h"
#include "twicetold/report/html_repeats.h"
#include "twicetold/text/document_source.h"

namespace twicetold {
namespace {

std::vector<std::string> WalkNotes(const Summary& summary) {
  std::vector<std::string> notes;
  if (summary.files_of_other_kinds > 0) {
    notes.push_back(Concat({Plural(summary.files_of_other_kinds, "file"),
                            " in the folders were not read: the names say no format."}));
  }
  if (summary.files_ignored > 0) {
    notes.push_back(Concat({Plural(summary.files_ignored, "file"),
                            " in the folders were not read, as ignore files or patterns say."}));
  }
  if (summary.references_left_out > 0) {
    notes.push_back(Concat({Plural(summary.references_left_out, "reference"),
                            " were left out because of date or series."}));
  }
  return notes;
}

void WriteSkipped(const std::vector<SkippedDocument>& skipped, std::ostream& out) {
  if (skipped.empty()) return;
  out << "<h3>Could not be read</h3>\n<ul>";
  for (const SkippedDocument& input : skipped) {
    out << "<li><bdi>" << Escaped(input.name) << "</bdi>";
    if (input.line != 0) out << ", line " << input.line;
    out << ": " << Escaped(std::string(input.reason.message())) << "</li>\n";
  }
  out << "</ul>\n";
}

}  // namespace

void WriteLeftOut(const Page& page, std::ostream& out) {
  const std::vector<SuppressedRepeat>& suppressed = page.findings.suppressed;
  if (suppressed.empty()) return;
  // Reasons in the order in which they first come.
  std::vector<std::string_view> reasons;
  for (const SuppressedRepeat& repeat : suppressed) {
    if (std::find(reasons.begin(), reasons.end(), repeat.reason) == reasons.end()) {
      reasons.push_back(repeat.reason);
    }
  }
  out << "<section id=\"left-out\"><h2>Left out</h2>\n<p class=\"faint\">"
      << Plural(suppressed.size(), "passage")
      << " found, but counted in none of the figures above.</p>\n";
  for (const std::string_view reason : reasons) {
    const auto count = static_cast<uint64_t>(
        std::count_if(suppressed.begin(), suppressed.end(),
                      [&](const SuppressedRepeat& repeat) { return repeat.reason == reason; }));
    out << "<details class=\"reason\"><summary><h3>" << Escaped(reason) << "</h3> (" << count
        << ")</summary>\n";
    for (const SuppressedRepeat& repeat : suppressed) {
      if (repeat.reason == reason) WriteSuppressed(page, repeat, out);
    }
    out << "</details>\n";
  }
  out << "</section>\n";
}

void WriteNotes(const Page& page, std::ostream& out) {
  const Findings& findings = page.findings;
  std::string items;
  for (const auto& notes : {LimitNotes(findings.summary.limits), WalkNotes(findings.summary)}) {
    for (const std::string& note : notes) items += Concat({"<li>", Escaped(note), "</li>\n"});
  }
  for (const DocumentFinding& document : findings.documents) {
    for (const std::string& note : DocumentNotes(document)) {
      items += Concat({"<li>", Escaped(note), "</li>\n"});
    }
  }
  if (items.empty() && findings.skipped.empty()) return;
  out << "<section id=\"notes\"><h2>Notes</h2>\n";
  if (!items.empty()) out << "<ul>" << items << "</ul>\n";
  WriteSkipped(findings.skipped, out);
  out << "</section>\n";
}

void WriteRecipe(const Page& page, std::ostream& out) {
  const Recipe& recipe = page.findings.recipe;
  out << "<section id=\"recipe\"><h2>Recipe</h2>\n<p>Found by Twicetold with the recipe <b>"
      << Escaped(recipe.preset) << "</b>, fingerprint <code>" << recipe.Fingerprint()
      << "</code>. The same texts and recipe give the same page.</p>\n<details><summary>All "
         "parameters</summary><div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Parameter"
         "</th><th scope=\"col\">Value</th><th scope=\"col\">What it does</th></tr></thead>\n"
         "<tbody>\n";
  for (const Parameter& parameter : Parameters()) {
    out << "<tr><th scope=\"row\"><code>" << Escaped(parameter.name) << "</code></th><td>"
        << Escaped(parameter.get(recipe)) << "</td><td>" << Escaped(parameter.effect)
        << "</td></tr>\n";
  }
  out << "</tbody></table></div></details></section>\n";
}

}  // namespace twicetold
