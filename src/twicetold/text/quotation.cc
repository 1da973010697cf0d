#include "twicetold/text/quotation.h"

// Three steps, each in its own file: quotation_marks.cc says what each mark can do by what stands
// beside it, quote_matcher.cc pairs the marks of a paragraph, and here the outermost pairs become
// quotations, and what stayed open is judged with the paragraphs before and after in view.
//
// Each paragraph is matched by itself, so that a mark missing in one never turns the next inside
// out. The neighbours are asked only about marks that found no partner:
//  - An opening mark with no close quotes to the end of its paragraph when it points (“ „ « 「).
//    A straight one may be a slip, as may ” and » where they seem to open, so those need a second
//    sign: the paragraph begins with it, the next paragraph begins with the same mark, or the end
//    of a sentence, a comma or a colon stands before it. A lone ‘ may be an apostrophe: it needs
//    the same, and the end of a sentence is no sign for it.
//  - When the next mark of its family is a closing one that itself found no partner, a few
//    paragraphs on, the two belong together: the quotation opens no paragraph again. Of single
//    marks only ‘ and a ’ after punctuation are trusted so far.
//  - “A. “B.”: a mark that opens again at the begin of a sentence ends the first quotation, which
//    was never closed (the newspaper habit, its paragraphs run together).

#include <cstddef>
#include <utility>

#include "twicetold/text/code_point.h"
#include "twicetold/text/quotation_marks.h"
#include "twicetold/text/quote_matcher.h"

namespace twicetold {
namespace {

// A quotation opened in one paragraph and closed in another, with no mark between, spans at most
// this many before the last: the farther apart, the likelier two slips.
constexpr size_t kMostParagraphsOpen = 8;

// A mark as a neighbouring paragraph sees it.
struct Hint {
  bool present = false;
  QuoteFamily family = QuoteFamily::kDouble;
  QuoteGlyph glyph = QuoteGlyph::kStraight;

  bool Matches(const QuoteMark& mark) const {
    return present && family == mark.family && glyph == mark.glyph;
  }
};

Hint HintOf(const QuoteMark& mark) { return Hint{true, mark.family, mark.glyph}; }

// Takes the quotations out of the marks, paragraph by paragraph.
class Collector {
 public:
  explicit Collector(std::string_view text) : text_(text) {}

  // `next` is the mark that the following paragraph begins with.
  void Collect(Span paragraph, const std::vector<QuoteMark>& marks, Hint next) {
    const QuoteMatcher matcher(marks);
    const Hint before = left_quoting_;
    left_quoting_ = Hint{};
    for (size_t i = ContinueOpen(paragraph, marks, matcher); i < marks.size();) {
      const size_t partner = matcher.partner(i);
      if (partner != QuoteMatcher::kNone && partner > i) {
        Emit(Span{marks[i].span.end, marks[partner].span.begin});
        i = partner + 1;
      } else if (partner == QuoteMatcher::kNone && matcher.opens(i)) {
        i = TakeUnclosed(paragraph, marks, matcher, i, before, next);
      } else {
        ++i;
      }
    }
  }

  std::vector<Span> Take() { return std::move(quotations_); }

 private:
  // A quotation that a paragraph left open, to be closed in one of the next few.
  struct Open {
    bool present = false;
    QuoteFamily family = QuoteFamily::kDouble;
    size_t quotations = 0;    // how many came before it
    std::vector<Span> spans;  // what it quotes so far
  };

