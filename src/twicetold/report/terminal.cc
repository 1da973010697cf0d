#include "twicetold/report/terminal.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/text_block.h"
#include "twicetold/report/told_repeat.h"

namespace twicetold {
namespace {

constexpr std::string_view kBold = "1";
constexpr std::string_view kId = "1;36";
constexpr std::string_view kFaint = "2";

// "21" or "21-23".
std::string Range(uint64_t first, uint64_t last) {
  return first == last ? std::to_string(first)
                       : Concat({std::to_string(first), "-", std::to_string(last)});
}

std::string Plural(uint64_t count, std::string_view noun) {
  return Concat({std::to_string(count), " ", noun, count == 1 ? "" : "s"});
}

void WritePlace(const FoundOccurrence& occurrence, const Findings& findings, const TextStyle& style,
                std::ostream& out) {
  const Place& place = occurrence.place;
  const std::string where =
      Concat({Printable(findings.documents[occurrence.document].name), ":",
              std::to_string(place.begin.line), ":", std::to_string(place.begin.column)});
  std::string note = Concat({"line ", Range(place.begin.line, place.end.line), ", paragraph ",
                             Range(occurrence.first_paragraph, occurrence.last_paragraph)});
  if (occurrence.quoted) note += ", quoted";
  out << "  " << Coloured(style, kBold, where) << "  " << Coloured(style, kFaint, note) << '\n';
}

void WriteRepeat(const FoundRepeat& repeat, const Findings& findings, const TextStyle& style,
                 std::ostream& out) {
  out << Coloured(style, kId, repeat.id) << "  " << KindName(repeat.kind) << ", "
      << Plural(repeat.words, "word") << ", " << repeat.occurrences.size() << " places, "
      << Likeness(repeat) << '\n';
  for (const FoundOccurrence& occurrence : repeat.occurrences) {
    WritePlace(occurrence, findings, style, out);
    WriteOccurrenceText(occurrence, style, out);
  }
  out << '\n';
}

// "12 (line 23)" where the document is known already, else "story.txt#p12 (line 23)".
std::string UnitLabel(const Unit& unit, bool named) {
  if (unit.paragraph == 0) return Printable(unit.name);
  return Concat({named ? std::to_string(unit.paragraph) : Printable(unit.name), " (line ",
                 std::to_string(unit.line), ")"});
}

// Near-duplicate paragraphs and documents, a line each.
void WriteClusters(const Findings& findings, const TextStyle& style, std::ostream& out) {
  for (const FoundCluster& cluster : findings.clusters) {
    const Unit& representative = cluster.representative;
    const bool one_document =
        cluster.level == Level::kParagraph &&
        std::all_of(cluster.members.begin(), cluster.members.end(),
                    [&](const Unit& member) { return member.document == representative.document; });
    std::string line =
        Concat({"Nearly the same ", LevelName(cluster.level), "s",
                findings.documents.size() > 1 && one_document
                    ? Concat({" in ", Printable(findings.documents[representative.document].name)})
                    : std::string(),
                ": ", UnitLabel(representative, one_document)});
    for (const Unit& member : cluster.members) {
      line += Concat({" = ", UnitLabel(member, one_document)});
    }
    WriteWrapped(Concat({line, ", resemblance ", Fraction(cluster.least_resemblance),
                         cluster.members.size() > 1 ? " or more" : ""}),
                 0, style, out);
  }
  if (!findings.clusters.empty()) out << '\n';
}

void WriteLimits(const Limits& limits, const TextStyle& style, std::ostream& out) {
  if (limits.hot_shingles > 0) {
    WriteWrapped(Concat({"Note: ", Plural(limits.hot_shingles, "run"),
                         " of words stood in so many places that not all pairs were looked at; "
                         "raise --max-seed-pairs to look at all."}),
                 0, style, out);
  }
  if (limits.ungrown_seeds > 0) {
    WriteWrapped(Concat({"Note: the text repeats itself so often that ",
                         Plural(limits.ungrown_seeds, "passage"),
                         " may be longer than told; raise --max-cells-per-word to look further."}),
                 0, style, out);
  }
  if (limits.hot_buckets > 0) {
    WriteWrapped(Concat({"Note: ", Plural(limits.hot_buckets, "bucket"),
                         " of look-alike paragraphs or documents held more than --bucket-limit "
                         "and were compared with representatives only."}),
                 0, style, out);
  }
}

// What was odd about the inputs, and what could not be read.
void WriteInputNotes(const Findings& findings, const TextStyle& style, std::ostream& out) {
  for (const DocumentFinding& document : findings.documents) {
    if (document.encoding_guessed) {
      WriteWrapped(Concat({"Note: ", Printable(document.name), " is read as ", document.encoding,
                           ", a guess; --encoding settles it."}),
                   0, style, out);
    }
    if (document.repaired > 0) {
      WriteWrapped(Concat({"Note: ", Printable(document.name), " holds ",
                           Plural(document.repaired, "ill-formed sequence"), ", read as U+FFFD."}),
                   0, style, out);
    }
  }
  if (!findings.skipped.empty()) {
    WriteWrapped(Concat({"Note: ", Plural(findings.skipped.size(), "input"),
                         " could not be read; the messages name them."}),
                 0, style, out);
  }
}

void WriteDocumentTable(const Findings& findings, std::ostream& out) {
  if (findings.documents.size() < 2 || findings.repeats.empty()) return;
  for (const DocumentFinding& document : findings.documents) {
    if (document.repeated_words == 0) continue;
    out << "  " << Printable(document.name) << ": " << document.repeated_words << " of "
        << Plural(document.words, "word") << " stand elsewhere too\n";
  }
  out << '\n';
}

void WriteRepeats(const Findings& findings, const TextStyle& style, std::ostream& out) {
  for (const FoundRepeat& repeat : findings.repeats) WriteRepeat(repeat, findings, style, out);
  const bool edited =
      std::any_of(findings.repeats.begin(), findings.repeats.end(),
                  [](const FoundRepeat& repeat) { return Likeness(repeat) != "the same words"; });
  if (edited && !style.colour && !style.findings_only)
    out << "{...} differs between the places.\n\n";
}

}  // namespace

void WriteText(const Findings& findings, const TextStyle& style, std::ostream& out) {
  if (style.findings_only) {
    WriteRepeats(findings, style, out);
    WriteClusters(findings, style, out);
    return;
  }
  std::string title = findings.documents.size() == 1
                          ? Printable(findings.documents[0].name)
                          : Plural(findings.documents.size(), "document");
  out << Coloured(style, kBold, title) << '\n';
  WriteWrapped(Verdict(findings), 0, style, out);
  out << '\n';
  WriteDocumentTable(findings, out);
  WriteRepeats(findings, style, out);
  WriteClusters(findings, style, out);
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
