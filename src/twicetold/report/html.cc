#include "twicetold/report/html.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/html_data.h"
#include "twicetold/report/html_markup.h"
#include "twicetold/report/html_notes.h"
#include "twicetold/report/html_page.h"
#include "twicetold/report/html_repeats.h"
#include "twicetold/report/html_tables.h"
#include "twicetold/report/html_text.h"

namespace twicetold {
namespace {

Page Plan(const Findings& findings, const HtmlOptions& options) {
  Page page{findings, {}, false};
  page.places.resize(findings.documents.size());
  uint64_t places = 0;
  for (size_t r = 0; r < findings.repeats.size(); ++r) {
    const auto& occurrences = findings.repeats[r].occurrences;
    places += occurrences.size();
    for (size_t o = 0; o < occurrences.size(); ++o) {
      const Span& bytes = occurrences[o].in_text;
      const uint32_t document = occurrences[o].document;
      // A reference has no text here.
      if (bytes.empty() || bytes.end > findings.documents[document].text.size()) continue;
      page.places[document].push_back({r, o});
    }
  }
  const auto bytes_of = [&](const Page::Place& place) {
    return findings.repeats[place.repeat].occurrences[place.occurrence].in_text;
  };
  uint64_t text = 0;
  for (size_t d = 0; d < page.places.size(); ++d) {
    std::sort(page.places[d].begin(), page.places[d].end(),
              [&](const Page::Place& x, const Page::Place& y) {
                const Span a = bytes_of(x);
                const Span b = bytes_of(y);
                if (a.begin != b.begin) return a.begin < b.begin;
                if (a.end != b.end) return a.end > b.end;
                return x.repeat != y.repeat ? x.repeat < y.repeat : x.occurrence < y.occurrence;
              });
    if (page.Shows(d)) text += findings.documents[d].text.size();
  }
  page.folded = places > options.places_drawn || text > options.text_drawn;
  return page;
}

std::string Title(const Findings& findings) {
  const Summary& summary = findings.summary;
  for (const DocumentFinding& document : findings.documents) {
    if (!document.reference && summary.documents == 1) return document.name;
  }
  return Plural(summary.documents, "document");
}

void WriteHead(const Findings& findings, std::ostream& out) {
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
      << kPageStyleHash << "'; script-src '" << kPageScriptHash
      << "'; base-uri 'none'; form-action 'none'\">\n"
      << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      << "<meta name=\"color-scheme\" content=\"light dark\">\n"
      << "<meta name=\"referrer\" content=\"no-referrer\">\n"
      << "<title>" << Escaped(Title(findings)) << ": told twice</title>\n<style>" << kPageStyle
      << "</style>\n</head>\n";
}

void WriteFigure(std::string_view name, std::string_view figure, std::ostream& out) {
  out << "<div><dt>" << name << "</dt><dd>" << figure << "</dd></div>";
}

void WriteFigures(const Summary& summary, std::ostream& out) {
  out << "<dl class=\"figures\">";
  if (summary.documents != 1) WriteFigure("documents", std::to_string(summary.documents), out);
  WriteFigure("words", std::to_string(summary.words), out);
  WriteFigure("passages", std::to_string(summary.repeats), out);
  WriteFigure("told again", std::to_string(summary.told_again_words), out);
  WriteFigure("of the text", Percent(summary.share()), out);
  WriteFigure("of it quoted", std::to_string(summary.told_again_quoted_words), out);
  if (summary.references > 0) {
    WriteFigure("references", std::to_string(summary.references), out);
    WriteFigure("shared with them", std::to_string(summary.shared_words), out);
    WriteFigure("of that quoted", std::to_string(summary.shared_quoted_words), out);
  }
  out << "</dl>\n";
}

// What each kind looks like; with scripts, what of it is shown.
void WriteFilters(const Findings& findings, std::ostream& out) {
  if (findings.repeats.empty()) return;
  uint64_t least = UINT64_MAX;
  uint64_t most = 0;
  for (const FoundRepeat& repeat : findings.repeats) {
    least = std::min(least, repeat.words);
    most = std::max(most, repeat.words);
  }
  out << "<form id=\"filters\" aria-label=\"Filters\"><fieldset><legend>Kinds</legend>";
  for (const Kind kind : Kinds()) {
    const auto count =
        std::count_if(findings.repeats.begin(), findings.repeats.end(),
                      [&](const FoundRepeat& repeat) { return repeat.kind == kind; });
    if (count == 0) continue;
    const std::string name = KindName(kind);
    out << "<label><input hidden type=\"checkbox\" name=\"kind\" value=\"" << name
        << "\" checked> <span class=\"key " << name << "\">" << name << "</span> <small>" << count
        << "</small></label>";
  }
  out << "</fieldset><fieldset id=\"lengths\" hidden><legend>Least words</legend><input "
         "type=\"range\" id=\"length\" aria-label=\"Least words of a passage\" min=\""
      << least << "\" max=\"" << most << "\" value=\"" << least
      << "\"><input type=\"number\" id=\"least\" aria-label=\"Least words of a passage, as a "
         "number\" min=\""
      << least << "\" max=\"" << most << "\" value=\"" << least
      << "\"></fieldset><output id=\"totals\" hidden></output></form>\n";
}

// Only to sections that are there.
void WriteContents(const Page& page, std::ostream& out) {
  const Findings& findings = page.findings;
  const std::array<std::pair<std::string_view, bool>, 5> sections = {{
      {"<a href=\"#text\">Text</a> ", !findings.repeats.empty()},
      {"<a href=\"#passages\">Passages</a> ", !findings.repeats.empty()},
      {"<a href=\"#clusters\">Nearly the same</a> ", !findings.clusters.empty()},
      {"<a href=\"#left-out\">Left out</a> ", !findings.suppressed.empty()},
      {"<a href=\"#notes\">Notes</a> ", !findings.skipped.empty()},
  }};
  out << "<nav class=\"contents\" aria-label=\"Contents\">";
  for (const auto& [link, there] : sections) {
    if (there) out << link;
  }
  out << "<a href=\"#recipe\">Recipe</a></nav>\n";
}

void WriteTexts(const Page& page, std::ostream& out) {
  if (page.findings.repeats.empty()) return;
  out << "<section id=\"text\"><h2>" << (page.findings.summary.documents == 1 ? "Text" : "Texts")
      << "</h2>\n";
  if (page.folded) {
    out << "<p class=\"faint\">A text is drawn when it is opened, as there are many.</p>\n";
  }
  for (size_t d = 0; d < page.places.size(); ++d) {
    if (page.Shows(d)) WriteDocument(page, d, out);
  }
  out << "</section>\n";
}

void WritePassages(const Page& page, std::ostream& out) {
  if (page.findings.repeats.empty()) return;
  out << "<section id=\"passages\"><h2>Passages</h2>\n"
      << "<p class=\"legend\">Marked where the places differ: <mark class=\"typography\">set "
         "differently</mark>, <mark class=\"replaced\">replaced</mark>, <ins "
         "class=\"inserted\">put "
         "in</ins>, <del class=\"deleted\">missing here</del>.</p>\n";
  for (size_t r = 0; r < page.findings.repeats.size(); ++r) WriteRepeat(page, r, out);
  out << "</section>\n";
}

// Where the script puts the passage that is looked at.
constexpr std::string_view kDock =
    "<section id=\"dock\" hidden tabindex=\"-1\" aria-labelledby=\"dock-title\">"
    "<header><h2 id=\"dock-title\"></h2><p id=\"dock-what\"></p><p id=\"dock-moves\">"
    "<button type=\"button\" id=\"back\" aria-keyshortcuts=\"k\">‹ Passage</button>"
    "<button type=\"button\" id=\"forth\" aria-keyshortcuts=\"j\">Passage ›</button>"
    "<button type=\"button\" id=\"next-place\" aria-keyshortcuts=\"n\">Next place</button>"
    "<button type=\"button\" id=\"close\" aria-keyshortcuts=\"Escape\">Close</button></p></header>"
    "<div id=\"dock-places\"></div></section>\n";

}  // namespace

void WriteHtml(const Findings& findings, const HtmlOptions& options, std::ostream& out) {
  const Page page = Plan(findings, options);
  WriteHead(findings, out);
  out << "<body>\n<header class=\"top\"><p class=\"name\"><bdi>" << Escaped(Title(findings))
      << "</bdi></p>\n<h1>" << Escaped(Verdict(findings)) << "</h1>\n";
  WriteFigures(findings.summary, out);
  WriteContents(page, out);
  out << "</header>\n";
  WriteFilters(findings, out);
  out << "<main>\n";
  WriteDocumentTable(page, out);
  WriteRelations(page, out);
  WriteFamilies(page, out);
  WriteTexts(page, out);
  WritePassages(page, out);
  WriteClusters(page, out);
  WriteLeftOut(page, out);
  WriteNotes(page, out);
  WriteRecipe(page, out);
  out << "</main>\n" << kDock << "<script type=\"application/json\" id=\"data\">";
  WritePageData(findings, out);
  out << "</script>\n<script>" << kPageScript << "</script>\n</body>\n</html>\n";
}

void WriteHtml(const Findings& findings, std::ostream& out) {
  WriteHtml(findings, HtmlOptions(), out);
}

}  // namespace twicetold
