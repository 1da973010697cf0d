#ifndef TWICETOLD_TEXT_LINE_KIND_H_
#define TWICETOLD_TEXT_LINE_KIND_H_

// What a line is: prose, an item of a list, or a row of a table.
//
// Told from plain text, since markup is gone by now: readers leave a tab between the cells of a
// table and a blank line between the items of a list. A doubt is settled for prose: that a
// repeated sentence is taken for a list costs an editor a finding, the other way round costs a
// glance. So a line that ends like a sentence or a clause is prose, and so is verse, whose lines
// stand close together; short lines with no mark before them are items only when several stand
// apart by blank lines, or are of three words at most.
//
// Limits: a poem of such very short lines without any punctuation is taken for a list; a list
// whose unmarked items stand close together and are longer is taken for prose.

#include <cstdint>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/text/prepared.h"

namespace twicetold {

enum class LineKind : uint8_t { kProse, kItem, kRow };

struct KnownLine {
  Span words;  // word numbers
  LineKind kind = LineKind::kProse;
};

// The lines that have words of the paragraphs [begin, end) of `prepared`, in order; a paragraph
// that lines were only wrapped in is one line unless there are rows in it. `prepared` was made of
// `text`. Looks at two paragraphs before and behind as well. Thread-safe.
std::vector<KnownLine> KnowLines(std::string_view text, const Prepared& prepared, Span paragraphs);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_LINE_KIND_H_
