#include "twicetold/pipeline/kinds.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/text/line_kind.h"

namespace twicetold {
namespace {

// Matched words of one occurrence by the lines they stand in.
struct LineCounts {
  uint64_t items = 0;
  uint64_t rows = 0;
  uint64_t all = 0;
};

LineCounts CountLines(const FoundOccurrence& occurrence, const Document& document,
                      const Prepared& prepared) {
  LineCounts counts;
  const Span paragraphs{occurrence.first_paragraph - 1, occurrence.last_paragraph};
  size_t run = 0;
  for (const KnownLine& line : KnowLines(document.text, prepared, paragraphs)) {
    while (run < occurrence.matched.size() && occurrence.matched[run].end <= line.words.begin) {
      ++run;
    }
    uint64_t matched = 0;
    for (size_t i = run;
         i < occurrence.matched.size() && occurrence.matched[i].begin < line.words.end; ++i) {
      matched += Intersection(occurrence.matched[i], line.words).size();
    }
    if (line.kind == LineKind::kItem) counts.items += matched;
    if (line.kind == LineKind::kRow) counts.rows += matched;
    counts.all += matched;
  }
  return counts;
}

class Labeller {
 public:
  Labeller(const std::vector<Document>& texts, const std::vector<Prepared>& prepared,
           const Recipe& recipe, const std::vector<DocumentFinding>& documents)
      : texts_(texts), prepared_(prepared), recipe_(recipe), documents_(documents) {
    std::map<std::string, uint32_t, std::less<>> numbers;
    for (const DocumentFinding& document : documents) {
      const auto [found, is_new] =
          numbers.emplace(SourceKey(document), static_cast<uint32_t>(numbers.size()));
      sources_.push_back(found->second);
      against_references_ = against_references_ || document.reference;
    }
  }

  void Label(FoundRepeat& repeat) const {
    repeat.kind = Kind::kText;
    repeat.reason.clear();
    const bool quoted = std::all_of(repeat.occurrences.begin(), repeat.occurrences.end(),
                                    [](const FoundOccurrence& place) { return place.quoted; });
    if (quoted) {
      repeat.kind = Kind::kQuotation;
    } else if (std::optional<std::string> lines = LinesEverywhere(repeat)) {
      repeat.kind = Kind::kScaffolding;
      repeat.reason = *std::move(lines);
    } else if (std::optional<std::string> learned = LearnedFrom(repeat)) {
      repeat.kind = Kind::kBoilerplate;
      repeat.reason = *std::move(learned);
    }
  }

 private:
  // Documents without a source are of one source when they stand in one folder. A source and a
  // folder of one name are two.
  static std::string SourceKey(const DocumentFinding& document) {
    if (!document.source.empty()) return Concat({"s", document.source});
    const size_t slash = document.name.rfind('/');
    return Concat(
        {"f",
         std::string_view(document.name).substr(0, slash == std::string::npos ? 0 : slash + 1)});
  }

  // The reason, when more than half of what repeats stands in lists and tables at every place.
  std::optional<std::string> LinesEverywhere(const FoundRepeat& repeat) const {
    uint64_t rows = 0;
    uint64_t items = 0;
    for (const FoundOccurrence& place : repeat.occurrences) {
      const LineCounts counts =
          CountLines(place, texts_[place.document], prepared_[place.document]);
      if (2 * (counts.rows + counts.items) <= counts.all) return std::nullopt;
      rows += counts.rows;
      items += counts.items;
    }
    return rows >= items ? "rows of a table at every place" : "items of a list at every place";
  }

  // The reason, when enough documents of one source have it as a small part.
  std::optional<std::string> LearnedFrom(const FoundRepeat& repeat) const {
    if (recipe_.boilerplate_documents == 0 || repeat.words > recipe_.boilerplate_words) {
      return std::nullopt;
    }
    if (repeat.occurrences.size() < recipe_.boilerplate_documents) return std::nullopt;
    std::vector<std::pair<uint32_t, uint32_t>> places;  // source, document
    for (const FoundOccurrence& place : repeat.occurrences) {
      const DocumentFinding& document = documents_[place.document];
      if (against_references_ && !document.reference) continue;
      if (2 * place.matched_words >= document.words) continue;
      places.emplace_back(sources_[place.document], place.document);
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    size_t most = 0;
    uint32_t in = 0;
    for (size_t begin = 0; begin < places.size();) {
      size_t end = begin;
      while (end < places.size() && places[end].first == places[begin].first) ++end;
      if (end - begin > most) {
        most = end - begin;
        in = places[begin].second;
      }
      begin = end;
    }
    if (most < recipe_.boilerplate_documents) return std::nullopt;
    const std::string& source = documents_[in].source;
    return Concat({"in ", std::to_string(most), " documents of ",
                   source.empty() ? std::string_view("one folder") : std::string_view(source)});
  }

  const std::vector<Document>& texts_;
  const std::vector<Prepared>& prepared_;
  const Recipe& recipe_;
  const std::vector<DocumentFinding>& documents_;
  std::vector<uint32_t> sources_;  // one a document
  bool against_references_ = false;
};

}  // namespace

void LabelKinds(const std::vector<Document>& texts, const std::vector<Prepared>& prepared,
                const Recipe& recipe, const std::vector<DocumentFinding>& documents,
                std::vector<FoundRepeat>& repeats) {
  const Labeller labeller(texts, prepared, recipe, documents);
  for (FoundRepeat& repeat : repeats) labeller.Label(repeat);
}

}  // namespace twicetold
