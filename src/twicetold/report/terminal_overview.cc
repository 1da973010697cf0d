#include "twicetold/report/terminal_overview.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/notes.h"
#include "twicetold/report/terminal.h"
#include "twicetold/report/text_block.h"

namespace twicetold {
namespace {

// How many of `all` are shown before "and N more".
size_t Shown(size_t all, const TextStyle& style) {
  return style.places == 0 ? all : std::min(all, style.places);
}

constexpr std::string_view kId = "1;36";
std::string Dated(const DocumentFinding& document) {
  const std::string name = Printable(document.name);
  return document.date.empty() ? name : Concat({name, " (", document.date.substr(0, 10), ")"});
}

// "12 (line 23)" where the document is known already, else "story.txt#p12 (line 23)".
std::string UnitLabel(const Unit& unit, bool named) {
  if (unit.paragraph == 0) return Printable(unit.name);
  return Concat({named ? std::to_string(unit.paragraph) : Printable(unit.name), " (line ",
                 std::to_string(unit.line), ")"});
}

}  // namespace

void WriteRelations(const Findings& findings, const TextStyle& style, std::ostream& out) {
  const bool references = findings.summary.references > 0;
  const bool one_checked = references && findings.summary.documents == 1;
  const std::vector<const FoundRelation*> told = RelationsOutsideFamilies(findings);
  if (findings.relations.empty()) return;
  if (!told.empty()) out << (references ? "Shared with\n" : "Documents that share most\n");
  const size_t shown = Shown(told.size(), style);
  for (size_t i = 0; i < shown; ++i) {
    const FoundRelation& relation = *told[i];
    const std::string other = Dated(findings.documents[relation.other]);
    const std::string document = Dated(findings.documents[relation.document]);
    WriteWrapped(
        Concat({one_checked ? other : Concat({document, " = ", other}), ": ",
                Plural(relation.shared_words, "word"), ", ", Percent(relation.coverage),
                one_checked ? " of the text and " : " of the first and ",
                Percent(relation.other_coverage), one_checked ? " of that one" : " of the second",
                ", longest passage ", std::to_string(relation.longest_passage)}),
        2, style, out);
  }
  if (shown < told.size()) {
    out << "  and " << told.size() - shown << " more (--places 0 shows all)\n";
  }
  if (const size_t inside = findings.relations.size() - told.size(); inside > 0) {
    WriteWrapped(Concat({told.empty() ? "" : "and ", Plural(inside, "pair"),
                         " of documents inside the families below"}),
                 2, style, out);
  }
  out << '\n';
}

void WriteFamilies(const Findings& findings, const TextStyle& style, std::ostream& out) {
  const size_t shown = Shown(findings.families.size(), style);
  for (size_t f = 0; f < shown; ++f) {
    const FoundFamily& family = findings.families[f];
    std::string line = Concat({family.form_letter ? "Form letter: " : "One text: ",
                               std::to_string(family.members.size() + 1), " documents share ",
                               Plural(family.words, "word"), " or so"});
    for (size_t i = 0; i < family.slots.size(); ++i) {
      line += Concat({i == 0 ? ", the same but for: " : " | ", Printable(family.slots[i])});
    }
    WriteHeaded(family.id, kId, line, "", 0, style, out);
    line = Dated(findings.documents[family.representative]);
    const size_t most =
        style.places == 0 ? family.members.size() : std::min<size_t>(3, family.members.size());
    for (size_t i = 0; i < most; ++i) {
      line += Concat({", ", Dated(findings.documents[family.members[i]])});
    }
    if (family.members.size() > most) {
      line += Concat({" and ", std::to_string(family.members.size() - most), " more"});
    }
    WriteWrapped(line, 4, style, out);
  }
  if (shown < findings.families.size()) {
    out << "and " << findings.families.size() - shown
        << " more families of documents (--places 0 shows all)\n";
  }
  if (!findings.families.empty()) out << '\n';
}

void WriteClusters(const Findings& findings, const TextStyle& style, std::ostream& out) {
  const size_t shown = Shown(findings.clusters.size(), style);
  for (size_t c = 0; c < shown; ++c) {
    const FoundCluster& cluster = findings.clusters[c];
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
    const size_t members = Shown(cluster.members.size(), style);
    for (size_t i = 0; i < members; ++i) {
      line += Concat({" = ", UnitLabel(cluster.members[i], one_document)});
    }
    if (members < cluster.members.size()) {
      line += Concat({" = ", std::to_string(cluster.members.size() - members), " more"});
    }
    WriteWrapped(Concat({line, ", resemblance ", Fraction(cluster.least_resemblance),
                         cluster.members.size() > 1 ? " or more" : ""}),
                 0, style, out);
  }
  if (shown < findings.clusters.size()) {
    out << "and " << findings.clusters.size() - shown
        << " more groups of near-duplicates (--places 0 shows all)\n";
  }
  if (!findings.clusters.empty()) out << '\n';
}

void WriteLimits(const Limits& limits, const TextStyle& style, std::ostream& out) {
  for (const std::string& note : LimitNotes(limits)) {
    WriteWrapped(Concat({"Note: ", note}), 0, style, out);
  }
}

void WriteInputNotes(const Findings& findings, const TextStyle& style, std::ostream& out) {
  for (const DocumentFinding& document : findings.documents) {
    for (const std::string& note : DocumentNotes(document)) {
      WriteWrapped(Concat({"Note: ", Printable(note)}), 0, style, out);
    }
  }
  const Summary& summary = findings.summary;
  if (summary.files_of_other_kinds > 0 || summary.files_ignored > 0) {
    WriteWrapped(
        Concat({"Note: of the files in folders, ", std::to_string(summary.files_of_other_kinds),
                " of other kinds were not read, nor ", std::to_string(summary.files_ignored),
                " that ignore files or patterns leave out."}),
        0, style, out);
  }
  if (summary.references_left_out > 0) {
    WriteWrapped(Concat({"Note: ", Plural(summary.references_left_out, "reference"),
                         " did not count: by date, as of the same series, or as an input itself."}),
                 0, style, out);
  }
  if (!findings.skipped.empty()) {
    WriteWrapped(Concat({"Note: ", Plural(findings.skipped.size(), "input"),
                         " could not be read; the messages name them."}),
                 0, style, out);
  }
}

void WriteSuppressed(const Findings& findings, const TextStyle& style, std::ostream& out) {
  if (findings.suppressed.empty()) return;
  const auto reasons = LeftOutReasons(findings);
  const size_t shown = Shown(reasons.size(), style);
  std::string line = Concat({"Left out: ", Plural(findings.suppressed.size(), "passage"), " ("});
  for (size_t i = 0; i < shown; ++i) {
    line += Concat(
        {i == 0 ? "" : ", ", std::to_string(reasons[i].second), " ", Printable(reasons[i].first)});
  }
  if (shown < reasons.size()) {
    line += Concat({" and ", Plural(reasons.size() - shown, "more reason")});
  }
  WriteWrapped(line + "); --format json lists them.", 0, style, out);
}

}  // namespace twicetold
