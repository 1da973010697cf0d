#include "twicetold/pipeline/kinds.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

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

// A document's head and foot.
constexpr uint64_t kEndWords = 25;

// How many documents of one source have a repeat.
struct SourceCount {
  uint32_t document = 0;  // one of them
  size_t documents = 0;
  size_t at_ends = 0;  // of them, those that have it at their head or foot
};

// A document of whose words so many repeat is a copy, a version or a form letter.
constexpr double kCopyShare = 0.75;

// One a document: whether it is such a copy.
std::vector<bool> FindCopies(const std::vector<DocumentFinding>& documents,
                             const std::vector<FoundRepeat>& repeats) {
  std::vector<std::vector<bool>> repeated(documents.size());
  for (const FoundRepeat& repeat : repeats) {
    for (const FoundOccurrence& place : repeat.occurrences) {
      std::vector<bool>& words = repeated[place.document];
      words.resize(documents[place.document].words);
      for (const Span& run : place.matched) {
        std::fill(words.begin() + static_cast<ptrdiff_t>(run.begin),
                  words.begin() + static_cast<ptrdiff_t>(run.end), true);
      }
    }
  }
  std::vector<bool> copies;
  for (const std::vector<bool>& words : repeated) {
    const auto count = static_cast<double>(std::count(words.begin(), words.end(), true));
    copies.push_back(count > kCopyShare * static_cast<double>(words.size()));
  }
  return copies;
}

class Labeller {
 public:
  Labeller(const std::vector<Document>& texts, const std::vector<Prepared>& prepared,
           const Recipe& recipe, const std::vector<DocumentFinding>& documents,
           const std::vector<FoundRepeat>& repeats)
      : texts_(texts), prepared_(prepared), recipe_(recipe), documents_(documents) {
    std::map<std::string, uint32_t, std::less<>> numbers;
    for (const DocumentFinding& document : documents) {
      const auto [found, is_new] =
          numbers.emplace(SourceKey(document), static_cast<uint32_t>(numbers.size()));
      sources_.push_back(found->second);
      against_references_ = against_references_ || document.reference;
    }
    copies_ = FindCopies(documents, repeats);
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

  // The reason, when enough documents of one source have it as a small part; half as many are
  // enough of those that begin or end with it.
  std::optional<std::string> LearnedFrom(const FoundRepeat& repeat) const {
    const size_t enough = recipe_.boilerplate_documents;
    const size_t enough_at_ends = (enough + 1) / 2;
    if (enough == 0 || repeat.words > recipe_.boilerplate_words) return std::nullopt;
    if (repeat.occurrences.size() < enough_at_ends) return std::nullopt;
    const SourceCount most = LargestSource(repeat);
    const bool at_ends = most.at_ends >= enough_at_ends;
    if (most.documents < enough && !at_ends) return std::nullopt;
    const std::string& source = documents_[most.document].source;
    return Concat({at_ends ? "at the head or foot of " : "in ",
                   std::to_string(at_ends ? most.at_ends : most.documents), " documents of ",
                   source.empty() ? std::string_view("one folder") : std::string_view(source)});
  }

  // Of the sources that documents with `repeat` as a small part are from, the one with most of
  // them, the first of those with as many.
  SourceCount LargestSource(const FoundRepeat& repeat) const {
    std::map<uint32_t, SourceCount> counts;
    std::set<std::string_view> seen;
    std::optional<uint32_t> previous;
    for (const FoundOccurrence& place : repeat.occurrences) {  // in order of documents
      const DocumentFinding& document = documents_[place.document];
      if (against_references_ && !document.reference) continue;
      if (2 * place.matched_words >= document.words || copies_[place.document]) continue;
      // Versions of one story count once.
      const std::string& series = texts_[place.document].metadata.series;
      if (!series.empty() && !seen.insert(series).second) continue;
      if (previous == place.document) continue;
      previous = place.document;
      SourceCount& count = counts[sources_[place.document]];
      if (count.documents++ == 0) count.document = place.document;
      const bool at_end = place.matched.front().begin < kEndWords ||
                          place.matched.back().end + kEndWords > document.words;
      if (at_end) ++count.at_ends;
    }
    SourceCount most;
    for (const auto& [source, count] : counts) {
      if (count.documents > most.documents) most = count;
    }
    return most;
  }

  const std::vector<Document>& texts_;
  const std::vector<Prepared>& prepared_;
  const Recipe& recipe_;
  const std::vector<DocumentFinding>& documents_;
  std::vector<uint32_t> sources_;  // one a document
  std::vector<bool> copies_;       // likewise
  bool against_references_ = false;
};

}  // namespace

void LabelKinds(const std::vector<Document>& texts, const std::vector<Prepared>& prepared,
                const Recipe& recipe, const std::vector<DocumentFinding>& documents,
                std::vector<FoundRepeat>& repeats) {
  const Labeller labeller(texts, prepared, recipe, documents, repeats);
  for (FoundRepeat& repeat : repeats) labeller.Label(repeat);
}

}  // namespace twicetold
