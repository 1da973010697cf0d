#include "twicetold/pipeline/occurrence.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/repeat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/text/document.h"
#include "twicetold/text/prepared.h"

namespace twicetold {
namespace {

bool IsSpace(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

// The bytes that words of a document cover; an empty range stands where its words would.
Span Bytes(const PlacedDocument& at, uint64_t begin, uint64_t end) {
  const auto& words = at.prepared.words;
  if (begin < end) {
    return Span{words.span(begin - at.start).begin, words.span(end - 1 - at.start).end};
  }
  const uint64_t before = words.span(begin - 1 - at.start).end;
  return Span{before, before};
}

std::string_view Slice(const PlacedDocument& at, const Span& bytes) {
  return std::string_view(at.document.text).substr(bytes.begin, bytes.size());
}

// Without white space at both ends; what is nothing else stays where it begins.
Span Trimmed(const PlacedDocument& at, Span bytes) {
  const std::string& text = at.document.text;
  const uint64_t begin = bytes.begin;
  while (bytes.begin < bytes.end && IsSpace(text[bytes.begin])) ++bytes.begin;
  while (bytes.begin < bytes.end && IsSpace(text[bytes.end - 1])) --bytes.end;
  return bytes.empty() ? Span{begin, begin} : bytes;
}

// Equal but for the kind and number of white space characters.
bool SameButForSpace(std::string_view x, std::string_view y) {
  size_t i = 0;
  size_t j = 0;
  while (i < x.size() && j < y.size()) {
    if (IsSpace(x[i]) && IsSpace(y[j])) {
      while (i < x.size() && IsSpace(x[i])) ++i;
      while (j < y.size() && IsSpace(y[j])) ++j;
    } else if (x[i++] != y[j++]) {
      return false;
    }
  }
  return i == x.size() && j == y.size();
}

class DifferenceTeller {
 public:
  DifferenceTeller(const PlacedDocument& here, const Occurrence& occurrence,
                   const PlacedDocument& there, const Occurrence& representative)
      : here_(here),
        there_(there),
        here_begin_(Bytes(here, occurrence.words.begin, occurrence.words.end).begin),
        there_begin_(Bytes(there, representative.words.begin, representative.words.end).begin) {}

  void CompareRun(const EqualRun& run) {
    for (uint64_t i = 0; i < run.size; ++i) {
      Compare(Bytes(here_, run.here + i, run.here + i + 1),
              Bytes(there_, run.there + i, run.there + i + 1));
      if (i + 1 < run.size) CompareGaps(run.here + i, run.there + i);
    }
  }

  // What stands between two runs.
  void CompareEdited(const EqualRun& before, const EqualRun& behind) {
    const uint64_t here = before.here + before.size;
    const uint64_t there = before.there + before.size;
    const Span bytes_here = Bytes(here_, here, behind.here);
    const Span bytes_there = Bytes(there_, there, behind.there);
    const bool only_here = there == behind.there;
    const bool only_there = here == behind.here;
    if (only_here && only_there) {
      CompareGaps(here - 1, there - 1);
      return;
    }
    Add(only_here    ? DifferenceClass::kInserted
        : only_there ? DifferenceClass::kDeleted
                     : DifferenceClass::kReplaced,
        bytes_here, bytes_there);
  }

  std::vector<Difference> Take() { return std::move(differences_); }

 private:
  // What stands between a word and the next.
  void CompareGaps(uint64_t here, uint64_t there) {
    const auto gap = [](const PlacedDocument& at, uint64_t word) {
      const uint64_t begin = Bytes(at, word, word + 1).end;
      return Span{begin, std::max(begin, Bytes(at, word + 1, word + 2).begin)};
    };
    const Span gap_here = gap(here_, here);
    const Span gap_there = gap(there_, there);
    if (SameButForSpace(Slice(here_, gap_here), Slice(there_, gap_there))) return;
    Add(DifferenceClass::kTypography, Trimmed(here_, gap_here), Trimmed(there_, gap_there));
  }

  void Compare(const Span& word_here, const Span& word_there) {
    if (Slice(here_, word_here) == Slice(there_, word_there)) return;
    Add(DifferenceClass::kTypography, word_here, word_there);
  }

  void Add(DifferenceClass difference, const Span& bytes_here, const Span& bytes_there) {
    Difference told;
    told.difference = difference;
    told.here = Span{bytes_here.begin - here_begin_, bytes_here.end - here_begin_};
    told.there = Span{bytes_there.begin - there_begin_, bytes_there.end - there_begin_};
    differences_.push_back(told);
  }

  const PlacedDocument& here_;
  const PlacedDocument& there_;
  const uint64_t here_begin_;
  const uint64_t there_begin_;
  std::vector<Difference> differences_;
};

// The part of `run` that lies inside the representative.
std::optional<EqualRun> Clip(const EqualRun& run, const Span& representative) {
  const Span shared = Intersection(Span{run.there, run.there + run.size}, representative);
  if (shared.empty()) return std::nullopt;
  return EqualRun{run.here + (shared.begin - run.there), shared.begin, shared.size()};
}

// Where lines of the source begin inside `text` (a span of the document's text).
std::vector<LineStart> LineStarts(const Document& document, const Span& text) {
  std::vector<LineStart> starts;
  const std::string_view slice = std::string_view(document.text).substr(text.begin, text.size());
  for (size_t at = slice.find('\n'); at != std::string_view::npos; at = slice.find('\n', at + 1)) {
    const uint64_t next = text.begin + at + 1;
    if (at + 1 >= slice.size()) break;
    const uint64_t byte = document.to_source.ToSource(Span{next, next + 1}).begin;
    starts.push_back(LineStart{at + 1, document.positions.At(byte).line});
  }
  return starts;
}

// Bytes, from `text_begin`, of the edited words; words in a row are one edit, with what stands
// between them.
std::vector<Span> EditedBytes(const PlacedDocument& here, const Occurrence& occurrence,
                              uint64_t text_begin) {
  std::vector<Span> edited;
  uint64_t previous = 0;
  for (const uint64_t position : occurrence.edited) {
    const Span word = Bytes(here, position, position + 1);
    const bool goes_on = !edited.empty() && position == previous + 1;
    if (!goes_on) edited.push_back(Span{word.begin - text_begin, 0});
    edited.back().end = word.end - text_begin;
    previous = position;
  }
  return edited;
}

// Word numbers of the occurrence's words but the edited ones.
std::vector<Span> MatchedWords(const PlacedDocument& here, const Occurrence& occurrence) {
  std::vector<Span> matched;
  uint64_t begin = occurrence.words.begin;
  const auto add = [&](uint64_t end) {
    if (begin < end) matched.push_back(Span{begin - here.start, end - here.start});
  };
  for (const uint64_t position : occurrence.edited) {
    add(position);
    begin = position + 1;
  }
  add(occurrence.words.end);
  return matched;
}

bool AllQuoted(const Prepared& prepared, const std::vector<Span>& matched) {
  return std::all_of(matched.begin(), matched.end(), [&](const Span& words) {
    const auto begin = prepared.quoted.begin() + static_cast<ptrdiff_t>(words.begin);
    return std::all_of(begin, begin + static_cast<ptrdiff_t>(words.size()),
                       [](uint8_t quoted) { return quoted != 0; });
  });
}

bool Covered(const Span& text, const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(), [&](const Span& span) {
    return span.begin <= text.begin && text.end <= span.end;
  });
}

}  // namespace

FoundOccurrence TellOccurrence(const PlacedDocument& here, const Occurrence& occurrence) {
  const Document& document = here.document;
  const Span text = Bytes(here, occurrence.words.begin, occurrence.words.end);
  const Span source = document.to_source.ToSource(text);
  FoundOccurrence told;
  told.document = here.index;
  told.place = Place{document.positions.At(source.begin), document.positions.At(source.end)};
  told.in_text = text;
  told.first_paragraph = here.prepared.ParagraphOfWord(occurrence.words.begin - here.start) + 1;
  told.last_paragraph = here.prepared.ParagraphOfWord(occurrence.words.end - 1 - here.start) + 1;
  told.text = document.text.substr(text.begin, text.size());
  told.line_starts = LineStarts(document, text);
  told.words = occurrence.words.size();
  told.matched_words = occurrence.matched_words;
  told.identity = occurrence.identity;
  told.matched = MatchedWords(here, occurrence);
  told.quoted = AllQuoted(here.prepared, told.matched);
  told.marked = Covered(text, document.ignored);
  told.edited = EditedBytes(here, occurrence, text.begin);
  return told;
}

std::vector<Difference> TellDifferences(const PlacedDocument& here, const Occurrence& occurrence,
                                        const PlacedDocument& there,
                                        const Occurrence& representative) {
  DifferenceTeller teller(here, occurrence, there, representative);
  std::optional<EqualRun> before;
  for (const EqualRun& run : occurrence.runs) {
    const std::optional<EqualRun> inside = Clip(run, representative.words);
    if (!inside) continue;
    if (before) teller.CompareEdited(*before, *inside);
    teller.CompareRun(*inside);
    before = inside;
  }
  return teller.Take();
}

}  // namespace twicetold
