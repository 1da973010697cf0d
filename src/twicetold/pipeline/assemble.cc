// The last verb: results in terms of word positions become findings in terms of sources.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/span.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/match/overlap.h"
#include "twicetold/match/repeat.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/stages.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/document.h"
#include "twicetold/text/prepared.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// What is known of each word of a document, by position.
struct WordMarks {
  std::vector<uint8_t> repeated;
  std::vector<uint8_t> told_again;
};

class Assembler {
 public:
  Assembler(const Corpus& corpus, const std::vector<Prepared>& prepared, const WordSequence& words)
      : corpus_(corpus), prepared_(prepared), words_(words) {
    for (const Prepared& document : prepared) {
      marks_.push_back(WordMarks{std::vector<uint8_t>(document.words.size(), 0),
                                 std::vector<uint8_t>(document.words.size(), 0)});
    }
  }

  std::vector<FoundRepeat> TellRepeats(const std::vector<Repeat>& repeats) {
    std::vector<FoundRepeat> told;
    for (const Repeat& repeat : repeats) {
      told.push_back(TellRepeat(repeat));
      told.back().id = Concat({"R", std::to_string(told.size())});
    }
    return told;
  }

  std::vector<DocumentFinding> TellDocuments() const {
    std::vector<DocumentFinding> told;
    for (size_t d = 0; d < prepared_.size(); ++d) {
      const Document& document = corpus_.documents[d];
      DocumentFinding finding;
      finding.name = document.name;
      finding.format = document.format;
      finding.encoding = std::string(EncodingName(document.encoding));
      finding.encoding_guessed = document.encoding_guessed;
      finding.repaired = document.repaired;
      finding.words = prepared_[d].words.size();
      finding.paragraphs = prepared_[d].paragraphs.size();
      for (size_t w = 0; w < finding.words; ++w) {
        finding.repeated_words += marks_[d].repeated[w];
        finding.told_again_words += marks_[d].told_again[w];
        finding.told_again_quoted_words +=
            marks_[d].told_again[w] != 0 && prepared_[d].quoted[w] != 0 ? 1U : 0U;
      }
      told.push_back(std::move(finding));
    }
    return told;
  }

  Unit TellUnit(const UnitSet& set, uint32_t index) const {
    const auto& [d, p] = set.units[index];
    const Document& document = corpus_.documents[d];
    Unit unit;
    unit.document = d;
    unit.name = document.name;
    uint64_t begin = 0;
    if (set.level == Level::kParagraph) {
      unit.paragraph = uint64_t{p} + 1;
      unit.name += Concat({"#p", std::to_string(unit.paragraph)});
      begin = prepared_[d].paragraphs[p].begin;
    }
    unit.line = document.positions.At(document.to_source.ToSource(Span{begin, begin}).begin).line;
    return unit;
  }

 private:
  FoundRepeat TellRepeat(const Repeat& repeat) {
    FoundRepeat told;
    told.words = repeat.words();
    told.identity = repeat.identity();
    bool all_quoted = true;
    std::string least_text;
    for (size_t i = 0; i < repeat.occurrences.size(); ++i) {
      const Occurrence& occurrence = repeat.occurrences[i];
      told.occurrences.push_back(TellOccurrence(occurrence, i > 0));
      told.occurrences.back().representative = i == repeat.representative;
      all_quoted = all_quoted && told.occurrences.back().quoted;
      // The least of the folded texts names the repeat, so that moving it does not rename it.
      std::string folded = FoldedText(occurrence.words);
      if (i == 0 || folded < least_text) least_text = std::move(folded);
    }
    told.kind = all_quoted ? Kind::kQuotation : Kind::kText;
    told.fingerprint = HexDigits(Hash64(least_text));
    return told;
  }

  // Document and range of that document's words.
  std::pair<size_t, Span> Locate(const Span& positions) const {
    const size_t d = words_.DocumentOf(positions.begin);
    const uint64_t start = words_.document_range(d).begin;
    return {d, Span{positions.begin - start, positions.end - start}};
  }

  std::string FoldedText(const Span& positions) const {
    const auto [d, range] = Locate(positions);
    std::string folded;
    for (uint64_t w = range.begin; w < range.end; ++w) {
      folded.append(prepared_[d].words.folded(w)).push_back(' ');
    }
    return folded;
  }

