// The last verb: results in terms of word positions become findings in terms of sources.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/span.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/match/overlap.h"
#include "twicetold/match/relation.h"
#include "twicetold/match/repeat.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/pipeline/attribute.h"
#include "twicetold/pipeline/family.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/kinds.h"
#include "twicetold/pipeline/occurrence.h"
#include "twicetold/pipeline/recount.h"
#include "twicetold/pipeline/stages.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/document.h"
#include "twicetold/text/prepared.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// The spans of word numbers that are marked.
std::vector<Span> MarkedSpans(const std::vector<uint8_t>& marks) {
  std::vector<Span> spans;
  for (size_t w = 0; w < marks.size(); ++w) {
    if (marks[w] == 0) continue;
    if (spans.empty() || spans.back().end != w) spans.push_back(Span{w, w});
    spans.back().end = w + 1;
  }
  return spans;
}

class Assembler {
 public:
  Assembler(const Corpus& corpus, const std::vector<Prepared>& prepared, const WordSequence& words)
      : corpus_(corpus), prepared_(prepared), words_(words) {}

  std::vector<FoundRepeat> TellRepeats(const std::vector<Repeat>& repeats) const {
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
      finding.file = document.file;
      finding.format = document.format;
      finding.encoding = std::string(EncodingName(document.encoding));
      finding.encoding_guessed = document.encoding_guessed;
      finding.repaired = document.repaired;
      finding.date = document.metadata.date;
      finding.source = document.metadata.source;
      finding.reference = d >= corpus_.checked;
      finding.words = prepared_[d].words.size();
      finding.paragraphs = prepared_[d].paragraphs.size();
      finding.paragraph_spans = prepared_[d].paragraphs;
      finding.quoted_words = MarkedSpans(prepared_[d].quoted);
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
  FoundRepeat TellRepeat(const Repeat& repeat) const {
    FoundRepeat told;
    told.words = repeat.words();
    told.identity = repeat.identity();
    const Occurrence& representative = repeat.occurrences[repeat.representative];
    const PlacedDocument there = Place(representative.words);
    std::string least_text;
    for (size_t i = 0; i < repeat.occurrences.size(); ++i) {
      const Occurrence& occurrence = repeat.occurrences[i];
      const PlacedDocument here = Place(occurrence.words);
      told.occurrences.push_back(TellOccurrence(here, occurrence));
      told.occurrences.back().attribution =
          Attribute(told.occurrences.back(), here.document, here.prepared);
      told.occurrences.back().representative = i == repeat.representative;
      if (i != repeat.representative) {
        told.occurrences.back().differences =
            TellDifferences(here, occurrence, there, representative);
      }
      // The least of the folded texts names the repeat, so that moving it does not rename it.
      std::string folded = FoldedText(here, occurrence.words);
      if (i == 0 || folded < least_text) least_text = std::move(folded);
    }
    told.fingerprint = HexDigits(Hash64(least_text));
    return told;
  }

  PlacedDocument Place(const Span& positions) const {
    const size_t d = words_.DocumentOf(positions.begin);
    return PlacedDocument{static_cast<uint32_t>(d), corpus_.documents[d], prepared_[d],
                          words_.document_range(d).begin};
  }

  static std::string FoldedText(const PlacedDocument& here, const Span& positions) {
    std::string folded;
    for (uint64_t p = positions.begin; p < positions.end; ++p) {
      folded.append(here.prepared.words.folded(p - here.start)).push_back(' ');
    }
    return folded;
  }

  const Corpus& corpus_;
  const std::vector<Prepared>& prepared_;
  const WordSequence& words_;
};

// The repeats that have a place in each document, in order.
std::vector<std::vector<uint32_t>> RepeatsByDocument(const Findings& findings) {
  std::vector<std::vector<uint32_t>> repeats(findings.documents.size());
  for (uint32_t r = 0; r < findings.repeats.size(); ++r) {
    for (const FoundOccurrence& occurrence : findings.repeats[r].occurrences) {
      auto& of_document = repeats[occurrence.document];
      if (of_document.empty() || of_document.back() != r) of_document.push_back(r);
    }
  }
  return repeats;
}

double Share(uint64_t part, uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

// The share of both texts from which on two sources are said to have put out one text.
constexpr double kJointCoverage = 0.5;

std::vector<FoundRelation> TellRelations(const std::vector<Relation>& relations,
                                         const Findings& findings) {
  const std::vector<std::vector<uint32_t>> repeats = RepeatsByDocument(findings);
  std::vector<FoundRelation> told;
  for (const Relation& relation : relations) {
    FoundRelation found;
    found.document = relation.a;
    found.other = relation.b;
    found.shared_words = relation.shared_a;
    found.other_shared_words = relation.shared_b;
    found.longest_passage = relation.longest;
    found.coverage = Share(relation.shared_a, findings.documents[relation.a].words);
    found.other_coverage = Share(relation.shared_b, findings.documents[relation.b].words);
    std::set_intersection(repeats[relation.a].begin(), repeats[relation.a].end(),
                          repeats[relation.b].begin(), repeats[relation.b].end(),
                          std::back_inserter(found.repeats));
    told.push_back(std::move(found));
  }
  // A text that two sources put out comes before anything that one has told again.
  const auto rank = [&](const FoundRelation& relation) {
    const DocumentFinding& a = findings.documents[relation.document];
    const DocumentFinding& b = findings.documents[relation.other];
    const auto words = static_cast<double>(relation.shared_words);
    const double coverage = std::min(relation.coverage, relation.other_coverage);
    const bool two_sources = !a.source.empty() && !b.source.empty() && a.source != b.source;
    const bool joint = two_sources && coverage >= kJointCoverage;
    return std::pair(joint, a.reference || b.reference ? words : words * coverage);
  };
  std::stable_sort(told.begin(), told.end(), [&](const FoundRelation& x, const FoundRelation& y) {
    return rank(x) > rank(y);
  });
  return told;
}

// Leaves the relations that are among the first `most` of either document, in their order, and
// returns how many went.
uint64_t KeepFirst(uint32_t most, size_t documents, std::vector<FoundRelation>& relations) {
  if (most == 0) return 0;
  std::vector<uint32_t> met(documents, 0);
  return std::erase_if(relations, [&](const FoundRelation& relation) {
    const uint32_t before = std::min(met[relation.document]++, met[relation.other]++);
    return before >= most;
  });
}

}  // namespace

Findings Report(Corpus corpus, const std::vector<Prepared>& prepared, const WordSequence& words,
                Results results, const Recipe& recipe) {
  Findings findings;
  findings.recipe = recipe;
  findings.skipped = std::move(corpus.skipped);
  const Assembler assembler(corpus, prepared, words);
  findings.repeats = assembler.TellRepeats(results.repeats);
  findings.documents = assembler.TellDocuments();
  LabelKinds(corpus.documents, prepared, recipe, findings.documents, findings.repeats);
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
  for (size_t d = 0; d < corpus.checked; ++d) {
    findings.documents[d].text = std::move(corpus.documents[d].text);
  }
  findings.relations = TellRelations(results.relations, findings);
  FindFamilies(findings);
  findings.summary.limits = results.limits;
  findings.summary.limits.untold_relations =
      KeepFirst(recipe.related_documents, findings.documents.size(), findings.relations);
  findings.summary.references = results.references.documents;
  findings.summary.reference_words = results.references.words;
  findings.summary.references_left_out = results.references.left_out;
  Recount(findings);
  return findings;
}

}  // namespace twicetold
