#include "twicetold/text/attribution.h"

// A sentence around quotations falls into pieces: what stands before, between and behind them. The
// pieces of the sentence that holds the quotation are candidates, the nearest first; the first
// that has a word of speaking wins, and without one the better placed (ChooseByPlace). Were there
// none, the neighbouring sentences are asked (Beside).

#include <algorithm>
#include <cstdint>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/text/code_point.h"
#include "twicetold/text/mark_context.h"
#include "twicetold/text/sentence_scan.h"
#include "twicetold/text/speaking.h"

namespace twicetold {
namespace {

// How far to either side of a quotation its sentence and the next one are looked for.
constexpr uint64_t kReach = 400;  // bytes

// Quoted words inside an attribution (Wayne “Buzz” Miller said) are no quotation of their own.
constexpr uint64_t kAsideWords = 2;

// Paragraphs of one quotation to either side of the one asked for, so that no text makes the
// asking slow.
constexpr size_t kMostParts = 64;

// A sentence behind a quotation that says who spoke it is short: Peter said.
constexpr uint64_t kShortSentence = 12;  // words

// The words of `prepared` that begin in `bytes`.
Span WordsIn(const Prepared& prepared, Span bytes) {
  const std::vector<Span>& spans = prepared.words.spans();
  const auto first = [&](uint64_t byte) {
    const auto found =
        std::lower_bound(spans.begin(), spans.end(), byte,
                         [](const Span& span, uint64_t value) { return span.begin < value; });
    return static_cast<uint64_t>(found - spans.begin());
  };
  const uint64_t begin = first(bytes.begin);
  return Span{begin, std::max(begin, first(bytes.end))};
}

// The paragraph that holds byte `at`.
size_t ParagraphAt(const Prepared& prepared, uint64_t at) {
  const auto found =
      std::upper_bound(prepared.paragraphs.begin(), prepared.paragraphs.end(), at,
                       [](uint64_t value, const Span& paragraph) { return value < paragraph.end; });
  return std::min(static_cast<size_t>(found - prepared.paragraphs.begin()),
                  prepared.paragraphs.size() - 1);
}

// `quotation` with the marks around it, which may be several (double ones made of single ones).
Span WithMarks(std::string_view text, Span paragraph, Span quotation) {
  Span whole = quotation;
  for (uint64_t at = whole.begin; at > paragraph.begin;) {
    const CodePoint point = CodePointBefore(text, paragraph, at);
    at = point.begin;
    const bool mark = QuoteCharacterOf(point.value).has_value();
    if (mark) whole.begin = at;
    if (!mark && !IsWhiteSpace(point.value)) break;
  }
  for (uint64_t at = whole.end; at < paragraph.end;) {
    const CodePoint point = CodePointAt(text, paragraph, at);
    at = point.end;
    const bool mark = QuoteCharacterOf(point.value).has_value();
    if (mark) whole.end = at;
    // A mark behind a space, after the one that closes, opens the next quotation.
    if (mark ? at < paragraph.end && IsWhiteSpace(CodePointAt(text, paragraph, at).value)
             : !IsWhiteSpace(point.value)) {
      break;
    }
  }
  return whole;
}

// What stands before, between and behind the quotations of one stretch of text, by sentences.
struct Stretch {
  std::vector<Span> sentences;
  std::vector<Span> quotations;  // with marks
};

// What stands beside the quotation, outside of all quotations.
struct Piece {
  Span bytes;
  Span words;
};

class Finder {
 public:
  Finder(std::string_view text, const Prepared& prepared, Span whole)
      : text_(text), prepared_(prepared), whole_(whole) {
    const Span& first = prepared.quotations[whole.begin];
    const Span& last = prepared.quotations[whole.end - 1];
    first_paragraph_ = ParagraphAt(prepared, first.begin);
    last_paragraph_ = ParagraphAt(prepared, last.begin);
    begin_ = WithMarks(text, prepared.paragraphs[first_paragraph_], first).begin;
    end_ = WithMarks(text, prepared.paragraphs[last_paragraph_], last).end;
  }

  std::optional<Span> Find() const {
    const Stretch head = StretchOf(first_paragraph_, begin_);
    const Stretch tail = first_paragraph_ == last_paragraph_ && end_ - begin_ < kReach
                             ? head
                             : StretchOf(last_paragraph_, end_);
    std::vector<Piece> before = PiecesAt(head, begin_, /*before=*/true);
    const std::vector<Piece> behind = PiecesAt(tail, end_, /*before=*/false);
    if (const auto piece = ChooseBySpeaking(before, behind)) return Trimmed(*piece);
    if (const auto piece = ChooseByPlace(before, behind)) return Trimmed(*piece);
    if (!before.empty() || !behind.empty()) return std::nullopt;
    if (const auto piece = Beside(head, tail)) return Trimmed(*piece);
    return std::nullopt;
  }

