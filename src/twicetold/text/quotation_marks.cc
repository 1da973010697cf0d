#include "twicetold/text/quotation_marks.h"

// What a mark can do is told by the characters on both sides of it, the way a reader's eye tells:
// a mark between a space and a letter opens, one between a letter and a space closes, one
// between two letters is an apostrophe. The rules for what is left are those of no one language:
// they ask which reading some language gives the shape, and leave the choice among them to the
// matching in quote_matcher.cc.

#include <array>
#include <optional>

#include "twicetold/text/code_point.h"
#include "twicetold/text/mark_context.h"

namespace twicetold {
namespace {

// The bytes a mark can begin with.
constexpr std::array<bool, 256> kMarkLead = [] {
  std::array<bool, 256> lead{};
  for (const size_t byte : {0x22U, 0x27U, 0x60U, 0xC2U, 0xE2U, 0xE3U, 0xEFU}) lead[byte] = true;
  return lead;
}();

using Reading = std::optional<QuoteReading>;

Reading ReadStraightDouble(const MarkContext& context, MarkShape shape) {
  if (context.left() == MarkSide::kDigit && context.right() != MarkSide::kSpaceless) {
    return QuoteReading::kMeasure;
  }
  switch (shape) {
    case MarkShape::kNothing:
      return std::nullopt;
    case MarkShape::kOpens:
      return QuoteReading::kOpens;
    case MarkShape::kCloses:
      return QuoteReading::kCloses;
    case MarkShape::kUnclear:
      return QuoteReading::kToggles;
    case MarkShape::kInWord:
      return QuoteReading::kBetweenLetters;
  }
  return std::nullopt;
}

// Marks that point: “ ” „ and, with the same habits, « » ‹ ›.
Reading ReadPointing(const MarkContext& context, QuoteGlyph glyph, MarkShape shape) {
  switch (glyph) {
    case QuoteGlyph::kLow:
      if (shape == MarkShape::kCloses) return std::nullopt;
      return QuoteReading::kOpens;
    case QuoteGlyph::kLeft:
      if (context.family() != QuoteFamily::kDouble) return QuoteReading::kClosesOther;
      if (shape == MarkShape::kOpens) return QuoteReading::kOpens;
      if (shape == MarkShape::kInWord) return QuoteReading::kBetweenLetters;
      return shape == MarkShape::kCloses ? QuoteReading::kCloses : QuoteReading::kClosesOther;
    case QuoteGlyph::kRight:
      if (shape == MarkShape::kInWord || context.EndsFeetAndInches()) return QuoteReading::kMeasure;
      return shape == MarkShape::kOpens ? QuoteReading::kOpensUnlessOther : QuoteReading::kCloses;
    case QuoteGlyph::kStraight:
      break;
  }
  return std::nullopt;
}

Reading ReadSingle(const MarkContext& context, QuoteGlyph glyph, MarkShape shape) {
  if (shape == MarkShape::kInWord || shape == MarkShape::kNothing) return std::nullopt;
  const bool is_open = shape == MarkShape::kOpens;
  if (glyph == QuoteGlyph::kLow) {
    return shape == MarkShape::kCloses ? Reading() : Reading(QuoteReading::kOpens);
  }
  const bool may_be_apostrophe = !context.IsBacktick();
  // “—’tis” and “(’90s”: an apostrophe after anything that is no part of a word.
  if (may_be_apostrophe && context.left() != MarkSide::kLetter &&
      context.left() != MarkSide::kDigit && context.BeginsElision()) {
    return QuoteReading::kElides;
  }
  if (context.EndsN()) return std::nullopt;
  if (is_open) {
    return glyph == QuoteGlyph::kRight ? QuoteReading::kWeaklyOpens : QuoteReading::kOpens;
  }
  if (glyph == QuoteGlyph::kLeft) {
    if (shape == MarkShape::kCloses) {
      return may_be_apostrophe ? Reading(QuoteReading::kCloses) : Reading();
    }
    // Between spaces, or `A ‘.`: nothing to quote.
    if (context.left() == MarkSide::kSpace || !may_be_apostrophe) return std::nullopt;
    return QuoteReading::kClosesOther;
  }
  if (shape == MarkShape::kCloses) {
    return context.MayEndWord() ? QuoteReading::kWeaklyCloses : QuoteReading::kCloses;
  }
  return glyph == QuoteGlyph::kStraight ? QuoteReading::kToggles : QuoteReading::kCloses;
}

Reading Read(const MarkContext& context, QuoteGlyph glyph) {
  const MarkShape shape = context.Shape();
  switch (context.family()) {
    case QuoteFamily::kSingle:
      return ReadSingle(context, glyph, shape);
    case QuoteFamily::kCorner:
    case QuoteFamily::kWhiteCorner:
      return glyph == QuoteGlyph::kLeft ? QuoteReading::kOpens : QuoteReading::kCloses;
    case QuoteFamily::kDouble:
    case QuoteFamily::kGuillemet:
    case QuoteFamily::kSingleGuillemet:
      if (glyph == QuoteGlyph::kStraight) return ReadStraightDouble(context, shape);
      return ReadPointing(context, glyph, shape);
  }
  return std::nullopt;
}

}  // namespace

void FindQuoteMarks(std::string_view text, Span paragraph, std::vector<QuoteMark>* marks) {
  for (uint64_t at = paragraph.begin; at < paragraph.end;) {
    if (!kMarkLead[static_cast<unsigned char>(text[at])]) {
      ++at;
      continue;
    }
    const CodePoint point = CodePointAt(text, paragraph, at);
    std::optional<QuoteCharacter> character = QuoteCharacterOf(point.value);
    at = point.end;
    if (!character.has_value()) continue;
    Span span{point.begin, point.end};
    if (character->family == QuoteFamily::kSingle) {
      // Two single marks of a kind stand for a double one (``TeX''); more are a ruler.
      const uint64_t length = span.size();
      const std::string_view bytes = text.substr(span.begin, length);
      while (paragraph.end - at >= length && text.substr(at, length) == bytes) at += length;
      span.end = at;
      const uint64_t count = span.size() / length;
      if (count > 3) continue;
      if (count > 1) character->family = QuoteFamily::kDouble;
    }
    const MarkContext context(text, paragraph, span, character->family);
    const Reading reading = Read(context, character->glyph);
    if (!reading.has_value()) continue;
    QuoteMark mark{span, character->family, character->glyph, *reading};
    mark.after_stop = context.AfterStop();
    mark.after_sentence = context.AfterSentence();
    mark.after_introduction = context.AfterIntroduction();
    marks->push_back(mark);
  }
}

}  // namespace twicetold
