#ifndef TWICETOLD_IO_PROSE_BUILDER_H_
#define TWICETOLD_IO_PROSE_BUILDER_H_

// Builds the prose of a page and its offset map in one go, front to back.
//
// Readers of markup say two things: here is text, and here something ends. What ends is kept as a
// wish until more text comes, and the strongest wish wins; so a page never begins or ends with
// white space, and ten closing tags in a row make one blank line.

#include <cstdint>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/io/reader.h"

namespace twicetold {

// What stands between two pieces of text, weakest first.
enum class Break : uint8_t {
  kNone,
  kSpace,      // " "
  kCell,       // "\t"
  kRow,        // "\n"; two of them are still one
  kLine,       // "\n", asked for by the author; two of them are a blank line
  kParagraph,  // "\n\n"
};

class ProseBuilder {
 public:
  // Wishes for a break before the next text.
  void RequestBreak(Break kind);

  // Wishes for a space that stands for `source`. `plain`: the source is one U+0020.
  void RequestSpace(Span source, bool plain);

  // Text that stands in the source byte for byte. A piece whose source lies before what was
  // already taken (no reader should give one) is kept, but points at the place where it stands.
  void AppendCopy(uint64_t source_begin, std::string_view bytes);

  // Text that stands for `source` as a whole.
  void AppendReplacement(Span source, std::string_view bytes);

  // How much text there is, without what is wished for behind it.
  uint64_t text_size() const { return prose_.text.size(); }

  // The prose, without what was wished for after its last text. The builder is spent.
  Prose Finish() &&;

 private:
  void FlushBreak();

  Prose prose_;
  Break pending_ = Break::kNone;
  Span space_source_;
  bool space_plain_ = false;
  uint64_t source_end_ = 0;  // end of the source taken so far
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_PROSE_BUILDER_H_
