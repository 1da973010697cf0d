#ifndef TWICETOLD_BASE_CONCAT_H_
#define TWICETOLD_BASE_CONCAT_H_

// Pieces of text put together.
//
// Debian 12 builds Abseil with a string_view of its own, which takes no std::string_view, so
// absl::StrCat can't be used on ours; and ours is what the standard library speaks.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace twicetold {

// The pieces, end to end. Numbers are passed as std::to_string(n).
inline std::string Concat(std::initializer_list<std::string_view> pieces) {
  size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  std::string whole;
  whole.reserve(size);
  for (const std::string_view piece : pieces) whole.append(piece);
  return whole;
}

}  // namespace twicetold

#endif  // TWICETOLD_BASE_CONCAT_H_
