#ifndef TWICETOLD_IO_HTML_FACTS_H_
#define TWICETOLD_IO_HTML_FACTS_H_

// When and where an HTML page says that it was published.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "twicetold/text/document.h"

namespace twicetold {

// Takes the elements of a page in order; the most telling place that holds a date wins, and of
// several alike the first.
class HtmlFacts {
 public:
  // <meta> with this name or property.
  void TakeMeta(std::string_view name, std::string_view content);
  // <time datetime="...">; `published`: it says so by pubdate or itemprop.
  void TakeTime(std::string_view datetime, bool published);

  Metadata Known() const;

 private:
  void TakeDate(size_t place, std::string_view text);

  std::array<std::string, 4> dates_;  // by place, the most telling first
  std::string source_;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_HTML_FACTS_H_
