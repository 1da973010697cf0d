#include "twicetold/text/segment.h"

// Paragraphs: lines are measured once, blocks of lines between blank lines are judged one at a
// time. The test for a hard wrap asks what an editor that fills lines greedily would have done
// with the next word; it needs no guess at the width the text was wrapped to other than the
// block's longest line, and it keeps verse, addresses and lists apart. In scripts that break
// lines between any two characters, the "word" is one character, and a line may end up to two
// short of full because certain characters may not begin a line (UAX #14, classes CL, NS, EX).
//
// Limits: a block whose last line is its longest is a wrap as far as anyone can tell by length;
// two short unrelated lines, the longer first, are joined.
//
// Sentences: ICU's rules (UAX #29, root locale) over a copy of the paragraph, with line breaks
// as spaces because the rules end a sentence at every line break. An iterator takes a while to
// make (it loads its rules), so each thread keeps one.

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include "twicetold/text/code_point.h"

namespace twicetold {
namespace {

constexpr uint64_t kLongestWrappedLine = 120;  // code points
constexpr uint64_t kTabIndent = 4;             // what a tab or an ideographic space counts
constexpr uint64_t kListIndent = 4;            // that much more than the line before sets apart
constexpr uint64_t kLineStartSlack = 2;        // characters that may not begin a line, in a row

// True where lines may break on both sides of every character.
bool BreaksAnywhere(char32_t c) {
  if (c < 0x2E80) return false;
  switch (u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK)) {
    case U_LB_IDEOGRAPHIC:
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
    case U_LB_NONSTARTER:
    case U_LB_OPEN_PUNCTUATION:
      return true;
    default:
      return false;
  }
}

struct Line {
  Span content;             // without white space at the ends; empty for a blank line
  uint64_t indent = 0;      // columns before the content
  uint64_t length = 0;      // code points from the line's begin to the content's end
  uint64_t first_word = 0;  // code points
  uint64_t slack = 0;       // how much shorter than the longest the line before may be
  bool is_item = false;     // begins like a list item
};

Line Measure(std::string_view text, Span span) {
  Line line;
  line.content = Trim(text, span);
  if (line.content.empty()) return line;
  for (uint64_t at = span.begin; at < line.content.begin;) {
    const CodePoint space = CodePointAt(text, span, at);
    line.indent += space.value == '\t' || space.value == 0x3000 ? kTabIndent : 1;
    ++line.length;
    at = space.end;
  }
  bool in_first_word = true;
  for (uint64_t at = line.content.begin; at < line.content.end;) {
    const CodePoint point = CodePointAt(text, line.content, at);
    if (in_first_word && IsWhiteSpace(point.value)) in_first_word = false;
    if (in_first_word) ++line.first_word;
    if (in_first_word && BreaksAnywhere(point.value)) {
      in_first_word = false;
      line.slack = kLineStartSlack;
    }
    ++line.length;
    at = point.end;
  }
  line.is_item = BeginsListItem(text, line.content);
  return line;
}

// True when the break between two lines of a block is one that filling lines made.
bool IsWrap(const Line& line, const Line& next, uint64_t longest) {
  if (longest > kLongestWrappedLine || next.is_item) return false;
  if (next.indent >= line.indent + kListIndent) return false;
  const uint64_t space = next.slack == 0 ? 1 : 0;
  return line.length + space + next.first_word + next.slack > longest;
}

// Appends the paragraphs of the block of lines and empties it.
void EndBlock(std::vector<Line>* block, std::vector<Span>* paragraphs) {
  uint64_t longest = 0;
  for (const Line& line : *block) longest = std::max(longest, line.length);
  for (size_t i = 0; i < block->size(); ++i) {
    const Line& line = (*block)[i];
    if (i > 0 && IsWrap((*block)[i - 1], line, longest)) {
      paragraphs->back().end = line.content.end;
    } else {
      paragraphs->push_back(line.content);
    }
  }
  block->clear();
}

// This thread's sentence iterator; nullptr when ICU has no data for one.
icu::BreakIterator* SentenceIterator() {
  thread_local const std::unique_ptr<icu::BreakIterator> kIterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) made.reset();
    return made;
  }();
  return kIterator.get();
}

// Gives `iterator` the UTF-8 `text`, which must outlive its use. False when ICU refuses.
bool SetText(icu::BreakIterator* iterator, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()), &status);
  if (U_FAILURE(status)) return false;
  iterator->setText(&utext, status);  // makes a shallow copy of its own
  utext_close(&utext);
  return U_SUCCESS(status) != 0;
}

}  // namespace

bool BeginsListItem(std::string_view text, Span line) {
  uint64_t at = line.begin;
  while (at < line.end && text[at] >= '0' && text[at] <= '9') ++at;
  const bool number = at > line.begin && at <= line.begin + 3;
  if (at >= line.end || (at > line.begin && !number)) return false;
  const CodePoint mark = CodePointAt(text, line, at);
  if (mark.end >= line.end) return false;
  if (!IsWhiteSpace(CodePointAt(text, line, mark.end).value)) return false;
  if (number) return mark.value == '.' || mark.value == ')';
  switch (mark.value) {
    case '-':
    case '*':
    case '+':
    case 0x2010:  // hyphen
    case 0x2013:  // en dash
    case 0x2014:  // em dash
    case 0x2022:  // bullet
    case 0x2023:  // triangular bullet
    case 0x2043:  // hyphen bullet
    case 0x25AA:  // small square
    case 0x25CF:  // circle
    case 0x25E6:  // white bullet
    case 0x00B7:  // middle dot
    case 0x30FB:  // katakana middle dot
      return true;
    default:
      return false;
  }
}

std::vector<Span> SplitParagraphs(std::string_view text) {
  std::vector<Span> paragraphs;
  std::vector<Line> block;
  for (uint64_t begin = 0; begin < text.size();) {
    const uint64_t end = std::min<uint64_t>(text.find('\n', begin), text.size());
    const Line line = Measure(text, Span{begin, end});
    if (line.content.empty()) {
      EndBlock(&block, &paragraphs);
    } else {
      block.push_back(line);
    }
    begin = end + 1;
  }
  EndBlock(&block, &paragraphs);
  return paragraphs;
}

std::vector<Span> SplitSentences(std::string_view text, Span paragraph) {
  std::vector<Span> sentences;
  paragraph = Trim(text, paragraph);
  if (paragraph.empty()) return sentences;
  icu::BreakIterator* const iterator = SentenceIterator();
  // ICU counts in 32 bits; a longer paragraph (or an ICU without its data) is one sentence.
  if (iterator == nullptr || paragraph.size() > std::numeric_limits<int32_t>::max()) {
    sentences.push_back(paragraph);
    return sentences;
  }
  std::string copy(text.substr(paragraph.begin, paragraph.size()));
  std::replace(copy.begin(), copy.end(), '\n', ' ');
  if (!SetText(iterator, copy)) {
    sentences.push_back(paragraph);
    return sentences;
  }
  int32_t begin = iterator->first();
  for (int32_t end = iterator->next(); end != icu::BreakIterator::DONE; end = iterator->next()) {
    const Span sentence = Trim(text, Span{paragraph.begin + static_cast<uint64_t>(begin),
                                          paragraph.begin + static_cast<uint64_t>(end)});
    if (!sentence.empty()) sentences.push_back(sentence);
    begin = end;
  }
  SetText(iterator, std::string_view());  // keeps no view of the copy
  return sentences;
}

}  // namespace twicetold
