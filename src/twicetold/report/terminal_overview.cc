#include "twicetold/report/terminal_overview.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/terminal.h"
#include "twicetold/report/text_block.h"

namespace twicetold {
namespace {

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

std::string Plural(uint64_t count, std::string_view noun) {
  return Concat({std::to_string(count), " ", noun, count == 1 ? "" : "s"});
}

void WriteRelations(const Findings& findings, const TextStyle& style, std::ostream& out) {
  if (findings.relations.empty()) return;
  const bool references = findings.summary.references > 0;
  out << (references ? "Shared with\n" : "Documents that share most\n");
  const size_t all = findings.relations.size();
  const size_t shown = style.places == 0 ? all : std::min(all, style.places);
  for (size_t i = 0; i < shown; ++i) {
    const FoundRelation& relation = findings.relations[i];
    const std::string other = Dated(findings.documents[relation.other]);
    const std::string document = Dated(findings.documents[relation.document]);
    const bool one_checked = references && findings.summary.documents == 1;
    WriteWrapped(
        Concat({"  ", one_checked ? other : Concat({document, " = ", other}), ": ",
                Plural(relation.shared_words, "word"), ", ", Percent(relation.coverage),
                one_checked ? " of the text and " : " of the first and ",
                Percent(relation.other_coverage), one_checked ? " of that one" : " of the second",
                ", longest passage ", std::to_string(relation.longest_passage)}),
        2, style, out);
  }
  if (shown < all) out << "  and " << all - shown << " more (--places 0 shows all)\n";
  out << '\n';
}

void WriteFamilies(const Findings& findings, const TextStyle& style, std::ostream& out) {
  size_t shown = 0;
  for (const FoundFamily& family : findings.families) {
    if (style.places != 0 && shown == style.places) {
      out << "and " << findings.families.size() - shown
          << " more families of documents (--places 0 shows all)\n";
      break;
    }
    ++shown;
    std::string line = Concat({family.id, family.form_letter ? "  Form letter: " : "  One text: ",
                               std::to_string(family.members.size() + 1), " documents share ",
                               Plural(family.words, "word"),
                               " or so: ", Dated(findings.documents[family.representative])});
    const size_t most = style.places == 0 ? family.members.size() : 3;
    for (size_t i = 0; i < std::min(most, family.members.size()); ++i) {
      line += Concat({", ", Dated(findings.documents[family.members[i]])});
    }
    if (family.members.size() > most) {
      line += Concat({" and ", std::to_string(family.members.size() - most), " more"});
    }
    for (size_t i = 0; i < family.slots.size(); ++i) {
      line += Concat({i == 0 ? "; what differs: " : " | ", Printable(family.slots[i])});
    }
    WriteWrapped(line, 0, style, out);
  }
  if (!findings.families.empty()) out << '\n';
}

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
  for (const DocumentFinding& document : findings.documents) {
    for (const std::string& note : document.notes) {
      WriteWrapped(Concat({"Note: ", Printable(document.name), ": ", Printable(note)}), 0, style,
                   out);
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
  std::map<std::string, uint64_t> reasons;
  for (const SuppressedRepeat& suppressed : findings.suppressed) ++reasons[suppressed.reason];
  std::string line = Concat({"Left out: ", Plural(findings.suppressed.size(), "passage"), " ("});
  bool first = true;
  for (const auto& [reason, count] : reasons) {
    line += Concat({first ? "" : ", ", std::to_string(count), " ", Printable(reason)});
    first = false;
  }
  WriteWrapped(line + "); --format json lists them.", 0, style, out);
}

}  // namespace twicetold
