#ifndef TWICETOLD_IO_IGNORE_MARKS_H_
#define TWICETOLD_IO_IGNORE_MARKS_H_

// What an author marked as meant to stand twice, with comments in Markdown and HTML:
//
//   <!-- twicetold:ignore-start -->  all that follows, up to
//   <!-- twicetold:ignore-end -->    or the end of the document
//   <!-- twicetold:ignore -->        the rest of the block that it stands in, if text follows it
//                                    there; else the next block, whole
//
// Readers tell where in the prose the marks are, front to back; what they mean together is worked
// out once the prose is done, for a mark may be in one HTML block of a Markdown text and its end
// in another.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/io/reader.h"

namespace twicetold {

enum class MarkKind : uint8_t {
  kStart,
  kEnd,
  kNext,        // twicetold:ignore; readers turn it into kBlockBegin and kBlockEnd
  kBlockBegin,  // these nest
  kBlockEnd,
  kUnknown,
};

struct IgnoreMark {
  MarkKind kind;
  uint64_t text = 0;    // where in the prose
  uint64_t source = 0;  // where in the markup
  std::string trouble;  // kUnknown: the note that says so
};

// The mark that a comment with this text (without "<!--" and "-->") is, its place in the prose
// still to be filled in; nullopt for a comment that does not begin with "twicetold:".
std::optional<IgnoreMark> MarkOfComment(std::string_view comment, uint64_t source);

// What the attribute data-twicetold of an element that begins at `source` says: kBlockBegin for
// "ignore", kUnknown for anything else.
IgnoreMark MarkOfAttribute(std::string_view value, uint64_t source);

// Puts into `prose`, which is finished, what `marks`, in the order of the text, mean.
void ApplyMarks(const std::vector<IgnoreMark>& marks, Prose& prose);

// A note of a twicetold:ignore that nothing follows.
ProseNote NothingToIgnore(uint64_t source);

}  // namespace twicetold

#endif  // TWICETOLD_IO_IGNORE_MARKS_H_
