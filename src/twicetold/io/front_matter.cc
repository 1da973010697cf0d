#include "twicetold/io/front_matter.h"

#include <algorithm>
#include <string>

#include "twicetold/io/ascii.h"
#include "twicetold/io/date.h"

namespace twicetold {
namespace {

// The line that begins at `begin`, without its end, trailing white space removed.
std::string_view LineAt(std::string_view text, size_t begin) {
  const size_t end = std::min(text.find('\n', begin), text.size());
  return StripTrailingSpace(text.substr(begin, end - begin));
}

// True for a line that can begin front matter: a comment or "key:" / "key =".
bool BeginsFrontMatter(std::string_view line, char fence) {
  if (line.starts_with("#") || line.starts_with("[")) return true;
  const size_t mark = line.find(fence == '-' ? ':' : '=');
  if (mark == 0 || mark == std::string_view::npos) return false;
  const std::string_view key = StripTrailingSpace(line.substr(0, mark));
  const bool one_word = key.find(' ') == std::string_view::npos;
  const bool ends = mark + 1 == line.size() || fence != '-' || line[mark + 1] == ' ';
  return one_word && ends;
}

// What a scalar's text says; "" for what is no scalar.
std::string_view Scalar(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text[0])) text.remove_prefix(1);
  if (text.empty()) return "";
  if (text[0] == '"' || text[0] == '\'') {
    const size_t close = text.find(text[0], 1);
    return close == std::string_view::npos ? "" : text.substr(1, close - 1);
  }
  constexpr std::string_view kNoScalar = "[{|>&*!";
  if (text[0] == '#' || kNoScalar.find(text[0]) != std::string_view::npos) return "";
  text = StripTrailingSpace(text.substr(0, text.find(" #")));
  return text == "~" || text == "null" ? "" : text;
}

void TakeLine(std::string_view line, char mark, Metadata& metadata) {
  const size_t at = line.find(mark);
  if (at == std::string_view::npos || IsAsciiSpace(line[0])) return;
  std::string key = AsciiLower(StripTrailingSpace(line.substr(0, at)));
  if (key.size() > 1 && (key[0] == '"' || key[0] == '\'') && key.back() == key[0]) {
    key = key.substr(1, key.size() - 2);
  }
  const std::string_view value = Scalar(line.substr(at + 1));
  if (key == "date" && metadata.date.empty()) {
    metadata.date = ParseDate(value).value_or("");
  } else if (key == "source" && metadata.source.empty()) {
    metadata.source = std::string(value);
  } else if (key == "series" && metadata.series.empty()) {
    metadata.series = std::string(value);
  }
}

}  // namespace

FrontMatter ReadFrontMatter(std::string_view markdown) {
  const std::string_view fence = LineAt(markdown, 0);
  if (fence != "---" && fence != "+++") return {};
  const bool yaml = fence == "---";
  size_t begin = markdown.find('\n');
  if (begin == std::string_view::npos) return {};
  if (!BeginsFrontMatter(LineAt(markdown, begin + 1), fence[0])) return {};
  FrontMatter found;
  bool in_table = false;  // TOML: behind a [heading], whose keys are not the document's
  while (begin != std::string_view::npos) {
    const std::string_view line = LineAt(markdown, begin + 1);
    const size_t end = markdown.find('\n', begin + 1);
    if (line == fence || (yaml && line == "...")) {
      found.size = end == std::string_view::npos ? markdown.size() : end + 1;
      return found;
    }
    in_table = in_table || (!yaml && line.starts_with('['));
    if (!line.empty() && !in_table) TakeLine(line, yaml ? ':' : '=', found.metadata);
    begin = end;
  }
  return {};
}

}  // namespace twicetold
