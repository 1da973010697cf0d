#ifndef TWICETOLD_REPORT_HTML_H_
#define TWICETOLD_REPORT_HTML_H_

// Findings as one page to send on: the texts with what stands twice marked in them, and every
// passage with all its places side by side.
//
// The page is one file that asks the network for nothing and opens from disk. It can be read with
// scripts off: every link is an anchor, every fold a <details>. The script adds what a reader then
// does with it: places docked beside the text, filters with live totals, keys. Its
// Content-Security-Policy allows the one style and the one script that we put there, by their
// hashes, and nothing else; whatever comes out of a document is escaped on its way in.
//
// A large page (HtmlOptions) keeps the texts and the places folded, each inside a <noscript>: a
// browser that runs scripts takes that for one inert text and makes markup of it when it is opened,
// one that does not shows it. So thousands of documents open quickly, and nothing is cut.
//
// Positions on the page are those of the findings; the same findings give the same bytes.

#include <cstdint>
#include <ostream>

#include "twicetold/pipeline/findings.h"

namespace twicetold {

struct HtmlOptions {
  // Above either of these what is folded is drawn only when it is opened.
  uint64_t places_drawn = 600;              // occurrences, over all repeats
  uint64_t text_drawn = uint64_t{2} << 20;  // bytes, over all documents that are shown
};

// Documents without repeats are counted, not shown. Text that is not UTF-8 becomes U+FFFD.
void WriteHtml(const Findings& findings, const HtmlOptions& options, std::ostream& out);
void WriteHtml(const Findings& findings, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_HTML_H_