 private:
  // The sentences around byte `at` of a paragraph.
  Stretch StretchOf(size_t paragraph, uint64_t at) const {
    const Span& whole = prepared_.paragraphs[paragraph];
    Span range{at > whole.begin + kReach ? at - kReach : whole.begin,
               std::min(whole.end, at + kReach)};
    while (range.begin > whole.begin &&
           (static_cast<unsigned char>(text_[range.begin]) & 0xC0U) == 0x80U) {
      ++range.begin;
    }
    while (range.end < whole.end &&
           (static_cast<unsigned char>(text_[range.end]) & 0xC0U) == 0x80U) {
      ++range.end;
    }
    if (range.begin > whole.begin) {  // not in the middle of a word
      const Span words = WordsIn(prepared_, range);
      if (!words.empty()) range.begin = prepared_.words.span(words.begin).begin;
    }
    Stretch stretch;
    const auto& quotations = prepared_.quotations;
    auto next = std::lower_bound(
        quotations.begin(), quotations.end(), range.begin,
        [](const Span& quotation, uint64_t value) { return quotation.end <= value; });
    for (; next != quotations.end() && next->begin < range.end; ++next) {
      const auto index = static_cast<uint64_t>(next - quotations.begin());
      const bool own = whole_.begin <= index && index < whole_.end;
      if (own || !IsAside(*next)) stretch.quotations.push_back(WithMarks(text_, whole, *next));
    }
    stretch.sentences = SentencesAround(text_, range, stretch.quotations);
    return stretch;
  }

  bool IsAside(const Span& quotation) const {
    if (WordsIn(prepared_, quotation).size() > kAsideWords) return false;
    const char last = text_[quotation.end - 1];
    return last != ',' && !EndsLikeSentence(text_, quotation);
  }

  // The pieces of `sentence`, those outside of quotations that have words, in order.
  std::vector<Piece> PiecesOf(const Stretch& stretch, const Span& sentence) const {
    std::vector<Piece> pieces;
    uint64_t at = sentence.begin;
    const auto add = [&](uint64_t end) {
      if (at >= end) return;
      const Span words = WordsIn(prepared_, Span{at, end});
      if (!words.empty()) pieces.push_back(Piece{Span{at, end}, words});
    };
    for (const Span& quotation : stretch.quotations) {
      if (quotation.end <= sentence.begin || quotation.begin >= sentence.end) continue;
      add(quotation.begin);
      at = std::max(at, quotation.end);
    }
    add(sentence.end);
    return pieces;
  }

  // Pieces before (behind) byte `at` of the sentence that holds it, nearest first.
  std::vector<Piece> PiecesAt(const Stretch& stretch, uint64_t at, bool before) const {
    std::vector<Piece> pieces;
    for (const Span& sentence : stretch.sentences) {
      const bool holds = before ? sentence.begin <= at && at < sentence.end
                                : sentence.begin < at && at <= sentence.end;
      if (!holds) continue;
      for (const Piece& piece : PiecesOf(stretch, sentence)) {
        const bool wanted = before ? piece.bytes.end <= at : piece.bytes.begin >= at;
        if (wanted) pieces.push_back(piece);
      }
    }
    if (before) std::reverse(pieces.begin(), pieces.end());
    return pieces;
  }

  bool Speaks(const Piece& piece) const {
    return NamesSpeaking(text_, prepared_.words, piece.words.begin, piece.words.end);
  }

  // Japanese closes with と and a verb what began with the speaker: 大臣は「…」と述べた.
  bool BeginsWithParticle(const Piece& piece) const {
    return text_.substr(prepared_.words.span(piece.words.begin).begin).starts_with("と");
  }

  std::optional<Piece> ChooseBySpeaking(const std::vector<Piece>& before,
                                        const std::vector<Piece>& behind) const {
    for (size_t i = 0; i < std::max(before.size(), behind.size()); ++i) {
      if (i < before.size() && Speaks(before[i])) return before[i];
      if (i < behind.size() && Speaks(behind[i])) {
        return i < before.size() && BeginsWithParticle(behind[i]) ? before[i] : behind[i];
      }
    }
    return std::nullopt;
  }

  // The nearest piece of the two sides: what leads in with a colon, else what follows a comma, else
  // the longer one. A lone word (and, but) says nothing.
  std::optional<Piece> ChooseByPlace(const std::vector<Piece>& before,
                                     const std::vector<Piece>& behind) const {
    const auto tells = [](const std::vector<Piece>& pieces) {
      return !pieces.empty() && pieces.front().words.size() > 1;
    };
    if (!tells(before) && !tells(behind)) return std::nullopt;
    if (!tells(behind)) return before.front();
    if (!tells(before)) return behind.front();
    if (LeadsIn(before.front().bytes)) return before.front();
    const char last = text_[prepared_.quotations[whole_.end - 1].end - 1];
    if (last == ',' || text_[behind.front().bytes.begin] == ',') return behind.front();
    return behind.front().words.size() > before.front().words.size() ? behind.front()
                                                                     : before.front();
  }

  // True for a stretch that ends in a colon.
  bool LeadsIn(Span bytes) const {
    bytes = Trim(text_, bytes);
    if (bytes.empty()) return false;
    const char32_t last = CodePointBefore(text_, bytes, bytes.end).value;
    return last == ':' || last == 0xFF1A;
  }

