#ifndef TWICETOLD_IO_HTML_TAG_H_
#define TWICETOLD_IO_HTML_TAG_H_

// What the HTML reader must know about tags before and beside the parser.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace twicetold {

// Where a piece of markup ends and how many attributes it has.
struct TagExtent {
  size_t end = 0;         // behind the ">"
  size_t attributes = 0;  // of a start tag
};

// The tag, comment or declaration that begins at html[begin], which is "<"; nullopt when what
// stands there is no markup ("a < b") or never ends. By the HTML standard's tokenizer (13.2.5).
std::optional<TagExtent> ScanMarkup(std::string_view html, size_t begin);

// A page that the parser reads in time and memory linear in its size: `html` with the tags that
// nest beyond what browsers keep (512 elements, 16 kinds of open formatting) or have thousands of
// attributes overwritten by spaces, so that every offset stays. nullopt when `html` is such a page
// already, which every page written in earnest is.
std::optional<std::string> FlattenNesting(std::string_view html);

}  // namespace twicetold

#endif  // TWICETOLD_IO_HTML_TAG_H_
