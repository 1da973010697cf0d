#ifndef TWICETOLD_TEXT_QUOTE_MATCHER_H_
#define TWICETOLD_TEXT_QUOTE_MATCHER_H_

// Which quotation marks of one paragraph belong together. A part of quotation.cc.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/text/quotation_marks.h"

namespace twicetold {

// What comes next in the family of a mark, as far as it can be told before the matching.
enum class QuoteAhead : uint8_t { kNothing, kOpens, kCloses, kClosesAfterPunctuation };

// Pairs the marks of one paragraph, in linear time. Pairs nest: none crosses another.
class QuoteMatcher {
 public:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  // `marks`, of one paragraph as FindQuoteMarks gives them, must outlive this.
  explicit QuoteMatcher(const std::vector<QuoteMark>& marks);

  // The other mark of the pair that mark i belongs to, kNone for one that stands alone.
  size_t partner(size_t i) const { return partner_[i]; }
  // True for a mark that opens, paired or not.
  bool opens(size_t i) const { return opens_[i] != 0; }

 private:
  enum class Action { kOpen, kClose, kNothing };

  struct Entry {
    size_t mark;
    size_t below;  // where on the stack the next open mark of the family is
  };

  Action Decide(const QuoteMark& mark, QuoteAhead ahead) const;
  void Open(size_t i);
  void Close(size_t i);

  const std::vector<QuoteMark>& marks_;
  std::vector<size_t> partner_;
  std::vector<uint8_t> opens_;
  std::vector<Entry> stack_;
  std::array<size_t, kQuoteFamilies> top_;  // the innermost open mark of each family, or kNone
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_QUOTE_MATCHER_H_
