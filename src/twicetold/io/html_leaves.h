#ifndef TWICETOLD_IO_HTML_LEAVES_H_
#define TWICETOLD_IO_HTML_LEAVES_H_

// The text nodes of an HTML page that are prose, and the breaks between them; and what the page
// says beside its text: marks, dates, its source.

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string_view>
#include <vector>

#include "twicetold/io/ignore_marks.h"
#include "twicetold/io/prose_builder.h"
#include "twicetold/text/document.h"

namespace twicetold {

// A text node, and what stands between it and the one before it in the tree.
struct HtmlLeaf {
  std::string_view source;  // slice of the page
  std::string_view text;    // decoded
  Break before = Break::kNone;
  bool preformatted = false;
  bool literal = false;  // in elements whose content is neither tags nor entities
  bool ignored = false;  // by twicetold:ignore or data-twicetold="ignore"
  size_t order = 0;      // in the tree
};

// A parsed page. What is parsed lives in an arena, which goes with this object.
class HtmlLeaves {
 public:
  // `page` must not nest too deep (FlattenNesting), be at most 4 GiB and outlive this object.
  explicit HtmlLeaves(std::string_view page);
  HtmlLeaves(const HtmlLeaves&) = delete;
  HtmlLeaves& operator=(const HtmlLeaves&) = delete;

  // In the order of the tree.
  const std::vector<HtmlLeaf>& leaves() const { return tree_.leaves; }
  // The marks between leaves (starts, ends, unknown ones), in the order of the page.
  const std::vector<IgnoreMark>& marks() const { return tree_.marks; }
  // Where the last twicetold:ignore is that nothing followed.
  std::optional<uint64_t> waiting() const { return tree_.waiting; }
  // Where elements with data-twicetold="ignore" begin that have no end tag and need one.
  const std::vector<uint64_t>& unclosed() const { return tree_.unclosed; }
  // Date and source.
  const Metadata& metadata() const { return tree_.metadata; }

 private:
  friend class LeafCollector;

  struct Tree {
    std::vector<HtmlLeaf> leaves;
    std::vector<IgnoreMark> marks;
    std::optional<uint64_t> waiting;
    std::vector<uint64_t> unclosed;
    Metadata metadata;
  };

  std::pmr::monotonic_buffer_resource arena_;
  Tree tree_;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_HTML_LEAVES_H_
