#include "twicetold/report/markdown_report.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/text_block.h"
#include "twicetold/report/told_repeat.h"

namespace twicetold {
namespace {

constexpr size_t kOpenRepeats = 10;
constexpr size_t kMostRelations = 10;

// Text on one line in which nothing is markup or becomes a link by itself. What is markup at the
// begin of a line only is left: no line of ours begins with text of a document.
std::string Escaped(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_[]<>#|~&!@$";
  std::string escaped;
  for (const char byte : Printable(text)) {
    const bool link = (byte == '/' && escaped.ends_with(":")) ||
                      (byte == '.' && (escaped.ends_with("www") || escaped.ends_with("WWW")));
    if (link || kMarks.find(byte) != std::string_view::npos) escaped.push_back('\\');
    escaped.push_back(byte);
  }
  return escaped;
}

// The occurrence's text, what differs in bold.
std::string Marked(const FoundOccurrence& occurrence) {
  const std::string_view text = occurrence.text;
  std::string marked;
  uint64_t begin = 0;
  for (const Span& edit : occurrence.edited) {
    marked += Escaped(text.substr(begin, edit.begin - begin));
    marked += Concat({"**", Escaped(text.substr(edit.begin, edit.size())), "**"});
    begin = edit.end;
  }
  return marked + Escaped(text.substr(begin));
}

void WriteRepeat(const FoundRepeat& repeat, const Findings& findings, std::ostream& out) {
  out << "### " << repeat.id << ": " << repeat.words << " words, " << repeat.occurrences.size()
      << " places, " << KindName(repeat.kind) << ", " << Likeness(repeat) << "\n\n";
  if (!repeat.reason.empty()) out << Escaped(repeat.reason) << "\n\n";
  for (const FoundOccurrence& occurrence : repeat.occurrences) {
    out << "- **" << Escaped(PlaceName(occurrence, findings)) << "**";
    if (occurrence.quoted) out << ", quoted";
    if (!occurrence.attribution.text.empty()) {
      out << ", laid to: " << Escaped(occurrence.attribution.text);
    }
    out << "  \n  " << Marked(occurrence) << '\n';
  }
  out << '\n';
}

void WriteRelations(const Findings& findings, std::ostream& out) {
  if (findings.relations.empty()) return;
  out << "## Documents that share text\n\n"
      << "| document | shares with | words | of it | of the other | longest passage |\n"
      << "| --- | --- | ---: | ---: | ---: | ---: |\n";
  const size_t shown = std::min(findings.relations.size(), kMostRelations);
  for (size_t i = 0; i < shown; ++i) {
    const FoundRelation& relation = findings.relations[i];
    const DocumentFinding& other = findings.documents[relation.other];
    out << "| " << Escaped(findings.documents[relation.document].name) << " | "
        << Escaped(other.name) << (other.date.empty() ? "" : Concat({", ", Escaped(other.date)}))
        << " | " << relation.shared_words << " | " << Fraction(relation.coverage) << " | "
        << Fraction(relation.other_coverage) << " | " << relation.longest_passage << " |\n";
  }
  if (shown < findings.relations.size()) {
    out << "\nand " << findings.relations.size() - shown << " more pairs of documents.\n";
  }
  out << '\n';
}

void WriteFamilies(const Findings& findings, std::ostream& out) {
  for (const FoundFamily& family : findings.families) {
    out << "- " << family.id << (family.form_letter ? ", a form letter: " : ": ")
        << family.members.size() + 1 << " documents are one text for the greater part, such as "
        << Escaped(findings.documents[family.representative].name) << " and "
        << Escaped(findings.documents[family.members.front()].name);
    for (size_t i = 0; i < family.slots.size(); ++i) {
      out << (i == 0 ? "; what differs: " : ", ") << Escaped(family.slots[i]);
    }
    out << ".\n";
  }
  if (!findings.families.empty()) out << '\n';
}

}  // namespace

void WriteMarkdown(const Findings& findings, std::ostream& out) {
  out << "## Text told twice\n\n" << Escaped(Verdict(findings)) << "\n\n";
  WriteFamilies(findings, out);
  for (size_t i = 0; i < findings.repeats.size(); ++i) {
    if (i == kOpenRepeats) {
      out << "<details>\n<summary>" << findings.repeats.size() - i << " more</summary>\n\n";
    }
    WriteRepeat(findings.repeats[i], findings, out);
  }
  if (findings.repeats.size() > kOpenRepeats) out << "</details>\n\n";
  WriteRelations(findings, out);
  if (!findings.suppressed.empty()) {
    out << findings.suppressed.size() << " passages are left out:\n\n";
    for (const SuppressedRepeat& suppressed : findings.suppressed) {
      out << "- " << suppressed.repeat.id << ", " << suppressed.repeat.words << " words, "
          << KindName(suppressed.repeat.kind) << ": " << Escaped(suppressed.reason) << '\n';
    }
    out << '\n';
  }
  for (const SkippedDocument& skipped : findings.skipped) {
    out << "- not read: " << Escaped(skipped.name) << ": "
        << Escaped(std::string(skipped.reason.message())) << '\n';
  }
}

}  // namespace twicetold
