#include "twicetold/text/sentence_scan.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "twicetold/text/code_point.h"
#include "twicetold/text/mark_context.h"

namespace twicetold {
namespace {

// Ends a sentence wherever it stands, with or without a space behind it.
bool EndsAlways(char32_t c) {
  switch (c) {
    case 0x3002:  // ideographic full stop
    case 0xFF01:  // fullwidth !
    case 0xFF0E:  // fullwidth .
    case 0xFF1F:  // fullwidth ?
    case 0xFF61:  // halfwidth ideographic full stop
    case 0x0964:  // danda
    case 0x0965:  // double danda
    case 0x0589:  // Armenian full stop
    case 0x06D4:  // Arabic full stop
    case 0x1362:  // Ethiopic full stop
    case 0x104B:  // Myanmar section
      return true;
    default:
      return false;
  }
}

bool IsTerminal(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x061F || c == 0x203D ||
         EndsAlways(c);
}

bool IsCloser(char32_t c) {
  return c == ')' || c == ']' || c == 0xFF09 || QuoteCharacterOf(c).has_value();
}

bool IsLetterOrDigit(char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; }

// Words that a full stop belongs to; those of one letter and of letters and stops need no list.
constexpr std::array<std::string_view, 62> kAbbreviations = {
    "Adm",  "Apr",    "Aug",  "Av",   "Brig", "Calif", "Capt", "Cir", "Cmdr", "Co",  "Col",
    "Conn", "Corp",   "Dec",  "Dem",  "Dr",   "Dra",   "Feb",  "Fr",  "Ft",   "Gen", "Gov",
    "Hon",  "Hr",     "Inc",  "Jan",  "Jr",   "Jul",   "Jun",  "Lt",  "Ltd",  "Maj", "Mar",
    "Mass", "Messrs", "Mme",  "Mr",   "Mrs",  "Ms",    "Mt",   "No",  "Nos",  "Nov", "Nr",
    "Oct",  "Prof",   "Rep",  "Reps", "Rev",  "Sen",   "Sens", "Sep", "Sept", "Sgt", "Sr",
    "Sra",  "St",     "Supt", "ca",   "usw",  "vs",    "bzw"};

// The letters and digits (and stops between them) right before byte `end`.
std::string_view TokenBefore(std::string_view text, Span range, uint64_t end) {
  uint64_t begin = end;
  while (begin > range.begin) {
    const CodePoint point = CodePointBefore(text, range, begin);
    if (point.value != '.' && !IsLetterOrDigit(point.value)) break;
    begin = point.begin;
  }
  return text.substr(begin, end - begin);
}

// True when the full stop at byte `at` belongs to the word before it.
bool Abbreviates(std::string_view text, Span range, uint64_t at) {
  const std::string_view token = TokenBefore(text, range, at);
  if (token.empty()) return false;
  if (token.find('.') != std::string_view::npos) return true;  // U.S., z.B.
  const CodePoint first = CodePointAt(token, Span{0, token.size()}, 0);
  if (first.end == token.size() && u_isUAlphabetic(static_cast<UChar32>(first.value)) != 0) {
    return true;  // an initial
  }
  const bool digits =
      std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits) return token.size() <= 2;  // a day, an item's number
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), token) != kAbbreviations.end();
}

uint64_t SkipSpace(std::string_view text, Span range, uint64_t at) {
  while (at < range.end) {
    const CodePoint point = CodePointAt(text, range, at);
    if (!IsWhiteSpace(point.value)) break;
    at = point.end;
  }
  return at;
}

// True when what follows byte `at`, where a sentence may end, belongs to it.
bool GoesOn(std::string_view text, Span range, uint64_t at) {
  const uint64_t next = SkipSpace(text, range, at);
  if (next >= range.end) return false;
  const auto c = static_cast<UChar32>(CodePointAt(text, range, next).value);
  if (u_islower(c) != 0) return true;
  if (c == ',' || c == ';' || c == ':' || c == '(' || c == 0xFF0C || c == 0x3001 || c == 0x060C) {
    return true;
  }
  if (c == '-' || (c >= 0x2010 && c <= 0x2015)) return true;
  // Japanese goes on with a particle right behind the mark.
  return next == at && u_getIntPropertyValue(c, UCHAR_SCRIPT) == USCRIPT_HIRAGANA;
}

// Where the sentence ends whose terminal stands at `terminal`; 0 when it does not end here.
uint64_t EndAt(std::string_view text, Span range, const CodePoint& terminal) {
  uint64_t at = terminal.end;
  bool only_stop = terminal.value == '.';
  bool always = EndsAlways(terminal.value);
  while (at < range.end) {
    const CodePoint next = CodePointAt(text, range, at);
    if (!IsTerminal(next.value) && !IsCloser(next.value)) break;
    if (IsTerminal(next.value)) only_stop = false;
    always = always || EndsAlways(next.value);
    at = next.end;
  }
  if (always) return at;
  if (at < range.end && !IsWhiteSpace(CodePointAt(text, range, at).value)) return 0;
  if (only_stop && Abbreviates(text, range, terminal.begin) &&
      SkipSpace(text, range, at) < range.end) {
    return 0;
  }
  return GoesOn(text, range, at) ? 0 : at;
}

}  // namespace

bool EndsLikeSentence(std::string_view text, Span span) {
  while (!span.empty()) {
    const CodePoint last = CodePointBefore(text, span, span.end);
    if (IsTerminal(last.value)) return true;
    if (!IsCloser(last.value) && !IsWhiteSpace(last.value)) return false;
    span.end = last.begin;
  }
  return false;
}

std::vector<Span> SentencesAround(std::string_view text, Span range,
                                  const std::vector<Span>& quotations) {
  std::vector<Span> sentences;
  uint64_t begin = range.begin;
  const auto end_sentence = [&](uint64_t end) {
    const Span sentence = Trim(text, Span{begin, end});
    if (!sentence.empty()) sentences.push_back(sentence);
    begin = end;
  };
  size_t next = 0;
  for (uint64_t at = range.begin; at < range.end;) {
    while (next < quotations.size() && quotations[next].end <= at) ++next;
    if (next < quotations.size() && quotations[next].begin <= at) {
      const Span inside = Intersection(quotations[next], range);
      at = inside.end;
      if (EndsLikeSentence(text, inside) && !GoesOn(text, range, at)) end_sentence(at);
      continue;
    }
    const CodePoint point = CodePointAt(text, range, at);
    at = point.end;
    if (!IsTerminal(point.value)) continue;
    const uint64_t end = EndAt(text, range, point);
    if (end == 0) continue;
    // A stray closing mark behind the terminal is no reason to enter the next quotation.
    at = next < quotations.size() ? std::min(end, std::max(at, quotations[next].begin)) : end;
    end_sentence(at);
  }
  end_sentence(range.end);
  return sentences;
}

}  // namespace twicetold
