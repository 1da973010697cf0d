#ifndef TWICETOLD_TEXT_QUOTATION_MARKS_H_
#define TWICETOLD_TEXT_QUOTATION_MARKS_H_

// The marks of a paragraph that may quote, and what each can do by its neighbours alone.
//
// A part of quotation.cc, apart so that "what is this mark" and "which marks belong together"
// can be read and tested one at a time.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold {

// Marks that can open and close one another.
enum class QuoteFamily : uint8_t {
  kDouble,  // " “ ” „ ‟ ❝ ❞ 〝 〞 〟 and two single marks that stand for one of them
  kSingle,  // ' ‘ ’ ‚ ‛ ` ´
  kGuillemet,        // « »
  kSingleGuillemet,  // ‹ ›
  kCorner,           // 「 」 and their vertical and halfwidth forms
  kWhiteCorner,      // 『 』 and their vertical forms
};
inline constexpr size_t kQuoteFamilies = 6;

// The way a mark points.
enum class QuoteGlyph : uint8_t {
  kStraight,  // " '
  kLeft,      // “ ‘ « ‹ 「 『 ❝ 〝 `
  kRight,     // ” ’ » › 」 』 ❞ 〞 ´
  kLow,       // „ ‚ ‟ ‛ 〟 as opened elsewhere; never closes
};

enum class QuoteReading : uint8_t {
  kOpens,
  kCloses,
  // Closes what is open in its family, otherwise opens.
  kToggles,
  // “ and « where sides do not tell: closes what a different glyph opened („A“, »A«), else opens.
  kClosesOther,
  // ” and » where an opening mark would stand: closes what a different glyph opened (“A ”), else
  // opens (Swedish and Finnish ”A”, Danish and German »A«).
  kOpensUnlessOther,
  // Between two letters: a space is missing, a suffix follows the close, or it is the gershayim
  // of a Hebrew abbreviation. With a mark that certainly closes ahead it opens what is not open
  // and leaves open what is; without, it closes.
  kBetweenLetters,
  // After a digit, as the inch, and ” between letters: never opens, and closes only when no
  // mark that certainly closes is ahead.
  kMeasure,
  // The possessive of a plural (boys’), a clipped ending (goin’), a foot: closes only when no
  // better closing mark is ahead.
  kWeaklyCloses,
  // ’ where an opening mark would stand: opens only with a good closing mark ahead.
  kWeaklyOpens,
  // ’tis, ’90s: an apostrophe, unless a closing mark after punctuation is ahead (‘Tis so,’ …).
  kElides,
};

struct QuoteMark {
  Span span;  // bytes of the text
  QuoteFamily family = QuoteFamily::kDouble;
  QuoteGlyph glyph = QuoteGlyph::kStraight;
  QuoteReading reading = QuoteReading::kOpens;
  bool after_stop = false;          // right after punctuation that ends a sentence or a clause
  bool after_sentence = false;      // first after the end of a sentence (and a space)
  bool after_introduction = false;  // first after a comma, colon or dash (and a space)
};

// Appends the marks of text[paragraph) to `marks`, in order; apostrophes inside words and marks
// that can neither open nor close are left out. Linear time.
void FindQuoteMarks(std::string_view text, Span paragraph, std::vector<QuoteMark>* marks);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_QUOTATION_MARKS_H_
