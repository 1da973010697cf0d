#include "twicetold/text/line_kind.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "twicetold/text/code_point.h"
#include "twicetold/text/segment.h"
#include "twicetold/text/sentence_scan.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

constexpr uint64_t kLongestItem = 12;   // words of an item with a mark before it
constexpr uint64_t kLongestScrap = 8;   // of one without, apart from others by blank lines
constexpr uint64_t kShortestScrap = 3;  // of one without, right below another
constexpr uint64_t kLongestCell = 8;    // words of a row, by its cells
constexpr uint64_t kLeastInARow = 3;    // scraps make a list when so many follow one another
constexpr uint64_t kLeastGap = 3;       // spaces in a row between two columns
constexpr uint64_t kLeastLeader = 4;    // dots in a row
constexpr uint64_t kLongestLine = 400;  // bytes; a longer line is no item

// The gaps between the cells of one line.
struct Gaps {
  uint64_t marked = 0;            // tabs, bars, dotted leaders
  std::vector<uint64_t> columns;  // where what follows a wide space begins, in code points
};

// `line` begins where the line of the text does; what stands before its first letter or digit
// (white space, a bullet) is no gap.
Gaps FindGaps(std::string_view line) {
  Gaps gaps;
  uint64_t column = 0;
  bool begun = false;
  for (size_t at = 0; at < line.size();) {
    const char c = line[at];
    size_t end = at + 1;
    while (end < line.size() && line[end] == c) ++end;
    const uint64_t size = end - at;
    for (; at < end; ++at) {
      if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++column;
    }
    const bool last = at >= line.size();
    if (begun && !last) {
      const bool bar = c == '|' && line[at - size - 1] == ' ' && line[at] == ' ';
      if (c == '\t' || bar || (c == '.' && size >= kLeastLeader)) ++gaps.marked;
      if (c == ' ' && size >= kLeastGap) gaps.columns.push_back(column);
    }
    begun = begun || static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
            (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
  return gaps;
}

class LineKnower {
 public:
  LineKnower(std::string_view text, const Prepared& prepared) : text_(text), prepared_(prepared) {}

  void Know(size_t paragraph, std::vector<KnownLine>* lines) const {
    const Span& words = prepared_.paragraph_words[paragraph];
    if (words.empty()) return;
    if (KnowRows(paragraph, lines)) return;
    const bool item = IsMarkedItem(paragraph) || (IsScrap(paragraph) && IsInList(paragraph));
    lines->push_back(KnownLine{words, item ? LineKind::kItem : LineKind::kProse});
  }

 private:
  std::string_view Slice(const Span& bytes) const {
    return text_.substr(bytes.begin, bytes.size());
  }

  // Tells the paragraph line by line when it has rows; false when it has none.
  bool KnowRows(size_t paragraph, std::vector<KnownLine>* lines) const {
    const Span& bytes = prepared_.paragraphs[paragraph];
    if (!MayHaveGaps(Slice(bytes))) return false;
    const size_t first = lines->size();
    bool rows = false;
    uint64_t word = prepared_.paragraph_words[paragraph].begin;
    const uint64_t last = prepared_.paragraph_words[paragraph].end;
    for (uint64_t begin = bytes.begin; begin < bytes.end;) {
      const uint64_t end = std::min<uint64_t>(text_.find('\n', begin), bytes.end);
      Span words{word, word};
      while (words.end < last && prepared_.words.span(words.end).begin < end) ++words.end;
      word = words.end;
      if (!words.empty()) {
        const bool row = IsRow(LineAt(begin), words);
        rows = rows || row;
        lines->push_back(KnownLine{words, row ? LineKind::kRow : LineKind::kProse});
      }
      begin = end + 1;
    }
    if (!rows) lines->resize(first);
    return rows;
  }

  static bool MayHaveGaps(std::string_view paragraph) {
    return paragraph.find('\t') != std::string_view::npos ||
           paragraph.find('|') != std::string_view::npos ||
           paragraph.find("   ") != std::string_view::npos ||
           paragraph.find("....") != std::string_view::npos;
  }

  // The line that holds byte `at`, without its end.
  Span LineAt(uint64_t at) const {
    const size_t before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
    const uint64_t begin = before == std::string_view::npos ? 0 : before + 1;
    return Span{begin, std::min<uint64_t>(text_.find('\n', at), text_.size())};
  }

  bool IsRow(const Span& line, const Span& words) const {
    const Gaps gaps = FindGaps(Slice(line));
    uint64_t all = gaps.marked;
    if (!gaps.columns.empty() && LinesUp(line, gaps)) all += gaps.columns.size();
    return all > 0 && Quarters(words) <= (all + 1) * kLongestCell * kQuartersPerWord;
  }

  // True when a column of the line begins where one of the line above or below does: a wide space
  // alone may be a slip of whoever made the text.
  bool LinesUp(const Span& line, const Gaps& gaps) const {
    const auto shares = [&](const Span& other) {
      const std::vector<uint64_t> columns = FindGaps(Slice(other)).columns;
      return std::find_first_of(columns.begin(), columns.end(), gaps.columns.begin(),
                                gaps.columns.end()) != columns.end();
    };
    return (line.begin > 0 && shares(LineAt(line.begin - 1))) ||
           (line.end + 1 < text_.size() && shares(LineAt(line.end + 1)));
  }

  uint64_t Quarters(const Span& words) const {
    return QuarterWords(prepared_.words, words.begin, words.end);
  }

  bool IsAtMost(size_t paragraph, uint64_t words) const {
    return prepared_.paragraphs[paragraph].size() <= kLongestLine &&
           Quarters(prepared_.paragraph_words[paragraph]) <= words * kQuartersPerWord;
  }

  // Ends as a sentence or a part of one does.
  bool EndsClause(size_t paragraph) const {
    const Span& bytes = prepared_.paragraphs[paragraph];
    if (EndsLikeSentence(text_, bytes)) return true;
    switch (CodePointBefore(text_, bytes, bytes.end).value) {
      case ',':
      case ';':
      case '-':
      case 0x2013:  // en dash
      case 0x2014:  // em dash
      case 0x3001:  // ideographic comma
      case 0xFF0C:  // fullwidth comma
        return true;
      default:
        return false;
    }
  }

  bool IsMarkedItem(size_t paragraph) const {
    return BeginsListItem(text_, prepared_.paragraphs[paragraph]) &&
           IsAtMost(paragraph, kLongestItem) && !EndsClause(paragraph);
  }

  // A short line that may be an item without a mark.
  bool IsScrap(size_t paragraph) const {
    const uint64_t longest =
        IsApart(paragraph) && IsApart(paragraph + 1) ? kLongestScrap : kShortestScrap;
    if (!IsAtMost(paragraph, longest) || EndsClause(paragraph)) return false;
    const Span& bytes = prepared_.paragraphs[paragraph];
    return u_islower(static_cast<UChar32>(CodePointAt(text_, bytes, bytes.begin).value)) == 0;
  }

  // True with a blank line, or an end of the text, before paragraph i.
  bool IsApart(size_t i) const {
    if (i == 0 || i >= prepared_.paragraphs.size()) return true;
    const uint64_t begin = prepared_.paragraphs[i - 1].end;
    const std::string_view between = Slice(Span{begin, prepared_.paragraphs[i].begin});
    return std::count(between.begin(), between.end(), '\n') > 1;
  }

  // True when enough scraps or items follow one another around this one.
  bool IsInList(size_t paragraph) const {
    uint64_t in_a_row = 1;
    for (size_t i = paragraph; i > 0 && in_a_row < kLeastInARow && MayBeItem(i - 1); --i) {
      ++in_a_row;
    }
    for (size_t i = paragraph + 1;
         i < prepared_.paragraphs.size() && in_a_row < kLeastInARow && MayBeItem(i); ++i) {
      ++in_a_row;
    }
    return in_a_row >= kLeastInARow;
  }

  bool MayBeItem(size_t paragraph) const { return IsMarkedItem(paragraph) || IsScrap(paragraph); }

  std::string_view text_;
  const Prepared& prepared_;
};

}  // namespace

std::vector<KnownLine> KnowLines(std::string_view text, const Prepared& prepared, Span paragraphs) {
  const LineKnower knower(text, prepared);
  std::vector<KnownLine> lines;
  for (uint64_t p = paragraphs.begin; p < paragraphs.end; ++p) knower.Know(p, &lines);
  return lines;
}

}  // namespace twicetold
