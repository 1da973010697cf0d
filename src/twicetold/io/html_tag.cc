// Tags by the tokenizer's rules, and a page's defence against the parser's bad cases.
//
// An HTML5 parser walks its stack of open elements at every block and opens all unclosed
// formatting anew in every paragraph. That makes it quadratic in depth, and a page of a hundred
// kilobytes can cost gigabytes. Browsers cap the depth; our parser does not. So the tags are
// scanned first with a model of that stack, rough but never far below the truth, and what goes
// beyond the cap is blanked out. The text stays; only its block structure is lost down there.

#include "twicetold/io/html_tag.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "twicetold/io/ascii.h"

namespace twicetold {
namespace {

constexpr size_t kMaxDepth = 512;      // what browsers keep
constexpr size_t kMaxFormatting = 16;  // unclosed <b>, <font>, ... at one place
constexpr size_t kMaxAttributes = 1024;

constexpr auto kFormatting =
    std::to_array<std::string_view>({"a", "b", "big", "code", "em", "font", "i", "nobr", "s",
                                     "small", "strike", "strong", "tt", "u"});
constexpr auto kVoid = std::to_array<std::string_view>(
    {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img",
     "input", "keygen", "link", "meta", "param", "source", "track", "wbr"});
// Their content is text, not tags.
constexpr auto kRawText = std::to_array<std::string_view>(
    {"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"});
// End tags of what is outside do not reach through these, and formatting ends with them.
constexpr auto kScopes = std::to_array<std::string_view>(
    {"applet", "caption", "html", "marquee", "object", "table", "td", "template", "th"});

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

bool Among(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Behind the first `mark` at or after `from`.
std::optional<TagExtent> EndsBehind(std::string_view html, std::string_view mark, size_t from) {
  const size_t found = html.find(mark, from);
  if (found == std::string_view::npos) return std::nullopt;
  return TagExtent{found + mark.size(), 0};
}

std::optional<TagExtent> ScanAttributes(std::string_view html, size_t at) {
  TagExtent extent;
  const auto skip_spaces = [&] {
    while (at < html.size() && IsSpace(html[at])) ++at;
  };
  while (at < html.size()) {
    if (html[at] == '>') {
      extent.end = at + 1;
      return extent;
    }
    if (IsSpace(html[at]) || html[at] == '/') {
      ++at;
      continue;
    }
    ++extent.attributes;
    ++at;  // a "=" that begins a name belongs to it
    while (at < html.size() && !IsSpace(html[at]) && html[at] != '/' && html[at] != '>' &&
           html[at] != '=') {
      ++at;
    }
    skip_spaces();
    if (at >= html.size() || html[at] != '=') continue;
    ++at;
    skip_spaces();
    if (at < html.size() && (html[at] == '"' || html[at] == '\'')) {
      const size_t closing = html.find(html[at], at + 1);
      if (closing == std::string_view::npos) return std::nullopt;
      at = closing + 1;
    } else {
      while (at < html.size() && !IsSpace(html[at]) && html[at] != '>') ++at;
    }
  }
  return std::nullopt;
}

size_t NameEnd(std::string_view html, size_t at) {
  while (at < html.size() && !IsSpace(html[at]) && html[at] != '/' && html[at] != '>') ++at;
  return at;
}

// The model of the parser's stack.
class Nesting {
 public:
  // False when the start tag must be blanked.
  bool Open(const std::string& name) {
    CloseImplied(name);
    const auto formatting = std::find(kFormatting.begin(), kFormatting.end(), name);
    const bool formats = formatting != kFormatting.end();
    if (stack_.size() >= kMaxDepth || (formats && OpenFormatting() >= kMaxFormatting)) {
      ++blanked_[name];
      return false;
    }
    stack_.push_back({name, formatting_});
    if (formats) ++formatting_[static_cast<size_t>(formatting - kFormatting.begin())];
    return true;
  }

  // False when the end tag must be blanked.
  bool Close(const std::string& name) {
    const auto blanked = blanked_.find(name);
    if (blanked != blanked_.end() && blanked->second > 0) {
      --blanked->second;
      return false;
    }
    const auto formatting = std::find(kFormatting.begin(), kFormatting.end(), name);
    if (formatting != kFormatting.end()) {
      uint32_t& open = formatting_[static_cast<size_t>(formatting - kFormatting.begin())];
      open -= open > 0 ? 1 : 0;
    }
    PopTo(name, kScopes);
    return true;
  }

 private:
  using FormattingCounts = std::array<uint32_t, kFormatting.size()>;
  struct Element {
    std::string name;
    FormattingCounts formatting_before;
  };

  size_t OpenFormatting() const {
    size_t sum = 0;
    for (const uint32_t count : formatting_) sum += count;
    return sum;
  }

  // Start tags that end what need not be ended.
  void CloseImplied(const std::string& name) {
    static constexpr auto kListScopes =
        std::to_array<std::string_view>({"ul", "ol", "dl", "menu", "dir", "applet", "caption",
                                         "marquee", "object", "table", "td", "template", "th"});
    static constexpr auto kRowScopes = std::to_array<std::string_view>({"table", "template", "tr"});
    static constexpr auto kTableScopes = std::to_array<std::string_view>({"table", "template"});
    static constexpr auto kSelectScopes = std::to_array<std::string_view>({"select", "template"});
    if (name == "p") {
      PopTo(name, kScopes);
    } else if (name == "li" || name == "dd" || name == "dt") {
      PopTo(name, kListScopes);
    } else if (name == "td" || name == "th") {
      PopTo("td", kRowScopes);
      PopTo("th", kRowScopes);
    } else if (name == "tr" || name == "tbody" || name == "thead" || name == "tfoot") {
      PopTo(name, kTableScopes);
    } else if (name == "option" || name == "optgroup") {
      PopTo(name, kSelectScopes);
    } else if (name == "a") {
      formatting_[0] = 0;  // links do not nest
    }
  }

  // Pops up to and with the innermost `name` unless a scope lies between.
  void PopTo(std::string_view name, std::span<const std::string_view> scopes) {
    for (size_t i = stack_.size(); i-- > 0;) {
      if (stack_[i].name == name) {
        for (size_t j = stack_.size(); j-- > i;) {
          if (Among(kScopes, stack_[j].name)) formatting_ = stack_[j].formatting_before;
        }
        stack_.resize(i);
        return;
      }
      if (Among(scopes, stack_[i].name)) return;
    }
  }

  std::vector<Element> stack_;
  FormattingCounts formatting_{};
  std::unordered_map<std::string, uint64_t> blanked_;
};

}  // namespace

std::optional<TagExtent> ScanMarkup(std::string_view html, size_t begin) {
  const char next = begin + 1 < html.size() ? html[begin + 1] : '\0';
  if (IsAsciiLetter(next)) return ScanAttributes(html, NameEnd(html, begin + 1));
  if (next == '?') return EndsBehind(html, ">", begin + 2);
  if (next == '!') {
    if (!html.substr(begin).starts_with("<!--")) return EndsBehind(html, ">", begin + 2);
    if (html.substr(begin).starts_with("<!-->")) return TagExtent{begin + 5, 0};
    if (html.substr(begin).starts_with("<!--->")) return TagExtent{begin + 6, 0};
    const auto plain = EndsBehind(html, "-->", begin + 4);
    const size_t limit = plain ? plain->end : html.size();
    const auto odd = EndsBehind(html.substr(0, limit), "--!>", begin + 4);
    return odd ? odd : plain;
  }
  if (next != '/' || begin + 2 >= html.size()) return std::nullopt;
  if (IsAsciiLetter(html[begin + 2])) return ScanAttributes(html, NameEnd(html, begin + 2));
  return EndsBehind(html, ">", begin + 2);
}

std::optional<std::string> FlattenNesting(std::string_view html) {
  std::optional<std::string> flat;
  Nesting nesting;
  size_t at = html.find('<');
  while (at != std::string_view::npos) {
    const std::optional<TagExtent> extent = ScanMarkup(html, at);
    if (!extent) {
      // A "<" that begins nothing; or markup that never ends, which takes all the rest with it.
      const char after = at + 1 < html.size() ? html[at + 1] : '\0';
      if (IsAsciiLetter(after) || after == '/' || after == '!' || after == '?') break;
      at = html.find('<', at + 1);
      continue;
    }
    const bool end_tag = html[at + 1] == '/';
    const size_t name_begin = at + (end_tag ? 2 : 1);
    size_t next = extent->end;
    if (IsAsciiLetter(html[name_begin])) {
      const std::string name =
          AsciiLower(html.substr(name_begin, NameEnd(html, name_begin) - name_begin));
      const bool keeps_no_children = Among(kVoid, name) || Among(kRawText, name);
      const bool kept = extent->attributes <= kMaxAttributes &&
                        (keeps_no_children || (end_tag ? nesting.Close(name) : nesting.Open(name)));
      if (!kept) {
        if (!flat) flat.emplace(html);
        std::fill(flat->begin() + static_cast<std::ptrdiff_t>(at),
                  flat->begin() + static_cast<std::ptrdiff_t>(extent->end), ' ');
      } else if (name == "plaintext") {
        break;
      } else if (!end_tag && Among(kRawText, name)) {
        // To the end tag of that name; the scan goes on with it.
        size_t close = html.find("</", next);
        while (close != std::string_view::npos &&
               !StartsWithAnyCase(html.substr(close + 2), name)) {
          close = html.find("</", close + 2);
        }
        next = std::min(close, html.size());
      }
    }
    at = html.find('<', next);
  }
  return flat;
}

}  // namespace twicetold
