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
      } else if (cases_[i] == Case::kCapital && LowerNear(i) && !BeginsSentence(i) &&
                 !InHeadline(i)) {
        seen[words_.folded(i)].as_name = true;
      }
    }
    for (size_t i = 0; i < words_.size(); ++i) {
      if (kinds[i] == WordKind::kNumber || cases_[i] != Case::kCapital) continue;
      const Seen& of_word = seen[words_.folded(i)];
      if (of_word.as_name && !of_word.in_lower_case) kinds[i] = WordKind::kName;
    }
    for (size_t i = 0; i + 1 < words_.size(); ++i) {
      if (kinds[i] == WordKind::kName && kinds[i + 1] == WordKind::kName && IsAbbreviation(i)) {
        kinds[i] = WordKind::kPlain;
      }
    }
    return kinds;
  }

 private:
  std::string_view Raw(size_t i) const {
    return text_.substr(words_.span(i).begin, words_.span(i).size());
  }

  // Names come in rows ("the Berlin Township Fire Department"): what is looked at are the words
  // around the row, in the same sentence.
  bool LowerNear(size_t i) const {
    size_t begin = i;
    size_t end = i + 1;
    const auto goes_on = [this](size_t j) {
      return cases_[j] == Case::kCapital && cases_[j - 1] == Case::kCapital && !BeginsSentence(j);
    };
    while (begin > 0 && i - begin < kNear && goes_on(begin)) --begin;
    while (end < cases_.size() && end - i <= kNear && goes_on(end)) ++end;
    int lower = 0;
    for (size_t j = begin; j > 0 && begin - j < kNear && !BeginsSentence(j); --j) {
      lower += cases_[j - 1] == Case::kLower ? 1 : 0;
    }
    for (size_t j = end; j < cases_.size() && j - end < kNear && !BeginsSentence(j); ++j) {
      lower += cases_[j] == Case::kLower ? 1 : 0;
    }
    return lower >= kLowerNear;
  }

  // Whether word i is in capitals and so is one beside it: a headline's, where they say nothing.
  bool InHeadline(size_t i) const {
    return IsShouted(i) &&
           ((i > 0 && IsShouted(i - 1)) || (i + 1 < cases_.size() && IsShouted(i + 1)));
  }

  bool IsShouted(size_t i) const {
    const std::string_view raw = Raw(i);
    size_t letters = 0;
    for (size_t at = 0; at < raw.size();) {
      const Utf8Character character = ReadUtf8(raw, at);
      if (u_isULowercase(static_cast<UChar32>(character.code_point)) != 0) return false;
      at += character.length;
      ++letters;
    }
    return cases_[i] == Case::kCapital && letters > 1;
  }

  bool BeginsSentence(size_t i) const {
    if (i == 0) return true;
    const size_t gap_begin = words_.span(i - 1).end;
    const size_t gap_end = std::max<size_t>(gap_begin, words_.span(i).begin);
    const std::string_view gap = text_.substr(gap_begin, gap_end - gap_begin);
    if (gap.find_first_of("\n!?:;") != std::string_view::npos) return true;
    if (gap.find('.') == std::string_view::npos) return false;
    return cases_[i - 1] != Case::kCapital || !IsAbbreviation(i - 1);
  }

  bool IsAbbreviation(size_t i) const {
    const size_t end = words_.span(i).end;
    return Raw(i).size() <= kAbbreviationBytes && end < text_.size() && text_[end] == '.';
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
