#include "twicetold/io/entity.h"

#include <gumbo.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "twicetold/base/concat.h"
#include "twicetold/io/ascii.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

// The longest name, CounterClockwiseContourIntegral, has 31 letters.
constexpr size_t kLongestName = 31;

bool IsDigit(char c, bool hexadecimal) {
  return IsAsciiDigit(c) || (hexadecimal && AsciiLower(c) >= 'a' && AsciiLower(c) <= 'f');
}

// The longest prefix of `text` that a reference could be: "&", a name or a number, and ";".
std::string_view ReferenceLike(std::string_view text) {
  size_t end = 1;
  if (text.starts_with("&#")) {
    end = 2;
    const bool hexadecimal = end < text.size() && (text[end] == 'x' || text[end] == 'X');
    if (hexadecimal) ++end;
    while (end < text.size() && IsDigit(text[end], hexadecimal)) ++end;
  } else {
    while (end < text.size() && end <= kLongestName &&
           (IsAsciiLetter(text[end]) || IsAsciiDigit(text[end]))) {
      ++end;
    }
  }
  if (end < text.size() && end > 1 && text[end] == ';') ++end;
  return text.substr(0, end);
}

// The text of the page's only text node.
std::string ParsedText(const std::string& html) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* const page = gumbo_parse_with_options(&options, html.data(), html.size());
  std::string text;
  const GumboVector& sections = page->root->v.element.children;
  const auto* const body = static_cast<const GumboNode*>(sections.data[sections.length - 1]);
  if (body->v.element.children.length > 0) {
    const auto* const leaf = static_cast<const GumboNode*>(body->v.element.children.data[0]);
    if (leaf->type == GUMBO_NODE_TEXT) text = leaf->v.text.text;
  }
  gumbo_destroy_output(&options, page);
  return text;
}

Entity Parse(const std::string& reference) {
  // A letter goes first because the parser drops white space that begins a page.
  std::string text = ParsedText(Concat({"x", reference}));
  text.erase(0, std::min<size_t>(1, text.size()));
  if (text.empty() || text == reference) return Entity{};
  // An old name without semicolon ends where it ends: "&copy2014" is the sign and "2014".
  const size_t first = ReadUtf8(text, 0).length;
  const std::string_view rest = std::string_view(text).substr(first);
  if (reference.ends_with(rest)) {
    return Entity{text.substr(0, first), reference.size() - rest.size()};
  }
  return Entity{text, reference.size()};  // a name that stands for two characters
}

}  // namespace

const Entity& EntityDecoder::Decode(std::string_view text) {
  std::string reference(ReferenceLike(text));
  const auto known = known_.find(reference);
  if (known != known_.end()) return known->second;
  Entity entity = reference.size() > 1 ? Parse(reference) : Entity{};
  return known_.emplace(std::move(reference), std::move(entity)).first->second;
}

}  // namespace twicetold