  // The quotation is a sentence of its own: what the sentences before and behind it say.
  std::optional<Piece> Beside(const Stretch& head, const Stretch& tail) const {
    const std::vector<Piece> before = SentenceBefore(head);
    if (!before.empty() && LeadsIn(before.back().bytes)) return before.back();
    const std::optional<Piece> behind = SentenceBehind(tail);
    const Span& last = prepared_.quotations[whole_.end - 1];
    // “Will you go?” Peter said.
    const bool asks = last.end > last.begin && text_[last.end - 1] != '.';
    if (behind && asks) return behind;
    std::optional<Piece> speaker;
    for (const Piece& piece : before) {
      if (!Speaks(piece)) continue;
      if (!speaker || piece.words.size() >= speaker->words.size()) speaker = piece;
    }
    return speaker ? speaker : behind;
  }

  // The pieces of the sentence before, in the same paragraph or at the end of the one before it.
  std::vector<Piece> SentenceBefore(const Stretch& head) const {
    const Span* found = nullptr;
    for (const Span& sentence : head.sentences) {
      if (sentence.end <= begin_) found = &sentence;
    }
    if (found != nullptr) return PiecesOf(head, *found);
    if (first_paragraph_ == 0 || prepared_.paragraphs[first_paragraph_].begin != begin_) return {};
    const Stretch stretch =
        StretchOf(first_paragraph_ - 1, prepared_.paragraphs[first_paragraph_ - 1].end);
    if (stretch.sentences.empty()) return {};
    return PiecesOf(stretch, stretch.sentences.back());
  }

  // The sentence behind, when it is short, quotes nothing itself and speaks.
  std::optional<Piece> SentenceBehind(const Stretch& tail) const {
    for (const Span& sentence : tail.sentences) {
      if (sentence.begin >= end_) return ShortSpeaker(tail, sentence);
    }
    if (last_paragraph_ + 1 >= prepared_.paragraphs.size()) return std::nullopt;
    const Stretch stretch =
        StretchOf(last_paragraph_ + 1, prepared_.paragraphs[last_paragraph_ + 1].begin);
    if (stretch.sentences.empty()) return std::nullopt;
    return ShortSpeaker(stretch, stretch.sentences.front());
  }

  std::optional<Piece> ShortSpeaker(const Stretch& stretch, const Span& sentence) const {
    const std::vector<Piece> pieces = PiecesOf(stretch, sentence);
    if (pieces.size() != 1 || pieces[0].bytes != sentence) return std::nullopt;
    const Piece& piece = pieces[0];
    const uint64_t quarters = QuarterWords(prepared_.words, piece.words.begin, piece.words.end);
    if (quarters > kShortSentence * kQuartersPerWord || LeadsIn(sentence)) return std::nullopt;
    return Speaks(piece) ? std::optional<Piece>(piece) : std::nullopt;
  }

  // From the first word to the last, with the bracket that closes one opened between.
  Span Trimmed(const Piece& piece) const {
    Span bytes{prepared_.words.span(piece.words.begin).begin,
               prepared_.words.span(piece.words.end - 1).end};
    const std::string_view inside = text_.substr(bytes.begin, bytes.size());
    const size_t open = inside.rfind('(');
    const bool unclosed =
        open != std::string_view::npos && inside.find(')', open) == std::string_view::npos;
    if (unclosed && bytes.end < text_.size() && text_[bytes.end] == ')') ++bytes.end;
    return bytes;
  }

  std::string_view text_;
  const Prepared& prepared_;
  Span whole_;
  size_t first_paragraph_ = 0;
  size_t last_paragraph_ = 0;
  uint64_t begin_ = 0;  // of the first mark
  uint64_t end_ = 0;    // of the last
};

// True when quotation i is left open at the end of its paragraph and goes on in the next one.
bool GoesOnBehind(std::string_view text, const Prepared& prepared, size_t i) {
  if (i + 1 >= prepared.quotations.size()) return false;
  const Span& quotation = prepared.quotations[i];
  const Span& next = prepared.quotations[i + 1];
  const size_t paragraph = ParagraphAt(prepared, quotation.begin);
  if (!Trim(text, Span{quotation.end, prepared.paragraphs[paragraph].end}).empty()) return false;
  if (paragraph + 1 >= prepared.paragraphs.size()) return false;
  const Span& following = prepared.paragraphs[paragraph + 1];
  return following.begin <= next.begin && next.begin < following.end &&
         WithMarks(text, following, next).begin == following.begin;
}

}  // namespace

Span WholeQuotation(std::string_view text, const Prepared& prepared, size_t quotation) {
  Span whole{quotation, quotation + 1};
  const size_t least = quotation > kMostParts ? quotation - kMostParts : 0;
  while (whole.begin > least && GoesOnBehind(text, prepared, whole.begin - 1)) --whole.begin;
  while (whole.end < quotation + kMostParts && GoesOnBehind(text, prepared, whole.end - 1)) {
    ++whole.end;
  }
  return whole;
}

std::optional<Span> FindAttribution(std::string_view text, const Prepared& prepared, Span whole) {
  return Finder(text, prepared, whole).Find();
}

}  // namespace twicetold
