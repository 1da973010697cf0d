#include "twicetold/report/markdown_report.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/notes.h"
#include "twicetold/report/text_block.h"
#include "twicetold/report/told_repeat.h"

namespace twicetold {
namespace {

constexpr size_t kOpenRepeats = 10;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c);
}

// Whether a sign and the character after it begin a mention of a person, group, label or milestone,
// or the number of an issue, merge request, snippet or epic.
bool BeginsReference(char sign, char next) {
  constexpr std::string_view kOfNames = "@~%";
  constexpr std::string_view kOfNumbers = "#!$&";
  if (kOfNames.find(sign) != std::string_view::npos) return IsLetterOrDigit(next) || next == '"';
  return kOfNumbers.find(sign) != std::string_view::npos && IsDigit(next);
}

// Whether the colon at `at` opens the short name of an emoji, ":+1:".
bool BeginsEmoji(std::string_view text, size_t at) {
  size_t end = at + 1;
  while (end < text.size() &&
         (IsLetterOrDigit(text[end]) || text[end] == '_' || text[end] == '+' || text[end] == '-')) {
    ++end;
  }
  return end > at + 1 && end < text.size() && text[end] == ':';
}

// Text on one line in which nothing is markup or becomes a link by itself. What is markup at the
// begin of a line only is left: no line of ours begins with text of a document.
std::string Escaped(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_[]<>#|~&$";
  const std::string printable = Printable(text);
  std::string escaped;
  for (size_t i = 0; i < printable.size(); ++i) {
    const char c = printable[i];
    if (c == ' ' && i > 0 && printable[i - 1] == ' ') continue;
    const bool www = c == '.' && i >= 3 && (printable[i - 1] | 32) == 'w' &&
                     (printable[i - 2] | 32) == 'w' && (printable[i - 3] | 32) == 'w';
    const bool after_colon = c == '/' && i > 0 && printable[i - 1] == ':';
    if (www || after_colon || kMarks.find(c) != std::string_view::npos) escaped.push_back('\\');
    escaped.push_back(c);
    const bool splits = c == ':' ? BeginsEmoji(printable, i)
                                 : i + 1 < printable.size() && BeginsReference(c, printable[i + 1]);
    if (splits) escaped += "<!-- -->";
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

class MarkdownWriter {
 public:
  MarkdownWriter(const Findings& findings, const MarkdownOptions& options, std::ostream& out)
      : findings_(findings), options_(options), out_(out) {}

  void Write() {
    out_ << "## Text told twice\n\n" << Escaped(Verdict(findings_)) << "\n\n";
    WriteFamilies();
    WriteRepeats();
    WriteRelations();
    WriteLeftOut();
    WriteNotes();
  }

 private:
  size_t Shown(size_t all) const {
    return options_.places == 0 ? all : std::min(all, options_.places);
  }

  const std::string& NameOf(uint32_t document) const { return findings_.documents[document].name; }

  void WriteFamilies() {
    for (const FoundFamily& family : findings_.families) {
      out_ << "- " << family.id << (family.form_letter ? ", a form letter: " : ", one text: ")
           << family.members.size() + 1 << " documents share " << family.words
           << " words or so: " << Escaped(NameOf(family.representative));
      const size_t shown = Shown(family.members.size());
      for (size_t i = 0; i < shown; ++i) out_ << ", " << Escaped(NameOf(family.members[i]));
      if (shown < family.members.size()) {
        out_ << " and " << family.members.size() - shown << " more";
      }
      for (size_t i = 0; i < family.slots.size(); ++i) {
        out_ << (i == 0 ? "; the same but for: " : ", ") << Escaped(family.slots[i]);
      }
      out_ << ".\n";
    }
    if (!findings_.families.empty()) out_ << '\n';
  }

  void WriteRepeats() {
    std::set<std::string_view> form_letters;
    for (const FoundFamily& family : findings_.families) {
      if (family.form_letter) form_letters.insert(family.id);
    }
    std::vector<const FoundRepeat*> told;
    for (const FoundRepeat& repeat : findings_.repeats) {
      if (!form_letters.contains(repeat.family)) told.push_back(&repeat);
    }
    for (size_t i = 0; i < told.size(); ++i) {
      if (i == kOpenRepeats) {
        out_ << "<details>\n<summary>" << told.size() - i << " more</summary>\n\n";
      }
      WriteRepeat(*told[i]);
    }
    if (told.size() > kOpenRepeats) out_ << "</details>\n\n";
    const size_t of_letters = findings_.repeats.size() - told.size();
    if (of_letters > 0) {
      out_ << Plural(of_letters, "passage") << " of the form letters above "
           << (of_letters == 1 ? "is" : "are") << " not shown one by one.\n\n";
    }
  }

  void WriteRepeat(const FoundRepeat& repeat) {
    out_ << "### " << repeat.id << ": " << Plural(repeat.words, "word") << ", "
         << Plural(repeat.occurrences.size(), "place") << ", " << KindName(repeat.kind) << ", "
         << Likeness(repeat) << "\n\n";
    if (!repeat.reason.empty()) {
      out_ << "It is " << KindName(repeat.kind) << ": " << Escaped(repeat.reason) << ".\n\n";
    }
    const size_t all = repeat.occurrences.size();
    const size_t shown = std::min(all, std::max<size_t>(Shown(all), 2));
    for (size_t i = 0; i < shown; ++i) {
      const FoundOccurrence& occurrence = repeat.occurrences[i];
      out_ << "- **" << Escaped(PlaceName(occurrence, findings_)) << "**";
      if (occurrence.quoted) out_ << " (quoted)";
      if (!occurrence.attribution.text.empty()) {
        out_ << ", laid to “" << Escaped(occurrence.attribution.text) << "”";
      }
      out_ << ": " << Marked(occurrence) << '\n';
    }
    if (shown < all) out_ << "- and " << all - shown << " more places\n";
    out_ << '\n';
  }

  void WriteRelations() {
    const std::vector<const FoundRelation*> told = RelationsOutsideFamilies(findings_);
    if (told.empty()) return;
    out_ << "### Documents that share text\n\n"
         << "| document | shares with | date | words | of the first | of the second | longest "
            "passage |\n"
         << "| --- | --- | --- | ---: | ---: | ---: | ---: |\n";
    const size_t shown = Shown(told.size());
    for (size_t i = 0; i < shown; ++i) {
      const FoundRelation& relation = *told[i];
      out_ << "| " << Escaped(NameOf(relation.document)) << " | " << Escaped(NameOf(relation.other))
           << " | " << Escaped(findings_.documents[relation.other].date.substr(0, 10)) << " | "
           << relation.shared_words << " | " << Fraction(relation.coverage) << " | "
           << Fraction(relation.other_coverage) << " | " << relation.longest_passage << " |\n";
    }
    if (shown < told.size()) {
      out_ << "\nand " << Plural(told.size() - shown, "more pair") << " of documents\n";
    }
    out_ << '\n';
  }

  void WriteLeftOut() {
    if (findings_.suppressed.empty()) return;
    const auto reasons = LeftOutReasons(findings_);
    const size_t shown = Shown(reasons.size());
    out_ << "Left out: " << Plural(findings_.suppressed.size(), "passage") << " (";
    for (size_t i = 0; i < shown; ++i) {
      out_ << (i == 0 ? "" : ", ") << reasons[i].second << " " << Escaped(reasons[i].first);
    }
    if (shown < reasons.size()) {
      out_ << " and " << Plural(reasons.size() - shown, "more reason");
    }
    out_ << ").\n\n";
  }

  void WriteNotes() {
    for (const SkippedDocument& skipped : findings_.skipped) {
      out_ << "- Not read: " << Escaped(skipped.name);
      if (skipped.line != 0) out_ << ":" << skipped.line;
      out_ << ": " << Escaped(std::string(skipped.reason.message())) << '\n';
    }
    for (const DocumentFinding& document : findings_.documents) {
      for (const std::string& note : DocumentNotes(document)) {
        out_ << "- Note: " << Escaped(note) << '\n';
      }
    }
    for (const std::string& note : LimitNotes(findings_.summary.limits)) {
      out_ << "- Note: " << Escaped(note) << '\n';
    }
  }

  const Findings& findings_;
  const MarkdownOptions& options_;
  std::ostream& out_;
};

}  // namespace

void WriteMarkdown(const Findings& findings, const MarkdownOptions& options, std::ostream& out) {
  MarkdownWriter(findings, options, out).Write();
}

}  // namespace twicetold
