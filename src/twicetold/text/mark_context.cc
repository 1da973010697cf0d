#include "twicetold/text/mark_context.h"

// Characters are told apart by ICU's properties. Other marks and invisible characters beside a
// mark are looked through (a few: a row of marks must not cost quadratic time), so that in `"'A`
// both open.
//
// Limits: title marks (《》〈〉) are no quotation and not looked at; nor are primes (′ ″), which
// measure, nor two commas or two angle signs that stand for a mark. The words that begin with an
// apostrophe are a list (English and Dutch).

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace twicetold {
namespace {

constexpr char32_t kNone = 0xFFFFFFFF;  // beyond the paragraph

// The neighbours of a place; kNone at the ends of the paragraph.
CodePoint At(std::string_view text, Span range, uint64_t at) {
  return at < range.end ? CodePointAt(text, range, at) : CodePoint{kNone, at, at};
}

CodePoint Before(std::string_view text, Span range, uint64_t at) {
  return at > range.begin ? CodePointBefore(text, range, at) : CodePoint{kNone, at, at};
}

bool WritesNoSpaces(char32_t c) {
  if (c < 0x0E00) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:  // writes spaces, but ties particles to a closing mark
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

MarkSide SideOf(char32_t c) {
  if (c == kNone) return MarkSide::kEdge;
  const auto code = static_cast<UChar32>(c);
  if (IsWhiteSpace(c)) return MarkSide::kSpace;
  switch (u_charType(code)) {
    case U_START_PUNCTUATION:
      return MarkSide::kOpening;
    case U_END_PUNCTUATION:
      return MarkSide::kStop;
    case U_DASH_PUNCTUATION:
      return MarkSide::kDash;
    case U_OTHER_PUNCTUATION:
      if (c == U'¿' || c == U'¡') return MarkSide::kOpening;
      return c == U'…' || u_hasBinaryProperty(code, UCHAR_TERMINAL_PUNCTUATION) ? MarkSide::kStop
                                                                                : MarkSide::kOther;
    case U_DECIMAL_DIGIT_NUMBER:
      return MarkSide::kDigit;
    default:
      if (u_isalnum(code) || (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0) {
        return WritesNoSpaces(c) ? MarkSide::kSpaceless : MarkSide::kLetter;
      }
      return MarkSide::kOther;
  }
}

bool IsLetter(MarkSide side) { return side == MarkSide::kLetter || side == MarkSide::kSpaceless; }

constexpr int kLookThrough = 4;

bool IsInvisible(char32_t c) {
  return c >= 0xAD && c != kNone && u_charType(static_cast<UChar32>(c)) == U_FORMAT_CHAR;
}

// The character before a mark: past invisible ones and past other marks, but not past the same
// mark (in ""A"" one is after the other) nor past one that closes (in “A”“B” they are apart).
CodePoint Previous(std::string_view text, Span range, Span mark) {
  const char32_t own = CodePointAt(text, range, mark.begin).value;
  CodePoint point = Before(text, range, mark.begin);
  for (int i = 0; i < kLookThrough; ++i) {
    const std::optional<QuoteCharacter> other = QuoteCharacterOf(point.value);
    const bool seen_through = other.has_value()
                                  ? point.value != own && other->glyph != QuoteGlyph::kRight
                                  : IsInvisible(point.value);
    if (!seen_through) break;
    point = Before(text, range, point.begin);
  }
  return point;
}

// The character after a mark, by the same rule: not past one that opens.
CodePoint Next(std::string_view text, Span range, Span mark) {
  const char32_t own = CodePointAt(text, range, mark.begin).value;
  CodePoint point = At(text, range, mark.end);
  for (int i = 0; i < kLookThrough; ++i) {
    const std::optional<QuoteCharacter> other = QuoteCharacterOf(point.value);
    const bool opens = other.has_value() &&
                       (other->glyph == QuoteGlyph::kLeft || other->glyph == QuoteGlyph::kLow);
    const bool seen_through =
        other.has_value() ? point.value != own && !opens : IsInvisible(point.value);
    if (!seen_through) break;
    point = At(text, range, point.end);
  }
  return point;
}

// The ASCII letters that begin at `at`, in lower case, at most `limit` of them.
std::string LowerWord(std::string_view text, Span range, uint64_t at, size_t limit) {
  std::string word;
  for (; at < range.end && word.size() < limit; ++at) {
    const char c = text[at];
    if (c >= 'a' && c <= 'z') {
      word += c;
    } else if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
    } else {
      break;
    }
  }
  return word;
}

// Words whose front is cut off: English, and the Dutch ’s, ’t, ’n, ’k. Sorted.
constexpr std::array<std::string_view, 29> kElided = {
    "bout", "cause", "cos", "coz",   "cuz",   "d",     "em", "er",    "gainst", "hood",
    "im",   "k",     "ll",  "m",     "n",     "neath", "re", "round", "s",      "t",
    "til",  "till",  "tis", "tween", "twere", "twas",  "ve", "twill", "twould"};

}  // namespace

std::optional<QuoteCharacter> QuoteCharacterOf(char32_t c) {
  using F = QuoteFamily;
  using G = QuoteGlyph;
  switch (c) {
    case U'"':
    case U'\uFF02':
      return QuoteCharacter{F::kDouble, G::kStraight};
    case U'“':
    case U'❝':
    case U'〝':
      return QuoteCharacter{F::kDouble, G::kLeft};
    case U'”':
    case U'❞':
    case U'〞':
    case U'〟':
      return QuoteCharacter{F::kDouble, G::kRight};
    case U'„':
    case U'‟':
      return QuoteCharacter{F::kDouble, G::kLow};
    case U'\'':
    case U'\uFF07':
      return QuoteCharacter{F::kSingle, G::kStraight};
    case U'‘':
    case U'`':
      return QuoteCharacter{F::kSingle, G::kLeft};
    case U'’':
    case U'´':
      return QuoteCharacter{F::kSingle, G::kRight};
    case U'‚':
    case U'‛':
      return QuoteCharacter{F::kSingle, G::kLow};
    case U'«':
      return QuoteCharacter{F::kGuillemet, G::kLeft};
    case U'»':
      return QuoteCharacter{F::kGuillemet, G::kRight};
    case U'‹':
      return QuoteCharacter{F::kSingleGuillemet, G::kLeft};
    case U'›':
      return QuoteCharacter{F::kSingleGuillemet, G::kRight};
    case U'「':
    case U'﹁':
    case U'｢':
      return QuoteCharacter{F::kCorner, G::kLeft};
    case U'」':
    case U'﹂':
    case U'｣':
      return QuoteCharacter{F::kCorner, G::kRight};
    case U'『':
    case U'﹃':
      return QuoteCharacter{F::kWhiteCorner, G::kLeft};
    case U'』':
    case U'﹄':
      return QuoteCharacter{F::kWhiteCorner, G::kRight};
    default:
      return std::nullopt;
  }
}

MarkContext::MarkContext(std::string_view text, Span paragraph, Span mark, QuoteFamily family)
    : text_(text),
      paragraph_(paragraph),
      mark_(mark),
      family_(family),
      before_(Previous(text, paragraph, mark)),
      after_(Next(text, paragraph, mark)),
      left_(SideOf(before_.value)),
      right_(SideOf(after_.value)) {}

MarkShape MarkContext::Shape() const {
  const bool left_outside =
      left_ == MarkSide::kEdge || left_ == MarkSide::kSpace || left_ == MarkSide::kOpening;
  const bool right_outside =
      right_ == MarkSide::kEdge || right_ == MarkSide::kSpace || right_ == MarkSide::kStop;
  if (left_outside && right_outside) {
    if (left_ == MarkSide::kEdge && right_ == MarkSide::kEdge) return MarkShape::kNothing;
    if (left_ == MarkSide::kEdge) return MarkShape::kOpens;
    if (right_ == MarkSide::kEdge) return MarkShape::kCloses;
    // "…and so on", "... said": a stop with no space after it begins the quotation.
    if (right_ == MarkSide::kStop) {
      const MarkSide beyond = SideOf(At(text_, paragraph_, after_.end).value);
      if (beyond != MarkSide::kSpace && beyond != MarkSide::kEdge) return MarkShape::kOpens;
    }
    return MarkShape::kUnclear;
  }
  if (left_outside) return MarkShape::kOpens;
  if (right_outside) return MarkShape::kCloses;
  if (left_ == MarkSide::kSpaceless || right_ == MarkSide::kSpaceless) return MarkShape::kUnclear;
  const bool left_word = left_ == MarkSide::kLetter || left_ == MarkSide::kDigit;
  const bool right_word = right_ == MarkSide::kLetter || right_ == MarkSide::kDigit;
  if (left_word && right_word) return MarkShape::kInWord;
  if (left_word && right_ == MarkSide::kDash) return MarkShape::kCloses;
  return MarkShape::kUnclear;
}

bool MarkContext::BeginsElision() const {
  const uint64_t at = mark_.end;
  uint64_t end = at;
  bool known = false;
  if (SideOf(At(text_, paragraph_, at).value) == MarkSide::kDigit) {
    while (end < paragraph_.end && end < at + 3 && text_[end] >= '0' && text_[end] <= '9') {
      ++end;
    }
    known = end == at + 2;
    if (known && end < paragraph_.end && text_[end] == 's') ++end;
  } else {
    const std::string word = LowerWord(text_, paragraph_, at, 8);
    end = at + word.size();
    known = std::find(kElided.begin(), kElided.end(), word) != kElided.end();
    if (known && word == "n") return true;  // rock ’n’ roll
  }
  if (!known) return false;
  const CodePoint next = At(text_, paragraph_, end);
  const MarkSide side = SideOf(next.value);
  if (side == MarkSide::kLetter || side == MarkSide::kDigit) return false;
  const std::optional<QuoteCharacter> mark = QuoteCharacterOf(next.value);
  if (!mark.has_value() || mark->family != QuoteFamily::kSingle) return true;
  // ‘em’ quotes the word; ’90’s and ’em’s do not.
  return IsLetter(SideOf(At(text_, paragraph_, next.end).value));
}

bool MarkContext::MayEndWord() const {
  const MarkSide next = SideOf(At(text_, paragraph_, mark_.end).value);
  if (left_ == MarkSide::kDigit) return next == MarkSide::kSpace;
  if (next != MarkSide::kSpace || left_ != MarkSide::kLetter) return false;
  CodePoint beyond = At(text_, paragraph_, mark_.end);
  for (int i = 0; i < kLookThrough && SideOf(beyond.value) == MarkSide::kSpace; ++i) {
    beyond = At(text_, paragraph_, beyond.end);
  }
  if (!IsLetter(SideOf(beyond.value))) return false;
  const char32_t last = before_.value;
  if (last == U's' || last == U'S' || last == U'x' || last == U'z' || last == U'o') return true;
  return last == U'n' && Before(text_, paragraph_, before_.begin).value == U'i';
}

bool MarkContext::EndsN() const {
  if (before_.value != U'n' && before_.value != U'N') return false;
  const CodePoint mark = Before(text_, paragraph_, before_.begin);
  const std::optional<QuoteCharacter> glyph = QuoteCharacterOf(mark.value);
  return glyph.has_value() && glyph->family == QuoteFamily::kSingle;
}

bool MarkContext::EndsFeetAndInches() const {
  CodePoint point = before_;
  for (int i = 0; i < kLookThrough && SideOf(point.value) == MarkSide::kDigit; ++i) {
    point = Before(text_, paragraph_, point.begin);
  }
  const bool foot = point.value == U'\'' || point.value == U'’' || point.value == U'′';
  return left_ == MarkSide::kDigit && foot &&
         SideOf(Before(text_, paragraph_, point.begin).value) == MarkSide::kDigit;
}

char32_t MarkContext::LastBeforeSpace() const {
  CodePoint point = before_;
  for (int i = 0; i < kLookThrough; ++i) {
    if (SideOf(point.value) != MarkSide::kSpace && !QuoteCharacterOf(point.value)) break;
    point = Before(text_, paragraph_, point.begin);
  }
  return point.value;
}

bool MarkContext::AfterStop() const {
  CodePoint point = before_;
  for (int i = 0; i < kLookThrough && QuoteCharacterOf(point.value).has_value(); ++i) {
    point = Before(text_, paragraph_, point.begin);
  }
  return SideOf(point.value) == MarkSide::kStop;
}

bool MarkContext::AfterSentence() const {
  const char32_t c = LastBeforeSpace();
  if (c == kNone) return false;
  return c == U'…' || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_S_TERM);
}

bool MarkContext::AfterIntroduction() const {
  const char32_t c = LastBeforeSpace();
  return c == U',' || c == U':' || c == U'，' || c == U'：' || SideOf(c) == MarkSide::kDash;
}

}  // namespace twicetold
