#include "twicetold/report/html_differences.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/html_markup.h"

namespace twicetold {
namespace {

// Something to mark in a text: bytes of it, or, when they are empty, what is missing there.
struct Marking {
  Span bytes;
  std::string name;        // a class of difference, or "differs"
  std::string_view other;  // what stands in its place elsewhere
};

std::string_view Slice(std::string_view text, const Span& span) {
  return span.begin <= text.size() ? text.substr(span.begin, span.size()) : std::string_view();
}

DifferenceClass TurnedRound(DifferenceClass difference) {
  if (difference == DifferenceClass::kInserted) return DifferenceClass::kDeleted;
  if (difference == DifferenceClass::kDeleted) return DifferenceClass::kInserted;
  return difference;
}

std::vector<Marking> AtRepresentative(const FoundRepeat& repeat, size_t occurrence) {
  const bool two = repeat.occurrences.size() == 2;
  std::vector<Marking> markings;
  for (size_t o = 0; o < repeat.occurrences.size(); ++o) {
    if (o == occurrence) continue;
    const FoundOccurrence& other = repeat.occurrences[o];
    for (const Difference& difference : other.differences) {
      if (two) {
        markings.push_back(Marking{difference.there,
                                   DifferenceName(TurnedRound(difference.difference)),
                                   Slice(other.text, difference.here)});
      } else if (!difference.there.empty()) {
        markings.push_back(Marking{difference.there, "differs", {}});
      }
    }
  }
  std::sort(markings.begin(), markings.end(),
            [](const Marking& x, const Marking& y) { return x.bytes < y.bytes; });
  return markings;
}

std::vector<Marking> MarkingsOf(const FoundRepeat& repeat, size_t occurrence) {
  const FoundOccurrence& here = repeat.occurrences[occurrence];
  const FoundOccurrence& representative = repeat.representative();
  std::vector<Marking> markings;
  if (&here == &representative) {
    markings = AtRepresentative(repeat, occurrence);
  } else {
    for (const Difference& difference : here.differences) {
      markings.push_back(Marking{difference.here, DifferenceName(difference.difference),
                                 Slice(representative.text, difference.there)});
    }
  }
  if (markings.empty()) {
    for (const Span& edit : here.edited) markings.push_back(Marking{edit, "differs", {}});
  }
  return markings;
}

// Where paragraphs but the first begin in the text of an occurrence.
std::vector<uint64_t> ParagraphBreaks(const FoundOccurrence& occurrence,
                                      const DocumentFinding& document) {
  std::vector<uint64_t> breaks;
  if (occurrence.in_text.size() == occurrence.text.size()) {
    const auto& spans = document.paragraph_spans;
    auto next =
        std::upper_bound(spans.begin(), spans.end(), occurrence.in_text.begin,
                         [](uint64_t at, const Span& paragraph) { return at < paragraph.begin; });
    for (; next != spans.end() && next->begin < occurrence.in_text.end; ++next) {
      breaks.push_back(next->begin - occurrence.in_text.begin);
    }
  }
  return breaks;
}

class MarkedTextWriter {
 public:
  MarkedTextWriter(std::string_view text, std::vector<uint64_t> breaks, std::ostream& out)
      : text_(text), breaks_(std::move(breaks)), out_(out) {}

  void Write(const std::vector<Marking>& markings) {
    out_ << "<p dir=\"auto\">";
    for (const Marking& marking : markings) {
      if (marking.bytes.begin < at_ || marking.bytes.end > text_.size()) continue;
      WriteUpTo(marking.bytes.begin, nullptr);
      if (marking.bytes.empty()) {
        WriteMissing(marking);
      } else {
        WriteUpTo(marking.bytes.end, &marking);
      }
    }
    WriteUpTo(text_.size(), nullptr);
    out_ << "</p>";
  }

 private:
  // The text from where we are, marked or plain, in as many pieces as there are paragraphs.
  void WriteUpTo(uint64_t end, const Marking* marking) {
    while (at_ < end) {
      const bool breaks = next_ < breaks_.size() && breaks_[next_] <= end;
      const uint64_t stop = breaks ? breaks_[next_] : end;
      if (stop > at_) WritePiece(text_.substr(at_, stop - at_), marking);
      at_ = stop;
      if (!breaks) continue;
      out_ << "</p>\n<p dir=\"auto\">";
      ++next_;
    }
  }

  void WritePiece(std::string_view piece, const Marking* marking) {
    if (marking == nullptr) {
      out_ << Escaped(piece);
      return;
    }
    const std::string_view tag = marking->name == "inserted" ? "ins" : "mark";
    out_ << '<' << tag << " class=\"" << marking->name << '"';
    if (marking->name == "inserted") {
      out_ << " title=\"not in the other place\"";
    } else if (marking->name == "differs") {
      out_ << " title=\"differs between the places\"";
    } else {
      out_ << " title=\"elsewhere: " << (marking->other.empty() ? "nothing" : "")
           << Escaped(marking->other) << '"';
    }
    out_ << '>' << Escaped(piece) << "</" << tag << '>';
  }

  void WriteMissing(const Marking& marking) {
    if (marking.other.empty()) return;
    // Typography that is missing, such as a comma, follows the word; words need a space of theirs.
    const bool words = marking.name != "typography";
    out_ << (words ? " " : "") << "<del class=\"" << marking.name
         << "\" title=\"stands in the other place, not here\">" << Escaped(marking.other)
         << "</del>";
  }

  const std::string_view text_;
  const std::vector<uint64_t> breaks_;
  std::ostream& out_;
  uint64_t at_ = 0;
  size_t next_ = 0;
};

}  // namespace

void WriteMarkedText(const FoundRepeat& repeat, size_t occurrence, const DocumentFinding& document,
                     std::ostream& out) {
  const FoundOccurrence& place = repeat.occurrences[occurrence];
  MarkedTextWriter(place.text, ParagraphBreaks(place, document), out)
      .Write(MarkingsOf(repeat, occurrence));
}

}  // namespace twicetold
