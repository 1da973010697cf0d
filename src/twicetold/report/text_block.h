#ifndef TWICETOLD_REPORT_TEXT_BLOCK_H_
#define TWICETOLD_REPORT_TEXT_BLOCK_H_

// A stretch of a document laid out for a terminal: wrapped, with line numbers in the margin and
// the words that differ marked.

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/terminal.h"

namespace twicetold {

// `text` in the style's colour `code` (an SGR parameter such as "1;33"), or as it is.
std::string Coloured(const TextStyle& style, std::string_view code, std::string_view text);

// `text` without what could steer a terminal: control characters become U+FFFD, white space of
// any kind one space.
std::string Printable(std::string_view text);

// Writes `paragraph` wrapped to the style's width, each line after `indent` spaces.
void WriteWrapped(std::string_view paragraph, size_t indent, const TextStyle& style,
                  std::ostream& out);

// Writes `head` in colour `head_code`, two spaces, and `rest` in colour `rest_code`, after `indent`
// spaces; what does not fit goes on below, four columns further in.
void WriteHeaded(std::string_view head, std::string_view head_code, std::string_view rest,
                 std::string_view rest_code, size_t indent, const TextStyle& style,
                 std::ostream& out);

// Writes the occurrence's text: each line of the source begins a line here, with its number.
void WriteOccurrenceText(const FoundOccurrence& occurrence, const TextStyle& style,
                         std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_TEXT_BLOCK_H_
