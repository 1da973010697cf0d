#include "twicetold/text/quote_matcher.h"

// Two passes. From right to left each mark learns what kind of mark follows in its family, which
// is what a reader looks ahead for at an apostrophe: is there a better close to come? From left
// to right a stack of open marks pairs them.
//
// Decisions where a paragraph has several readings:
//  - A pair of single marks never crosses a double mark, for they may be apostrophes.
//  - ‘the boys’ club’: a mark that may be an apostrophe is one when a better close is ahead and
//    no single mark opens before it. Without one it closes: ‘the boys’ went home.
//  - 5" in a quotation is a measure when a mark that certainly closes comes next.
//
// Time and memory are linear: the stack keeps for each family the way to its next open mark below,
// and what is passed over on the way to a partner is dropped for good.

namespace twicetold {
namespace {

constexpr size_t Index(QuoteFamily family) { return static_cast<size_t>(family); }

QuoteAhead AheadOfDouble(QuoteReading reading, QuoteAhead ahead) {
  switch (reading) {
    case QuoteReading::kOpens:
      return QuoteAhead::kOpens;
    case QuoteReading::kCloses:
      return QuoteAhead::kCloses;
    case QuoteReading::kBetweenLetters:
    case QuoteReading::kMeasure:
      return ahead;  // no evidence: look beyond
    default:
      return QuoteAhead::kNothing;
  }
}

QuoteAhead AheadOfSingle(const QuoteMark& mark, QuoteAhead ahead) {
  switch (mark.reading) {
    case QuoteReading::kOpens:
      return QuoteAhead::kOpens;
    case QuoteReading::kCloses:
    case QuoteReading::kToggles:
      return mark.after_stop ? QuoteAhead::kClosesAfterPunctuation : QuoteAhead::kCloses;
    case QuoteReading::kClosesOther:
      return QuoteAhead::kNothing;
    default:
      return ahead;
  }
}

bool PromisesClose(QuoteAhead ahead) {
  return ahead == QuoteAhead::kCloses || ahead == QuoteAhead::kClosesAfterPunctuation;
}

// For each mark, what is ahead of it in its family. What stands inside a double quotation is not
// ahead of a single mark outside it, nor the other way round.
std::vector<QuoteAhead> LookAhead(const std::vector<QuoteMark>& marks) {
  std::vector<QuoteAhead> result(marks.size(), QuoteAhead::kNothing);
  QuoteAhead next_double = QuoteAhead::kNothing;
  QuoteAhead next_single = QuoteAhead::kNothing;
  std::vector<QuoteAhead>
      outside;  // next_single to the right of each double quotation we are inside
  for (size_t i = marks.size(); i-- > 0;) {
    const QuoteMark& mark = marks[i];
    if (mark.family == QuoteFamily::kSingle) {
      result[i] = next_single;
      next_single = AheadOfSingle(mark, next_single);
    } else if (mark.family == QuoteFamily::kDouble) {
      result[i] = next_double;
      next_double = AheadOfDouble(mark.reading, next_double);
      if (mark.reading == QuoteReading::kCloses) {
        outside.push_back(next_single);
        next_single = QuoteAhead::kNothing;
      } else if (mark.reading == QuoteReading::kOpens && !outside.empty()) {
        next_single = outside.back();
        outside.pop_back();
      } else if (mark.reading != QuoteReading::kMeasure) {
        next_single = QuoteAhead::kNothing;
      }
    }
  }
  return result;
}

}  // namespace

QuoteMatcher::QuoteMatcher(const std::vector<QuoteMark>& marks)
    : marks_(marks), partner_(marks.size(), kNone), opens_(marks.size(), 0) {
  top_.fill(kNone);
  const std::vector<QuoteAhead> ahead = LookAhead(marks);
  for (size_t i = 0; i < marks.size(); ++i) {
    switch (Decide(marks[i], ahead[i])) {
      case Action::kOpen:
        Open(i);
        break;
      case Action::kClose:
        Close(i);
        break;
      case Action::kNothing:
        break;
    }
  }
}

QuoteMatcher::Action QuoteMatcher::Decide(const QuoteMark& mark, QuoteAhead ahead) const {
  const size_t top = top_[Index(mark.family)];
  const bool is_open = top != kNone;
  const bool other = is_open && marks_[stack_[top].mark].glyph != mark.glyph;
  switch (mark.reading) {
    case QuoteReading::kOpens:
      return Action::kOpen;
    case QuoteReading::kCloses:
      return Action::kClose;
    case QuoteReading::kToggles:
      return is_open ? Action::kClose : Action::kOpen;
    case QuoteReading::kClosesOther:
    case QuoteReading::kOpensUnlessOther:
      return other ? Action::kClose : Action::kOpen;
    case QuoteReading::kBetweenLetters:
      if (is_open) return ahead == QuoteAhead::kCloses ? Action::kNothing : Action::kClose;
      return ahead == QuoteAhead::kCloses ? Action::kOpen : Action::kNothing;
    case QuoteReading::kMeasure:
      return is_open && ahead != QuoteAhead::kCloses ? Action::kClose : Action::kNothing;
    case QuoteReading::kWeaklyCloses:
      return is_open && !PromisesClose(ahead) ? Action::kClose : Action::kNothing;
    case QuoteReading::kWeaklyOpens:
      return !is_open && PromisesClose(ahead) ? Action::kOpen : Action::kNothing;
    case QuoteReading::kElides:
      return !is_open && ahead == QuoteAhead::kClosesAfterPunctuation ? Action::kOpen
                                                                      : Action::kNothing;
  }
  return Action::kNothing;
}

void QuoteMatcher::Open(size_t i) {
  opens_[i] = 1;
  size_t& top = top_[Index(marks_[i].family)];
  stack_.push_back({i, top});
  top = stack_.size() - 1;
}

void QuoteMatcher::Close(size_t i) {
  const QuoteFamily family = marks_[i].family;
  const size_t top = top_[Index(family)];
  if (top == kNone) return;
  if (family == QuoteFamily::kSingle) {
    for (size_t other = 0; other < kQuoteFamilies; ++other) {
      if (top_[other] != kNone && top_[other] > top) return;
    }
  }
  const size_t opening = stack_[top].mark;
  partner_[i] = opening;
  partner_[opening] = i;
  while (stack_.size() > top) {
    top_[Index(marks_[stack_.back().mark].family)] = stack_.back().below;
    stack_.pop_back();
  }
}

}  // namespace twicetold
