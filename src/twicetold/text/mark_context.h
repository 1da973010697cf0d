#ifndef TWICETOLD_TEXT_MARK_CONTEXT_H_
#define TWICETOLD_TEXT_MARK_CONTEXT_H_

// What stands around a quotation mark, and what it makes likely. A part of quotation_marks.cc.

#include <cstdint>
#include <optional>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/text/code_point.h"
#include "twicetold/text/quotation_marks.h"

namespace twicetold {

struct QuoteCharacter {
  QuoteFamily family;
  QuoteGlyph glyph;
};

// What a code point is as a mark, nullopt for every other.
std::optional<QuoteCharacter> QuoteCharacterOf(char32_t c);

// The kind of a character beside a mark; kEdge is beyond the paragraph.
enum class MarkSide : uint8_t {
  kEdge,
  kSpace,
  kOpening,  // ( [ ¿
  kStop,     // . , ) …
  kDash,
  kOther,  // other punctuation and symbols
  kLetter,
  kSpaceless,  // a letter of a script in which words are not set apart from a mark
  kDigit,
};

// What the sides of a mark say.
enum class MarkShape : uint8_t { kNothing, kOpens, kCloses, kUnclear, kInWord };

// One mark with what stands around it. Made in constant time; so is every question.
class MarkContext {
 public:
  // `mark` is in `paragraph`; both are spans of `text`, which must outlive this.
  MarkContext(std::string_view text, Span paragraph, Span mark, QuoteFamily family);

  MarkSide left() const { return left_; }
  MarkSide right() const { return right_; }
  QuoteFamily family() const { return family_; }

  MarkShape Shape() const;

  bool IsBacktick() const { return text_[mark_.begin] == '`'; }

  // True when the mark is the apostrophe of a word in a list or of a year (’tis, ’90s, ’05).
  bool BeginsElision() const;
  // True for a closing shape that may as well be an apostrophe: boys’ club, goin’ home, 6' tall.
  bool MayEndWord() const;
  // True for the second mark of rock ’n’ roll.
  bool EndsN() const;
  // True for the inch of 6'2" and 6’2”.
  bool EndsFeetAndInches() const;
  // True right after punctuation that ends a sentence or a clause, other marks left out.
  bool AfterStop() const;
  // True with the end of a sentence before the mark and the white space before it.
  bool AfterSentence() const;
  // True with a comma, colon or dash there, the way speech is introduced.
  bool AfterIntroduction() const;

 private:
  char32_t LastBeforeSpace() const;

  std::string_view text_;
  Span paragraph_;
  Span mark_;
  QuoteFamily family_;
  CodePoint before_;
  CodePoint after_;
  MarkSide left_;
  MarkSide right_;
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_MARK_CONTEXT_H_