  // Goes on with what is open before this paragraph. Returns the first mark not settled by it.
  size_t ContinueOpen(Span paragraph, const std::vector<QuoteMark>& marks,
                      const QuoteMatcher& matcher) {
    if (!open_.present) return 0;
    size_t first = 0;
    while (first < marks.size() &&
           (marks[first].family != open_.family || MayBeApostrophe(marks[first]))) {
      ++first;
    }
    if (first == marks.size() && open_.spans.size() < kMostParagraphsOpen) {
      open_.spans.push_back(paragraph);
      return 0;
    }
    open_.present = false;
    if (first == marks.size() || matcher.partner(first) != QuoteMatcher::kNone) return 0;
    // A mark that toggles took itself for an opening one, there being nothing open before it.
    const QuoteReading reading = marks[first].reading;
    const bool closes = reading == QuoteReading::kCloses ||
                        (reading == QuoteReading::kToggles && marks[first].after_stop);
    if (!closes) return 0;
    if (open_.family == QuoteFamily::kSingle && !marks[first].after_stop) return 0;
    quotations_.resize(open_.quotations);
    for (const Span& span : open_.spans) Emit(span);
    Emit(Span{paragraph.begin, marks[first].span.begin});
    return first + 1;
  }

  // Settles mark i, which opens and has no partner. Returns the next mark to look at.
  size_t TakeUnclosed(Span paragraph, const std::vector<QuoteMark>& marks,
                      const QuoteMatcher& matcher, size_t i, Hint before, Hint next) {
    const QuoteMark& mark = marks[i];
    size_t again = i + 1;
    while (again < marks.size() && !(matcher.opens(again) && HintOf(mark).Matches(marks[again]))) {
      again =
          matcher.partner(again) == QuoteMatcher::kNone ? again + 1 : matcher.partner(again) + 1;
    }
    const bool reopens = again < marks.size();
    if (reopens && marks[again].after_sentence) {
      Emit(Span{mark.span.end, marks[again].span.begin});
      return again;
    }
    if (reopens && !Points(mark) && mark.span.begin != paragraph.begin) return i + 1;
    const bool quotes = QuotesToEnd(mark, paragraph, before, next);
    const Span rest{mark.span.end, paragraph.end};
    if (mark.family != QuoteFamily::kSingle || Points(mark)) {
      open_ = Open{true, mark.family, quotations_.size(), {rest}};
    }
    if (!quotes) return i + 1;
    Emit(rest);
    left_quoting_ = HintOf(mark);
    return marks.size();
  }

  static bool MayBeApostrophe(const QuoteMark& mark) {
    return mark.reading == QuoteReading::kWeaklyCloses || mark.reading == QuoteReading::kElides;
  }

  static bool Points(const QuoteMark& mark) {
    return mark.glyph == QuoteGlyph::kLeft || mark.glyph == QuoteGlyph::kLow;
  }

  // Whether a mark that is never closed quotes the rest of its paragraph.
  static bool QuotesToEnd(const QuoteMark& mark, Span paragraph, Hint before, Hint next) {
    const bool begins = mark.span.begin == paragraph.begin;
    if (next.Matches(mark) || (begins && before.Matches(mark))) return true;
    if (mark.family == QuoteFamily::kSingle) {
      return Points(mark) && (begins || mark.after_introduction);
    }
    if (begins || Points(mark)) return true;
    return mark.reading != QuoteReading::kToggles &&
           (mark.after_sentence || mark.after_introduction);
  }

  void Emit(Span span) {
    span = Trim(text_, span);
    if (!span.empty()) quotations_.push_back(span);
  }

  std::string_view text_;
  std::vector<Span> quotations_;
  Open open_;
  Hint left_quoting_;  // the mark inside of whose quotation the previous paragraph ended
};

}  // namespace

std::vector<Span> FindQuotations(std::string_view text, const std::vector<Span>& paragraphs) {
  Collector collector(text);
  std::vector<QuoteMark> marks;
  std::vector<QuoteMark> next_marks;
  if (!paragraphs.empty()) FindQuoteMarks(text, paragraphs.front(), &marks);
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    Hint next;
    next_marks.clear();
    if (i + 1 < paragraphs.size()) {
      FindQuoteMarks(text, paragraphs[i + 1], &next_marks);
      const bool begins =
          !next_marks.empty() && next_marks.front().span.begin == paragraphs[i + 1].begin;
      if (begins) next = HintOf(next_marks.front());
    }
    collector.Collect(paragraphs[i], marks, next);
    marks.swap(next_marks);
  }
  return collector.Take();
}

}  // namespace twicetold
