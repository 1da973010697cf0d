#include "twicetold/report/html_repeats.h"

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/html_differences.h"
#include "twicetold/report/html_markup.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

// The begin of a text, for a line that is unfolded by those who want the rest.
std::string Opening(std::string_view text) {
  constexpr size_t kCharacters = 72;
  size_t at = 0;
  for (size_t count = 0; at < text.size() && count < kCharacters; ++count) {
    at += ReadUtf8(text, at).length;
  }
  if (at >= text.size()) return std::string(text);
  // Not in the middle of a word, unless the script has no spaces or the word is all there is.
  const size_t space = text.substr(0, at).find_last_of(" \n");
  if (space != std::string_view::npos && space > at / 2) at = space;
  return Concat({text.substr(0, at), " …"});
}

std::string Description(const FoundRepeat& repeat) {
  std::string line = Concat({KindName(repeat.kind), ", ", Plural(repeat.words, "word"), ", ",
                             Plural(repeat.occurrences.size(), "place"), ", ", Likeness(repeat)});
  if (!repeat.reason.empty()) line += Concat({"; ", repeat.reason});
  if (!repeat.family.empty()) line += Concat({"; of family ", repeat.family});
  return line;
}

// "lines 13–15, column 45, paragraphs 7–8, quoted".
std::string Where(const FoundOccurrence& place, const DocumentFinding& document) {
  const bool one_line = place.place.begin.line == place.place.end.line;
  const bool one_paragraph = place.first_paragraph == place.last_paragraph;
  std::string where =
      Concat({one_line ? "line " : "lines ", Range(place.place.begin.line, place.place.end.line),
              ", column ", std::to_string(place.place.begin.column),
              one_paragraph ? ", paragraph " : ", paragraphs ",
              Range(place.first_paragraph, place.last_paragraph),
              place.quoted ? ", quoted" : ", not quoted"});
  if (place.marked) where += ", marked as meant";
  if (document.reference) where += ", reference";
  if (!document.date.empty()) where += Concat({", ", document.date});
  if (!document.source.empty()) where += Concat({", ", document.source});
  return where;
}

class RepeatWriter {
 public:
  // `index` is that of Findings::repeats; a repeat that is left out has none.
  static constexpr size_t kNowhere = SIZE_MAX;

  RepeatWriter(const Page& page, const FoundRepeat& repeat, size_t index, std::ostream& out)
      : page_(page), repeat_(repeat), index_(index), out_(out) {}

  void Write() {
    const std::string kind = KindName(repeat_.kind);
    out_ << "<details class=\"repeat\"";
    if (index_ != kNowhere) {
      out_ << " data-repeat=\"" << index_ + 1 << '"' << (page_.folded ? "" : " open");
    }
    out_ << ">\n<summary><span class=\"badge " << kind << "\">" << Escaped(repeat_.id)
         << "</span> <span class=\"what\">" << Escaped(Description(repeat_)) << "</span>";
    if (!repeat_.occurrences.empty()) {
      out_ << " <span class=\"opening\" dir=\"auto\" lang=\"\">"
           << Escaped(Opening(repeat_.occurrences.front().text)) << "</span>";
    }
    out_ << "</summary>\n";
    // A link to what is folded must find its anchor; a browser then unfolds it.
    if (index_ != kNowhere) out_ << "<span id=\"" << RepeatAnchor(index_) << "\"></span>";
    BeginFolded(page_, out_);
    out_ << "<div class=\"places\">\n";
    for (size_t o = 0; o < repeat_.occurrences.size(); ++o) WritePlace(o);
    out_ << "</div>";
    EndFolded(page_, out_);
    out_ << "</details>\n";
  }

 private:
  void WritePlace(size_t o) {
    const FoundOccurrence& place = repeat_.occurrences[o];
    const DocumentFinding& document = page_.findings.documents[place.document];
    const bool linked = Linked(o);
    out_ << "<article class=\"place\" data-place=\"" << o + 1 << "\"><header><h4>Place " << o + 1
         << " <bdi>" << Escaped(document.name) << "</bdi></h4><p class=\"where\">"
         << Escaped(Where(place, document)) << "</p>";
    if (!place.attribution.text.empty()) {
      out_ << "<p class=\"attribution\">Laid to: <q dir=\"auto\" lang=\"\">"
           << Escaped(place.attribution.text) << "</q> (line " << place.attribution.place.begin.line
           << ")</p>";
    }
    out_ << "</header>\n<blockquote lang=\"\">";
    WriteMarkedText(repeat_, o, document, out_);
    out_ << "</blockquote>\n<footer>";
    if (o > 0) WriteLink(o - 1, "previous", "‹ previous place");
    if (linked) WriteLink(o, "here", "show in the text");
    if (o + 1 < repeat_.occurrences.size()) WriteLink(o + 1, "next", "next place ›");
    out_ << "</footer></article>\n";
  }

  // Whether the place is marked in a text of the page: a reference's is not.
  bool Linked(size_t o) const {
    return index_ != kNowhere && page_.Shows(repeat_.occurrences[o].document);
  }

  void WriteLink(size_t o, std::string_view relation, std::string_view words) {
    if (!Linked(o)) return;
    out_ << "<a class=\"" << relation << "\" href=\"#" << PlaceAnchor(index_, o) << "\">" << words
         << "</a> ";
  }

  const Page& page_;
  const FoundRepeat& repeat_;
  const size_t index_;
  std::ostream& out_;
};

}  // namespace

void WriteRepeat(const Page& page, size_t repeat, std::ostream& out) {
  RepeatWriter(page, page.findings.repeats[repeat], repeat, out).Write();
}

void WriteSuppressed(const Page& page, const SuppressedRepeat& suppressed, std::ostream& out) {
  RepeatWriter(page, suppressed.repeat, RepeatWriter::kNowhere, out).Write();
}

}  // namespace twicetold
