#include "twicetold/text/word_kind.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// Words on each side that are looked at for lower case, and how many of them must have it.
constexpr size_t kNear = 4;
constexpr int kLowerNear = 3;
// An abbreviation before a name has at most so many letters.
constexpr size_t kAbbreviationBytes = 4;

enum class Case : uint8_t { kNone, kLower, kCapital };

Case CaseOf(std::string_view word) {
  const auto first = static_cast<UChar32>(ReadUtf8(word, 0).code_point);
  if (u_isUUppercase(first) != 0 || u_istitle(first) != 0) return Case::kCapital;
  return u_isULowercase(first) != 0 ? Case::kLower : Case::kNone;
}

bool HasDigit(std::string_view folded) {
  for (size_t at = 0; at < folded.size();) {
    const Utf8Character character = ReadUtf8(folded, at);
    if (u_isdigit(static_cast<UChar32>(character.code_point)) != 0) return true;
    at += character.length;
  }
  return false;
}

class KindFinder {
 public:
  KindFinder(std::string_view text, const Words& words) : text_(text), words_(words) {
    for (size_t i = 0; i < words.size(); ++i) cases_.push_back(CaseOf(Raw(i)));
  }

  std::vector<WordKind> Find() const {
    struct Seen {
      bool as_name = false;
      bool in_lower_case = false;
    };
    absl::flat_hash_map<std::string_view, Seen> seen;
    std::vector<WordKind> kinds(words_.size(), WordKind::kPlain);
    for (size_t i = 0; i < words_.size(); ++i) {
      if (HasDigit(words_.folded(i))) {
        kinds[i] = WordKind::kNumber;
      } else if (cases_[i] == Case::kLower) {
        seen[words_.folded(i)].in_lower_case = true;
      } else if (cases_[i] == Case::kCapital && LowerNear(i) && !BeginsSentence(i)) {
        seen[words_.folded(i)].as_name = true;
      }
    }
    for (size_t i = 0; i < words_.size(); ++i) {
      if (kinds[i] == WordKind::kNumber || cases_[i] != Case::kCapital) continue;
      const Seen& of_word = seen[words_.folded(i)];
      if (of_word.as_name && !of_word.in_lower_case) kinds[i] = WordKind::kName;
    }
    return kinds;
  }

 private:
  std::string_view Raw(size_t i) const {
    return text_.substr(words_.span(i).begin, words_.span(i).size());
  }

  // Names come in rows ("the Berlin Township Fire Department"): what is looked at are the words
  // around the row.
  bool LowerNear(size_t i) const {
    size_t begin = i;
    size_t end = i + 1;
    while (begin > 0 && i - begin < kNear && cases_[begin - 1] == Case::kCapital) --begin;
    while (end < cases_.size() && end - i <= kNear && cases_[end] == Case::kCapital) ++end;
    const auto lower = [this](size_t from, size_t to) {
      return std::count(cases_.begin() + static_cast<ptrdiff_t>(from),
                        cases_.begin() + static_cast<ptrdiff_t>(to), Case::kLower);
    };
    return lower(begin - std::min(begin, kNear), begin) +
               lower(end, std::min(end + kNear, cases_.size())) >=
           kLowerNear;
  }

  bool BeginsSentence(size_t i) const {
    if (i == 0) return true;
    const size_t gap_begin = words_.span(i - 1).end;
    const size_t gap_end = std::max<size_t>(gap_begin, words_.span(i).begin);
    const std::string_view gap = text_.substr(gap_begin, gap_end - gap_begin);
    if (gap.find_first_of("\n!?:;") != std::string_view::npos) return true;
    if (gap.find('.') == std::string_view::npos) return false;
    return cases_[i - 1] != Case::kCapital || Raw(i - 1).size() > kAbbreviationBytes;
  }

  const std::string_view text_;
  const Words& words_;
  std::vector<Case> cases_;
};

}  // namespace

std::vector<WordKind> KindsOfWords(std::string_view text, const Words& words) {
  return KindFinder(text, words).Find();
}

bool GoesOnWithNumber(std::string_view text, const Words& words, size_t i) {
  if (i == 0 || i >= words.size()) return false;
  if (!HasDigit(words.folded(i)) || !HasDigit(words.folded(i - 1))) return false;
  const size_t begin = words.span(i - 1).end;
  if (words.span(i).begin != begin + 1) return false;
  return std::string_view(".,:/'-").find(text[begin]) != std::string_view::npos;
}

}  // namespace twicetold
