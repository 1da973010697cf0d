#ifndef TWICETOLD_REPORT_HTML_MARKUP_H_
#define TWICETOLD_REPORT_HTML_MARKUP_H_

// What all parts of the HTML report are made with: escaped text, names of anchors, wording.

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/pipeline/findings.h"
#include "twicetold/report/notes.h"        // IWYU pragma: export
#include "twicetold/report/told_repeat.h"  // IWYU pragma: export

namespace twicetold {

// Findings with what the page decides before it writes: which documents are shown, and how.
struct Page {
  const Findings& findings;
  // For each document, the places in its text: (repeat, occurrence) by index, in order of their
  // begins, the longer one first. Empty for a document that is not shown.
  struct Place {
    size_t repeat = 0;
    size_t occurrence = 0;
  };
  std::vector<std::vector<Place>> places;
  bool folded = false;  // texts and places are drawn when they are opened

  bool Shows(size_t document) const { return !places[document].empty(); }
};

// `text` as it may stand between tags and inside a quoted attribute: markup characters as
// references, what HTML cannot hold (most control characters, ill-formed UTF-8) as U+FFFD.
std::string Escaped(std::string_view text);

// Anchors, by index: "d1" a document, "d1p8" its eighth paragraph, "r1" a repeat, "r1-2" its second
// place in the text.
std::string DocumentAnchor(size_t document);
std::string ParagraphAnchor(size_t document, uint64_t paragraph);
std::string RepeatAnchor(size_t repeat);
std::string PlaceAnchor(size_t repeat, size_t occurrence);

// "21" or "21–23".
std::string Range(uint64_t first, uint64_t last);

// The name of a document, linked to its text where that is shown.
void WriteDocumentName(const Page& page, size_t document, std::ostream& out);

// Around what is drawn when it is opened; nothing on a page that is drawn at once.
void BeginFolded(const Page& page, std::ostream& out);
void EndFolded(const Page& page, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_HTML_MARKUP_H_
