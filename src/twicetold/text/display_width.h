#ifndef TWICETOLD_TEXT_DISPLAY_WIDTH_H_
#define TWICETOLD_TEXT_DISPLAY_WIDTH_H_

// How many columns of a terminal a text takes.

#include <cstddef>
#include <string_view>

namespace twicetold {

// The columns that `text` (UTF-8, no line breaks) takes: 2 for wide and fullwidth characters
// (UAX #11), 0 for nonspacing combining marks and format characters, 1 for the
// rest (control characters too). Thread-safe.
size_t DisplayWidth(std::string_view text);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_DISPLAY_WIDTH_H_
