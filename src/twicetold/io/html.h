#ifndef TWICETOLD_IO_HTML_H_
#define TWICETOLD_IO_HTML_H_

// HTML read as a part of something larger, whose marks may begin before it and end behind it.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/io/ignore_marks.h"
#include "twicetold/io/reader.h"

namespace twicetold {

struct HtmlPart {
  Prose prose;                    // its marks not applied
  std::vector<IgnoreMark> marks;  // in the order of the text
  // Where the last twicetold:ignore is that nothing in this part followed.
  std::optional<uint64_t> waiting;
  // Where elements with data-twicetold="ignore" begin that this part does not close.
  std::vector<uint64_t> unclosed;
};

// As ReadHtml, with what the marks in it mean left to the caller.
absl::StatusOr<HtmlPart> ReadHtmlPart(std::string_view html);

}  // namespace twicetold

#endif  // TWICETOLD_IO_HTML_H_
