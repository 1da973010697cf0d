#include "twicetold/report/html_tables.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/html_markup.h"
#include "twicetold/report/html_text.h"

namespace twicetold {
namespace {

// Rows that stand open; those after them are folded.
constexpr size_t kOpenRows = 50;

// A table of `count` rows, each written by `write_row`: the first ones open, the others folded.
template <typename WriteRow>
void WriteTable(const Page& page, std::string_view head, size_t count, WriteRow write_row,
                std::ostream& out) {
  const auto write_rows = [&](size_t begin, size_t end) {
    out << "<div class=\"wide\"><table>\n<thead><tr>" << head << "</tr></thead>\n<tbody>\n";
    for (size_t row = begin; row < end; ++row) {
      out << "<tr>";
      write_row(row);
      out << "</tr>\n";
    }
    out << "</tbody></table></div>\n";
  };
  write_rows(0, std::min(count, kOpenRows));
  if (count <= kOpenRows) return;
  out << "<details class=\"more\"><summary>" << count - kOpenRows << " more</summary>";
  BeginFolded(page, out);
  write_rows(kOpenRows, count);
  EndFolded(page, out);
  out << "</details>\n";
}

void WriteNumber(uint64_t number, std::ostream& out) {
  out << "<td class=\"number\">" << number << "</td>";
}

void WriteFigure(std::string_view text, std::ostream& out) {
  out << "<td class=\"number\">" << Escaped(text) << "</td>";
}

// The first few of a relation's repeats, by link.
void WriteRepeatLinks(const Page& page, const std::vector<uint32_t>& repeats, std::ostream& out) {
  constexpr size_t kLinks = 6;
  out << "<td>";
  for (size_t i = 0; i < std::min(repeats.size(), kLinks); ++i) {
    out << (i == 0 ? "" : ", ") << "<a href=\"#" << RepeatAnchor(repeats[i]) << "\">"
        << Escaped(page.findings.repeats[repeats[i]].id) << "</a>";
  }
  if (repeats.size() > kLinks) out << " and " << repeats.size() - kLinks << " more";
  out << "</td>";
}

void WriteRelation(const Page& page, const FoundRelation& relation, std::ostream& out) {
  const DocumentFinding& other = page.findings.documents[relation.other];
  out << "<th scope=\"row\">";
  WriteDocumentName(page, relation.document, out);
  out << "</th><td>";
  WriteDocumentName(page, relation.other, out);
  if (other.reference) out << " <span class=\"faint\">reference</span>";
  out << "</td>";
  WriteNumber(relation.shared_words, out);
  WriteFigure(Percent(relation.coverage), out);
  WriteFigure(Percent(relation.other_coverage), out);
  WriteNumber(relation.longest_passage, out);
  WriteFigure(other.date, out);
  WriteRepeatLinks(page, relation.repeats, out);
}

void WriteFamily(const Page& page, const FoundFamily& family, std::ostream& out) {
  const size_t size = family.members.size() + 1;
  out << "<details class=\"family\"><summary><b>" << Escaped(family.id) << "</b> "
      << (family.form_letter ? "form letter" : "versions of one text") << ": "
      << Plural(size, "document") << ", " << Plural(family.words, "word")
      << " in common at the median, at least " << Percent(family.least_coverage)
      << " of each</summary>\n";
  BeginFolded(page, out);
  if (family.form_letter && !family.slots.empty()) {
    out << "<p>What is filled in: ";
    for (size_t i = 0; i < family.slots.size(); ++i) {
      out << (i == 0 ? "" : ", ") << "<q dir=\"auto\" lang=\"\">" << Escaped(family.slots[i])
          << "</q>";
    }
    out << "</p>\n";
  }
  out << "<p>Held against ";
  WriteDocumentName(page, family.representative, out);
  out << ":</p>\n<ul class=\"names\">";
  for (const uint32_t member : family.members) {
    out << "<li>";
    WriteDocumentName(page, member, out);
    out << "</li>\n";
  }
  out << "</ul>";
  EndFolded(page, out);
  out << "</details>\n";
}

void WriteUnit(const Page& page, const Unit& unit, std::ostream& out) {
  if (unit.paragraph == 0) {
    WriteDocumentName(page, unit.document, out);
    return;
  }
  const std::string words = Concat(
      {"paragraph ", std::to_string(unit.paragraph), " (line ", std::to_string(unit.line), ")"});
  out << "<bdi>" << Escaped(page.findings.documents[unit.document].name) << "</bdi> ";
  if (page.Shows(unit.document)) {
    out << "<a href=\"#" << ParagraphAnchor(unit.document, unit.paragraph) << "\">" << words
        << "</a>";
  } else {
    out << words;
  }
}

}  // namespace

void WriteDocumentTable(const Page& page, std::ostream& out) {
  const std::vector<DocumentFinding>& documents = page.findings.documents;
  std::vector<size_t> shown;
  for (size_t d = 0; d < documents.size(); ++d) {
    if (page.Shows(d)) shown.push_back(d);
  }
  if (documents.size() < 2 || shown.empty()) return;
  out << "<section id=\"documents\"><h2>Documents</h2>\n";
  const size_t unmarked = documents.size() - shown.size();
  if (unmarked > 0) {
    out << "<p class=\"faint\">Not listed: " << Plural(unmarked, "document")
        << " in which no passage is marked, references among them.</p>\n";
  }
  WriteTable(
      page,
      "<th scope=\"col\">Document</th><th scope=\"col\">Words</th><th scope=\"col\">Stand "
      "elsewhere too</th><th scope=\"col\">Told again</th><th scope=\"col\">Where</th>",
      shown.size(),
      [&](size_t row) {
        const DocumentFinding& document = documents[shown[row]];
        out << "<th scope=\"row\">";
        WriteDocumentName(page, shown[row], out);
        out << "</th>";
        WriteNumber(document.words, out);
        WriteNumber(document.repeated_words, out);
        WriteNumber(document.told_again_words, out);
        out << "<td class=\"mapped\">";
        WriteMap(page, shown[row], false, out);
        out << "</td>";
      },
      out);
  out << "</section>\n";
}

void WriteRelations(const Page& page, std::ostream& out) {
  const std::vector<FoundRelation>& relations = page.findings.relations;
  if (relations.empty()) return;
  out << "<section id=\"relations\"><h2>Which documents share how much</h2>\n";
  WriteTable(
      page,
      "<th scope=\"col\">Document</th><th scope=\"col\">Other</th><th scope=\"col\">Words "
      "shared</th><th scope=\"col\">Of the document</th><th scope=\"col\">Of the other</th>"
      "<th scope=\"col\">Longest passage</th><th scope=\"col\">Date of the other</th>"
      "<th scope=\"col\">Passages</th>",
      relations.size(), [&](size_t row) { WriteRelation(page, relations[row], out); }, out);
  out << "</section>\n";
}

void WriteFamilies(const Page& page, std::ostream& out) {
  if (page.findings.families.empty()) return;
  out << "<section id=\"families\"><h2>Documents that are one text</h2>\n"
      << "<p class=\"faint\">Each is held against one of its family. A form letter differs in "
         "names, numbers and dates only; other families are copies and versions.</p>\n";
  for (const FoundFamily& family : page.findings.families) WriteFamily(page, family, out);
  out << "</section>\n";
}

void WriteClusters(const Page& page, std::ostream& out) {
  const std::vector<FoundCluster>& clusters = page.findings.clusters;
  if (clusters.empty()) return;
  out << "<section id=\"clusters\"><h2>Nearly the same paragraphs and documents</h2>\n";
  WriteTable(
      page,
      "<th scope=\"col\">Held against</th><th scope=\"col\">Nearly the same</th>"
      "<th scope=\"col\">Resemblance</th>",
      clusters.size(),
      [&](size_t row) {
        const FoundCluster& cluster = clusters[row];
        out << "<th scope=\"row\">";
        WriteUnit(page, cluster.representative, out);
        out << "</th><td><ul class=\"names\">";
        for (const Unit& member : cluster.members) {
          out << "<li>";
          WriteUnit(page, member, out);
          out << "</li>";
        }
        out << "</ul></td>";
        WriteFigure(Concat({Fraction(cluster.least_resemblance),
                            cluster.members.size() > 1 ? " or more" : ""}),
                    out);
      },
      out);
  out << "</section>\n";
}

}  // namespace twicetold
