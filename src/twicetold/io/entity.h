#ifndef TWICETOLD_IO_ENTITY_H_
#define TWICETOLD_IO_ENTITY_H_

// What a character reference such as &amp; or &#8217; stands for, and how long it is.
//
// The HTML parser knows the 2,231 names and the rules for old ones without a semicolon, but tells
// only the decoded text of a whole stretch. So each distinct reference is parsed once, alone, and
// remembered: a page has many references and few different ones.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace twicetold {

struct Entity {
  std::string text;   // UTF-8; one or two characters
  size_t length = 0;  // bytes of the reference, "&" included; 0: the "&" is just that
};

class EntityDecoder {
 public:
  // The reference that `text`, which must begin with "&", begins with. The answer lives as long
  // as the decoder. Not thread-safe.
  const Entity& Decode(std::string_view text);

 private:
  std::unordered_map<std::string, Entity> known_;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_ENTITY_H_
