#include "twicetold/report/html_text.h"

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

// A place in the text of one document.
struct Bar {
  Span bytes;
  size_t repeat = 0;
  size_t occurrence = 0;
};

std::vector<Bar> BarsOf(const Page& page, size_t document) {
  std::vector<Bar> bars;
  for (const Page::Place& place : page.places[document]) {
    const FoundRepeat& repeat = page.findings.repeats[place.repeat];
    bars.push_back(
        Bar{repeat.occurrences[place.occurrence].in_text, place.repeat, place.occurrence});
  }
  return bars;
}

class TextWriter {
 public:
  TextWriter(const Page& page, size_t document, std::ostream& out)
      : page_(page),
        document_(page.findings.documents[document]),
        index_(document),
        bars_(BarsOf(page, document)),
        out_(out) {}

  void WriteParagraphs() {
    for (size_t p = 0; p < document_.paragraph_spans.size(); ++p) {
      out_ << "<p dir=\"auto\" id=\"" << ParagraphAnchor(index_, p + 1) << "\">";
      WritePieces(document_.paragraph_spans[p]);
      out_ << "</p>\n";
    }
  }

 private:
  void WritePieces(const Span& paragraph) {
    std::vector<uint64_t> cuts = {paragraph.end};
    for (const size_t bar : active_) cuts.push_back(bars_[bar].bytes.end);
    for (size_t i = next_; i < bars_.size() && bars_[i].bytes.begin < paragraph.end; ++i) {
      cuts.push_back(bars_[i].bytes.begin);
      cuts.push_back(bars_[i].bytes.end);
    }
    std::sort(cuts.begin(), cuts.end());
    uint64_t at = paragraph.begin;
    Enter(at);
    for (const uint64_t cut : cuts) {
      if (cut <= at || cut > paragraph.end) continue;
      WritePiece(Span{at, cut});
      at = cut;
      if (at < paragraph.end) Enter(at);
    }
  }

  // Leaves the places that end at or before `at`, and puts a badge for each that begins there.
  void Enter(uint64_t at) {
    std::erase_if(active_, [&](size_t bar) { return bars_[bar].bytes.end <= at; });
    for (; next_ < bars_.size() && bars_[next_].bytes.begin <= at; ++next_) {
      active_.push_back(next_);
      WriteBadge(bars_[next_]);
    }
  }

  void WriteBadge(const Bar& bar) {
    const FoundRepeat& repeat = page_.findings.repeats[bar.repeat];
    const std::string place = Concat(
        {std::to_string(bar.occurrence + 1), "/", std::to_string(repeat.occurrences.size())});
    out_ << "<a class=\"badge " << KindName(repeat.kind) << "\" dir=\"ltr\" id=\""
         << PlaceAnchor(bar.repeat, bar.occurrence) << "\" href=\"#" << RepeatAnchor(bar.repeat)
         << "\" aria-label=\"Passage " << Escaped(repeat.id) << ", place " << bar.occurrence + 1
         << " of " << repeat.occurrences.size() << ", " << KindName(repeat.kind) << ", "
         << Plural(repeat.words, "word") << "\">" << Escaped(repeat.id) << "<small>" << place
         << "</small></a>";
  }

  void WritePiece(const Span& bytes) {
    const std::string text =
        Escaped(std::string_view(document_.text).substr(bytes.begin, bytes.size()));
    if (active_.empty()) {
      out_ << text;
      return;
    }
    // The last one to begin lies on top.
    const Bar& top = bars_[active_.back()];
    out_ << "<mark class=\"" << KindName(page_.findings.repeats[top.repeat].kind)
         << (top.occurrence == 0 ? " first" : "") << (active_.size() > 1 ? " several" : "")
         << "\" data-places=\"";
    for (size_t i = active_.size(); i-- > 0;) {
      const Bar& bar = bars_[active_[i]];
      out_ << bar.repeat + 1 << '-' << bar.occurrence + 1 << (i == 0 ? "" : " ");
    }
    out_ << "\">" << text << "</mark>";
  }

  const Page& page_;
  const DocumentFinding& document_;
  const size_t index_;
  const std::vector<Bar> bars_;
  std::ostream& out_;
  size_t next_ = 0;             // first bar not yet entered
  std::vector<size_t> active_;  // bars that the current piece is part of, in order of their begins
};

// "587 words, 121 told again (21 %), 2026-03-01, Coast Herald".
std::string Particulars(const DocumentFinding& document) {
  std::string line = Plural(document.words, "word");
  if (document.told_again_words > 0) {
    line += Concat({", ", std::to_string(document.told_again_words), " told again (",
                    Percent(static_cast<double>(document.told_again_words) /
                            static_cast<double>(std::max<uint64_t>(document.words, 1))),
                    ")"});
  }
  if (document.shared_words > 0) {
    line += Concat({", ", std::to_string(document.shared_words), " shared with references (",
                    Percent(static_cast<double>(document.shared_words) /
                            static_cast<double>(std::max<uint64_t>(document.words, 1))),
                    ")"});
  }
  if (!document.date.empty()) line += Concat({", ", document.date});
  if (!document.source.empty()) line += Concat({", ", document.source});
  return line;
}

}  // namespace

void WriteMap(const Page& page, size_t document, bool upright, std::ostream& out) {
  constexpr uint64_t kLength = 1000;
  constexpr uint64_t kLeast = 4;
  const uint64_t size = std::max<uint64_t>(page.findings.documents[document].text.size(), 1);
  out << "<svg class=\"map\" aria-hidden=\"true\" focusable=\"false\" preserveAspectRatio=\"none\" "
      << "viewBox=\"0 0 " << (upright ? "10 1000" : "1000 10") << "\">";
  for (const Bar& bar : BarsOf(page, document)) {
    const FoundRepeat& repeat = page.findings.repeats[bar.repeat];
    const uint64_t begin = std::min(bar.bytes.begin * kLength / size, kLength - kLeast);
    const uint64_t length = std::max(bar.bytes.size() * kLength / size, kLeast);
    out << "<a tabindex=\"-1\" href=\"#" << PlaceAnchor(bar.repeat, bar.occurrence)
        << "\"><rect class=\"" << KindName(repeat.kind) << (bar.occurrence == 0 ? " first" : "")
        << "\" data-repeat=\"" << bar.repeat + 1 << "\" ";
    if (upright) {
      out << "x=\"0\" y=\"" << begin << "\" width=\"10\" height=\"" << length;
    } else {
      out << "x=\"" << begin << "\" y=\"0\" width=\"" << length << "\" height=\"10";
    }
    out << "\"><title>" << Escaped(repeat.id) << ", place " << bar.occurrence + 1 << " of "
        << repeat.occurrences.size() << "</title></rect></a>";
  }
  out << "</svg>";
}

void WriteDocument(const Page& page, size_t document, std::ostream& out) {
  const DocumentFinding& finding = page.findings.documents[document];
  out << "<details class=\"document\" id=\"" << DocumentAnchor(document) << "\""
      << (page.folded ? "" : " open") << ">\n<summary><h3 dir=\"auto\">" << Escaped(finding.name)
      << "</h3> <span class=\"faint\" dir=\"auto\">" << Escaped(Particulars(finding))
      << "</span></summary>\n";
  BeginFolded(page, out);
  out << "<div class=\"sheet\">";
  WriteMap(page, document, true, out);
  out << "<article class=\"prose\" lang=\"\" aria-label=\"" << Escaped(finding.name) << "\">\n";
  TextWriter(page, document, out).WriteParagraphs();
  out << "</article></div>";
  EndFolded(page, out);
  out << "</details>\n";
}

}  // namespace twicetold
