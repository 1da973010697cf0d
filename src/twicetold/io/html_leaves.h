#ifndef TWICETOLD_IO_HTML_LEAVES_H_
#define TWICETOLD_IO_HTML_LEAVES_H_

// The text nodes of an HTML page that are prose, and the breaks between them.

#include <cstddef>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "twicetold/io/prose_builder.h"

namespace twicetold {

// A text node, and what stands between it and the one before it in the tree.
struct HtmlLeaf {
  std::string_view source;  // slice of the page
  std::string_view text;    // decoded
  Break before = Break::kNone;
  bool preformatted = false;
  bool literal = false;  // in elements whose content is neither tags nor entities
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
  const std::vector<HtmlLeaf>& leaves() const { return leaves_; }

 private:
  std::pmr::monotonic_buffer_resource arena_;
  std::vector<HtmlLeaf> leaves_;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_HTML_LEAVES_H_
