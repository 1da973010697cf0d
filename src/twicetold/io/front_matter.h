#ifndef TWICETOLD_IO_FRONT_MATTER_H_
#define TWICETOLD_IO_FRONT_MATTER_H_

// The block at the head of a Markdown text in which its author says what it is.

#include <cstddef>
#include <string_view>

#include "twicetold/text/document.h"

namespace twicetold {

struct FrontMatter {
  size_t size = 0;    // bytes of the block, its fences included; 0: there is none
  Metadata metadata;  // of its keys date, source and series, in any case
};

// The front matter of `markdown` (UTF-8, LF line ends): YAML between lines of "---" (or "..." at
// its end), TOML between lines of "+++". A rule ("---") followed by prose is none. Of the keys
// only plain lines count, "key: value" and "key = value", with or without quotation marks; what is
// nested, a list or spread over lines is left alone. The first of two lines of one key counts.
// Thread-safe.
FrontMatter ReadFrontMatter(std::string_view markdown);

}  // namespace twicetold

#endif  // TWICETOLD_IO_FRONT_MATTER_H_
