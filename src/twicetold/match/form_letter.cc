#include "twicetold/match/form_letter.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "twicetold/base/span.h"
#include "twicetold/match/difference.h"
#include "twicetold/text/word_kind.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

constexpr uint64_t kMostSlotWords = 12;  // of a side; what is longer is another passage
constexpr uint64_t kMostEdgeWords = 12;
constexpr uint64_t kEdgeShare = 10;

// One of two texts, and what is looked up in it.
class Side {
 public:
  explicit Side(const WordedText& text)
      : text_(text.text),
        words_(text.words),
        kinds_(KindsOfWords(text.text, text.words)),
        edge_(std::min(text.words.size() / kEdgeShare, kMostEdgeWords)) {
    for (size_t i = 0; i < words_.size(); ++i) vocabulary_.insert(words_.folded(i));
    std::string number;
    for (size_t i = 0; i < words_.size(); ++i) {
      if (kinds_[i] != WordKind::kNumber) continue;
      if (!GoesOnWithNumber(text_, words_, i)) number.clear();
      AppendDigits(words_.folded(i), number);
      numbers_.insert(number);
    }
  }

  size_t size() const { return words_.size(); }
  WordKind kind(size_t i) const { return kinds_[i]; }

  std::string Letters(const Span& span) const {
    std::string letters;
    for (size_t i = span.begin; i < span.end; ++i) letters += words_.folded(i);
    return letters;
  }

  bool HasPlainWord(const Span& span) const {
    return std::any_of(kinds_.begin() + static_cast<ptrdiff_t>(span.begin),
                       kinds_.begin() + static_cast<ptrdiff_t>(span.end),
                       [](WordKind kind) { return kind == WordKind::kPlain; });
  }

  // Whether `span` has a name or number that `other` lacks, of which `there` takes its place.
  bool HasNew(const Span& span, const Side& other, const Span& there,
              const SlotKinds& kinds) const {
    for (size_t i = span.begin; i < span.end; ++i) {
      if (kinds_[i] == WordKind::kName && kinds.names) {
        if (!other.vocabulary_.contains(words_.folded(i)) && !IsSpelledOut(i, other, there)) {
          return true;
        }
      }
      if (kinds_[i] == WordKind::kNumber && kinds.numbers && !NearEdge(i)) {
        if (!other.numbers_.contains(NumberAt(i, span))) return true;
      }
    }
    return false;
  }

 private:
  static void AppendDigits(std::string_view word, std::string& digits) {
    // Digits of other scripts are kept with all that stands beside them.
    const bool ascii =
        std::any_of(word.begin(), word.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
    std::copy_if(word.begin(), word.end(), std::back_inserter(digits),
                 [ascii](char byte) { return !ascii || (byte >= '0' && byte <= '9'); });
  }

  bool NearEdge(size_t i) const { return i < edge_ || i + edge_ >= words_.size(); }

  // All of the number that word i of `span` is in.
  std::string NumberAt(size_t i, const Span& span) const {
    while (i > span.begin && GoesOnWithNumber(text_, words_, i)) --i;
    std::string number;
    AppendDigits(words_.folded(i), number);
    for (++i; i < span.end && GoesOnWithNumber(text_, words_, i); ++i) {
      AppendDigits(words_.folded(i), number);
    }
    return number;
  }

  // Written like an abbreviation: "Sens.", "NY".
  bool LooksShortened(size_t i) const {
    const Span span = words_.span(i);
    if (span.end < text_.size() && text_[span.end] == '.') return true;
    const std::string_view raw = text_.substr(span.begin, span.size());
    return raw.size() > 1 && raw.size() <= 4 && std::all_of(raw.begin(), raw.end(), [](char byte) {
             return byte >= 'A' && byte <= 'Z';
           });
  }

  // Whether `shorter` has the first letter of `longer` and others of it, in order.
  static bool Abbreviates(std::string_view shorter, std::string_view longer) {
    if (shorter.size() >= longer.size() || shorter.front() != longer.front()) return false;
    size_t at = 0;
    for (const char byte : longer) {
      if (at < shorter.size() && shorter[at] == byte) ++at;
    }
    return at == shorter.size();
  }

  // Whether word i and words of `there` are one written short and written out.
  bool IsSpelledOut(size_t i, const Side& other, const Span& there) const {
    for (size_t j = there.begin; j < there.end; ++j) {
      if (LooksShortened(i) && Abbreviates(words_.folded(i), other.Letters({j, there.end}))) {
        return true;
      }
      if (other.LooksShortened(j) && Abbreviates(other.words_.folded(j), words_.folded(i))) {
        return true;
      }
    }
    return false;
  }

  const std::string_view text_;
  const Words& words_;
  const std::vector<WordKind> kinds_;
  const uint64_t edge_;
  absl::flat_hash_set<std::string_view> vocabulary_;
  absl::flat_hash_set<std::string> numbers_;  // their digits
};

StretchKind KindOf(const DifferingWords& stretch, const Side& a, const Side& b,
                   const SlotKinds& kinds) {
  if (stretch.a.begin == 0 || stretch.b.begin == 0 || stretch.a.end == a.size() ||
      stretch.b.end == b.size()) {
    return StretchKind::kEdge;
  }
  if (stretch.a.empty() || stretch.b.empty()) return StretchKind::kOther;
  if (a.Letters(stretch.a) == b.Letters(stretch.b)) return StretchKind::kSpelling;
  if (stretch.a.size() <= kMostSlotWords && stretch.b.size() <= kMostSlotWords &&
      a.HasNew(stretch.a, b, stretch.b, kinds) && b.HasNew(stretch.b, a, stretch.a, kinds)) {
    return StretchKind::kSlot;
  }
  const bool plain = a.HasPlainWord(stretch.a) || b.HasPlainWord(stretch.b);
  return plain ? StretchKind::kOther : StretchKind::kNeutral;
}

}  // namespace

std::string_view StretchKindName(StretchKind kind) {
  switch (kind) {
    case StretchKind::kEdge:
      return "edge";
    case StretchKind::kSpelling:
      return "spelling";
    case StretchKind::kSlot:
      return "slot";
    case StretchKind::kNeutral:
      return "neutral";
    case StretchKind::kOther:
      return "other";
  }
  return "";
}

FormLetterVerdict JudgeFormLetter(const WordedText& a, const WordedText& b,
                                  const SlotKinds& kinds) {
  const WordDifferences differences = FindDifferences(a, b);
  const Side side_a(a);
  const Side side_b(b);
  FormLetterVerdict verdict;
  verdict.complete = differences.complete;
  for (const DifferingWords& stretch : differences.stretches) {
    const StretchKind kind = KindOf(stretch, side_a, side_b, kinds);
    verdict.stretches.push_back({stretch, kind});
    const uint64_t words = stretch.a.size() + stretch.b.size();
    if (kind == StretchKind::kSlot) {
      ++verdict.slots;
      verdict.slot_words += words;
    } else if (kind == StretchKind::kOther) {
      verdict.other_words += words;
    }
  }
  return verdict;
}

}  // namespace twicetold
