#include "twicetold/report/terminal.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/notes.h"
#include "twicetold/report/terminal_overview.h"
#include "twicetold/report/text_block.h"
#include "twicetold/report/told_repeat.h"

namespace twicetold {
namespace {

constexpr std::string_view kBold = "1";
constexpr std::string_view kId = "1;36";
constexpr std::string_view kFaint = "2";
constexpr size_t kTextIndent = 9;  // where the text of a place begins, behind the line numbers

// "21" or "21-23".
std::string Range(uint64_t first, uint64_t last) {
  return first == last ? std::to_string(first)
                       : Concat({std::to_string(first), "-", std::to_string(last)});
}

void WritePlace(const FoundOccurrence& occurrence, const Findings& findings, const TextStyle& style,
                std::ostream& out) {
  const Place& place = occurrence.place;
  const std::string where =
      Concat({Printable(findings.documents[occurrence.document].name), ":",
              std::to_string(place.begin.line), ":", std::to_string(place.begin.column)});
  std::string note = Concat({"line ", Range(place.begin.line, place.end.line), ", paragraph ",
                             Range(occurrence.first_paragraph, occurrence.last_paragraph)});
  const std::string& date = findings.documents[occurrence.document].date;
  if (findings.documents.size() > 1 && !date.empty()) note += Concat({", ", date.substr(0, 10)});
  if (occurrence.quoted) note += ", quoted";
  WriteHeaded(where, kBold, note, kFaint, 2, style, out);
  const std::string& attribution = occurrence.attribution.text;
  if (!attribution.empty()) {
    WriteWrapped(Concat({"laid to: ", Printable(attribution)}), kTextIndent, style, out);
  }
}

void WriteRepeat(const FoundRepeat& repeat, const Findings& findings, const TextStyle& style,
                 std::ostream& out) {
  WriteHeaded(repeat.id, kId,
              Concat({KindName(repeat.kind), ", ", Plural(repeat.words, "word"), ", ",
                      Plural(repeat.occurrences.size(), "place"), ", ", Likeness(repeat)}),
              "", 0, style, out);
  if (!repeat.reason.empty()) {
    WriteWrapped(Concat({"It is ", KindName(repeat.kind), ": ", Printable(repeat.reason), "."}), 4,
                 style, out);
  }
  const size_t all = repeat.occurrences.size();
  // One place in a report is none.
  const size_t shown = style.places == 0 ? all : std::min(all, std::max<size_t>(style.places, 2));
  for (size_t i = 0; i < shown; ++i) {
    WritePlace(repeat.occurrences[i], findings, style, out);
    WriteOccurrenceText(repeat.occurrences[i], style, out);
  }
  if (shown < all) out << "  and " << all - shown << " more places (--places 0 shows all)\n";
  out << '\n';
}

void WriteDocumentTable(const Findings& findings, const TextStyle& style, std::ostream& out) {
  if (findings.summary.documents < 2 || findings.repeats.empty()) return;
  size_t shown = 0;
  size_t more = 0;
  for (const DocumentFinding& document : findings.documents) {
    if (document.repeated_words == 0 || document.reference) continue;
    if (style.places != 0 && shown == style.places) {
      ++more;
      continue;
    }
    ++shown;
    WriteWrapped(Concat({Printable(document.name), ": ", std::to_string(document.repeated_words),
                         " of ", Plural(document.words, "word"), " stand elsewhere too"}),
                 2, style, out);
  }
  if (more > 0) out << "  and " << more << " more documents (--places 0 shows all)\n";
  out << '\n';
}

void WriteRepeats(const Findings& findings, const TextStyle& style, std::ostream& out) {
  std::set<std::string_view> form_letters;
  for (const FoundFamily& family : findings.families) {
    if (family.form_letter) form_letters.insert(family.id);
  }
  size_t of_form_letters = 0;
  for (const FoundRepeat& repeat : findings.repeats) {
    if (form_letters.contains(repeat.family)) {
      ++of_form_letters;
    } else {
      WriteRepeat(repeat, findings, style, out);
    }
  }
  if (of_form_letters > 0) {
    WriteWrapped(Concat({Plural(of_form_letters, "passage"), " of the form letters above ",
                         of_form_letters == 1 ? "is" : "are",
                         " not shown one by one; --format json has all."}),
                 0, style, out);
    out << '\n';
  }
  const bool edited =
      std::any_of(findings.repeats.begin(), findings.repeats.end(),
                  [](const FoundRepeat& repeat) { return Likeness(repeat).ends_with("alike"); });
  if (edited && !style.colour && !style.findings_only) {
    out << "{...} differs between the places.\n\n";
  }
}

// The name of the one document that is checked, or how many are.
std::string Title(const Findings& findings) {
  std::vector<const DocumentFinding*> checked;
  for (const DocumentFinding& document : findings.documents) {
    if (!document.reference) checked.push_back(&document);
  }
  return checked.size() == 1 ? Printable(checked.front()->name)
                             : Plural(checked.size(), "document");
}

}  // namespace

void WriteText(const Findings& findings, const TextStyle& style, std::ostream& out) {
  if (style.findings_only) {
    WriteRepeats(findings, style, out);
    WriteClusters(findings, style, out);
    return;
  }
  const std::string title = Title(findings);
  out << Coloured(style, kBold, title) << '\n';
  WriteWrapped(Verdict(findings), 0, style, out);
  out << '\n';
  WriteDocumentTable(findings, style, out);
  WriteRelations(findings, style, out);
  WriteFamilies(findings, style, out);
  WriteRepeats(findings, style, out);
  WriteClusters(findings, style, out);
  WriteSuppressed(findings, style, out);
  WriteInputNotes(findings, style, out);
  WriteLimits(findings.summary.limits, style, out);
}

void WriteText(const Comparison& comparison, const TextStyle& style, std::ostream& out) {
  const Findings& findings = comparison.findings;
  const Overlap& overlap = comparison.overlap;
  if (style.findings_only && overlap.shared == 0 && findings.repeats.empty()) return;
  const DocumentFinding& a = findings.documents[0];
  const DocumentFinding& b = findings.documents[1];
  out << Coloured(style, kBold, Concat({"a  ", Printable(a.name)})) << "  "
      << Plural(a.words, "word") << '\n'
      << Coloured(style, kBold, Concat({"b  ", Printable(b.name)})) << "  "
      << Plural(b.words, "word") << "\n\n"
      << "resemblance        " << Fraction(overlap.Resemblance()) << "   " << overlap.shared
      << " shared shingles, " << overlap.only_a << " only in a, " << overlap.only_b
      << " only in b\n"
      << "containment of a   " << Fraction(overlap.ContainmentOfA()) << '\n'
      << "containment of b   " << Fraction(overlap.ContainmentOfB()) << '\n'
      << "coverage of a      " << Fraction(comparison.coverage_of_a) << "   of its words stand in "
      << "passages shared with b\n"
      << "coverage of b      " << Fraction(comparison.coverage_of_b) << '\n'
      << "sketch estimate    " << Fraction(comparison.estimated_resemblance) << "   standard error "
      << Fraction(comparison.standard_error) << '\n'
      << "bands              " << comparison.equal_bands << " of " << findings.recipe.Plan().bands
      << " equal; a pair this alike becomes a candidate with "
      << "probability " << Fraction(comparison.candidate_probability) << "\n\n";
  if (style.findings_only) {
    WriteRepeats(findings, style, out);
    return;
  }
  for (const std::string& sentence : comparison.explanation) {
    WriteWrapped(sentence, 0, style, out);
  }
  out << '\n';
  WriteRepeats(findings, style, out);
  WriteInputNotes(findings, style, out);
  WriteLimits(findings.summary.limits, style, out);
}

void WriteText(const Recipe& recipe, const TextStyle& style, std::ostream& out) {
  out << Coloured(style, kBold, Concat({"recipe ", recipe.preset})) << "  fingerprint "
      << recipe.Fingerprint() << "\n\n";
  for (const Parameter& parameter : Parameters()) {
    std::string head = Concat({parameter.name, " = ", parameter.get(recipe)});
    out << Coloured(style, kBold, head) << "  " << Coloured(style, kFaint, parameter.unit) << '\n';
    WriteWrapped(parameter.effect, 4, style, out);
  }
  const auto plan = recipe.Plan();
  out << "\nBand plan: " << plan.bands << " bands of " << plan.rows
      << " digests. The probability that two texts become candidates, by resemblance:\n\n";
  constexpr size_t kBar = 40;
  for (int step = 1; step <= 20; ++step) {
    const double resemblance = step / 20.0;
    const double probability = plan.CandidateProbability(resemblance);
    const auto filled = static_cast<size_t>(std::lround(probability * kBar));
    std::string bar;
    for (size_t i = 0; i < filled; ++i) bar += "█";
    out << "  " << Fraction(resemblance).substr(0, 4) << "  " << Fraction(probability) << "  "
        << bar << '\n';
  }
}

}  // namespace twicetold
