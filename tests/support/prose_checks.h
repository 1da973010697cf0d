// What must hold for any text that was read from any bytes, with the map that leads back.

#ifndef TWICETOLD_TESTS_SUPPORT_PROSE_CHECKS_H_
#define TWICETOLD_TESTS_SUPPORT_PROSE_CHECKS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/text/document.h"
#include "twicetold/text/offset_map.h"
#include "twicetold/text/utf8.h"

namespace twicetold::testing {

// "" when `text` is valid UTF-8, `map` is as long, and leads every character of it into
// [begin, end) of the source, never back; otherwise what is wrong, and where.
inline std::string TroubleWith(std::string_view text, const OffsetMap& map, Span source) {
  if (map.text_size() != text.size()) {
    return "the map is for " + std::to_string(map.text_size()) + " bytes, the text has " +
           std::to_string(text.size());
  }
  Span last{source.begin, source.begin};
  for (uint64_t at = 0; at < text.size();) {
    const Utf8Character character = ReadUtf8(text, at);
    if (!character.valid) return "broken UTF-8 at " + std::to_string(at);
    const Span place = map.ToSource(Span{at, at + character.length});
    if (place.begin > place.end || place.begin < last.begin || place.end < last.end ||
        place.end > source.end) {
      return "the character at " + std::to_string(at) + " comes from [" +
             std::to_string(place.begin) + ", " + std::to_string(place.end) + ")";
    }
    last = place;
    at += character.length;
  }
  return "";
}

// "" when the ignored spans of `document` are sorted, disjoint, not empty and inside its text;
// otherwise what is wrong.
inline std::string TroubleWithIgnored(const Document& document) {
  uint64_t end = 0;
  for (const Span& span : document.ignored) {
    if (span.begin < end || span.end <= span.begin || span.end > document.text.size()) {
      return "the ignored span [" + std::to_string(span.begin) + ", " + std::to_string(span.end) +
             ") behind " + std::to_string(end);
    }
    end = span.end;
  }
  return "";
}

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_PROSE_CHECKS_H_