  FoundOccurrence TellOccurrence(const Occurrence& occurrence, bool told_before) {
    const auto [d, range] = Locate(occurrence.words);
    const Document& document = corpus_.documents[d];
    const Prepared& prepared = prepared_[d];
    const uint64_t start = words_.document_range(d).begin;
    const Span text{prepared.words.span(range.begin).begin, prepared.words.span(range.end - 1).end};
    FoundOccurrence told;
    told.document = static_cast<uint32_t>(d);
    const Span source = document.to_source.ToSource(text);
    told.place = Place{document.positions.At(source.begin), document.positions.At(source.end)};
    told.first_paragraph = prepared.ParagraphOfWord(range.begin) + 1;
    told.last_paragraph = prepared.ParagraphOfWord(range.end - 1) + 1;
    told.text = document.text.substr(text.begin, text.size());
    told.line_starts = LineStarts(document, text);
    told.words = range.size();
    told.matched_words = occurrence.matched_words;
    told.identity = occurrence.identity;
    told.quoted = MarkWords(occurrence, d, start, told_before);
    uint64_t previous = 0;
    for (const uint64_t position : occurrence.edited) {
      const Span word = prepared.words.span(position - start);
      // Words in a row are one edit, with what stands between them.
      const bool goes_on = !told.edited.empty() && position == previous + 1;
      if (!goes_on) told.edited.push_back(Span{word.begin - text.begin, 0});
      told.edited.back().end = word.end - text.begin;
      previous = position;
    }
    return told;
  }

  // Marks the occurrence's matched words; true when all of them stand in quotation marks.
  bool MarkWords(const Occurrence& occurrence, size_t d, uint64_t start, bool told_before) {
    bool quoted = true;
    auto edited = occurrence.edited.begin();
    for (uint64_t position = occurrence.words.begin; position < occurrence.words.end; ++position) {
      if (edited != occurrence.edited.end() && *edited == position) {
        ++edited;
        continue;
      }
      const uint64_t w = position - start;
      marks_[d].repeated[w] = 1;
      if (told_before) marks_[d].told_again[w] = 1;
      quoted = quoted && prepared_[d].quoted[w] != 0;
    }
    return quoted;
  }

  // Where lines of the source begin inside `text` (a span of the document's text).
  static std::vector<LineStart> LineStarts(const Document& document, Span text) {
    std::vector<LineStart> starts;
    const std::string_view slice = std::string_view(document.text).substr(text.begin, text.size());
    for (size_t at = slice.find('\n'); at != std::string_view::npos;
         at = slice.find('\n', at + 1)) {
      const uint64_t next = text.begin + at + 1;
      if (at + 1 >= slice.size()) break;
      const uint64_t byte = document.to_source.ToSource(Span{next, next + 1}).begin;
      starts.push_back(LineStart{at + 1, document.positions.At(byte).line});
    }
    return starts;
  }

  const Corpus& corpus_;
  const std::vector<Prepared>& prepared_;
  const WordSequence& words_;
  std::vector<WordMarks> marks_;  // one a document
};

Summary Summarise(const Findings& findings, const Limits& limits) {
  Summary summary;
  summary.documents = findings.documents.size();
  summary.repeats = findings.repeats.size();
  summary.skipped = findings.skipped.size();
  summary.limits = limits;
  for (const DocumentFinding& document : findings.documents) {
    summary.words += document.words;
    summary.repeated_words += document.repeated_words;
    summary.told_again_words += document.told_again_words;
    summary.told_again_quoted_words += document.told_again_quoted_words;
  }
  return summary;
}

}  // namespace

Findings Report(const Corpus& corpus, const std::vector<Prepared>& prepared,
                const WordSequence& words, Results results, const Recipe& recipe) {
  Findings findings;
  findings.recipe = recipe;
  findings.skipped = corpus.skipped;
  Assembler assembler(corpus, prepared, words);
  findings.repeats = assembler.TellRepeats(results.repeats);
  findings.documents = assembler.TellDocuments();
  for (size_t level = results.units.size(); level-- > 0;) {
    const UnitSet& set = results.units[level];
    for (const VerifiedPair& pair : results.pairs[level]) {
      findings.pairs.push_back(FoundPair{set.level, assembler.TellUnit(set, pair.a),
                                         assembler.TellUnit(set, pair.b), pair.overlap});
    }
    for (const Cluster& cluster : results.clusters[level]) {
      FoundCluster told;
      told.level = set.level;
      told.representative = assembler.TellUnit(set, cluster.representative);
      for (const uint32_t member : cluster.members) {
        told.members.push_back(assembler.TellUnit(set, member));
        const double resemblance =
            CountOverlap(set.shingles[cluster.representative], set.shingles[member]).Resemblance();
        told.least_resemblance = std::min(told.least_resemblance, resemblance);
      }
      findings.clusters.push_back(std::move(told));
    }
  }
  findings.summary = Summarise(findings, results.limits);
  return findings;
}

}  // namespace twicetold
