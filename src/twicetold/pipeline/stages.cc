#include "twicetold/pipeline/stages.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "twicetold/base/ids.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/span.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/match/exhaustive_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"
#include "twicetold/text/document.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/prepared.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

std::vector<uint64_t> ShinglesOf(const Words& words, Span range, const Recipe& recipe) {
  const std::span<const uint64_t> hashes(words.hashes());
  return DistinctShingles(
      ShingleWords(hashes.subspan(range.begin, range.size()), recipe.shingle_words));
}

UnitSet ParagraphUnits(const std::vector<Prepared>& prepared, const Recipe& recipe) {
  UnitSet set;
  set.level = Level::kParagraph;
  for (uint32_t d = 0; d < prepared.size(); ++d) {
    const auto& ranges = prepared[d].paragraph_words;
    for (uint32_t p = 0; p < ranges.size(); ++p) {
      const uint64_t quarters = QuarterWords(prepared[d].words, ranges[p].begin, ranges[p].end);
      if (quarters >= kQuartersPerWord * recipe.passages.min_words) set.units.emplace_back(d, p);
    }
  }
  return set;
}

UnitSet DocumentUnits(const std::vector<Prepared>& prepared) {
  UnitSet set;
  set.level = Level::kDocument;
  if (prepared.size() < 2) return set;
  for (uint32_t d = 0; d < prepared.size(); ++d) {
    if (!prepared[d].words.empty()) set.units.emplace_back(d, 0);
  }
  return set;
}

}  // namespace

Corpus Read(DocumentSource& source) {
  Corpus corpus;
  while (std::optional<std::variant<Document, SkippedDocument>> next = source.Next()) {
    if (auto* skipped = std::get_if<SkippedDocument>(&*next)) {
      corpus.skipped.push_back(std::move(*skipped));
      continue;
    }
    auto& document = std::get<Document>(*next);
    document.id = DocumentId{static_cast<uint32_t>(corpus.documents.size())};
    corpus.documents.push_back(std::move(document));
  }
  corpus.checked = corpus.documents.size();
  return corpus;
}

std::vector<Prepared> Segment(const Corpus& corpus, const Recipe& recipe, int threads) {
  std::vector<Prepared> prepared(corpus.documents.size());
  ParallelFor(prepared.size(), threads,
              [&](size_t i) { prepared[i] = Prepare(corpus.documents[i], recipe.hash_seed); });
  return prepared;
}

std::array<UnitSet, 2> Shingle(const std::vector<Prepared>& prepared, const Recipe& recipe,
                               int threads) {
  std::array<UnitSet, 2> levels = {ParagraphUnits(prepared, recipe), DocumentUnits(prepared)};
  for (UnitSet& set : levels) {
    set.shingles.resize(set.units.size());
    ParallelFor(set.units.size(), threads, [&](size_t i) {
      const auto& [d, p] = set.units[i];
      const Words& words = prepared[d].words;
      const Span range =
          set.level == Level::kParagraph ? prepared[d].paragraph_words[p] : Span{0, words.size()};
      set.shingles[i] = ShinglesOf(words, range, recipe);
    });
  }
  return levels;
}

std::vector<uint16_t> Sketch(const UnitSet& units, const Recipe& recipe, int threads) {
  std::vector<uint16_t> signatures;
  if (units.units.size() <= recipe.exhaustive_limit) return signatures;
  const Sketcher sketcher = *Sketcher::Create(recipe.sketch);
  const size_t size = recipe.sketch.size;
  signatures.resize(units.units.size() * size);
  ParallelFor(units.units.size(), threads, [&](size_t i) {
    sketcher.Sketch(units.shingles[i], std::span(signatures).subspan(i * size, size));
  });
  return signatures;
}

BucketResult Bucket(const std::vector<uint16_t>& signatures, const Recipe& recipe, int threads) {
  if (signatures.empty()) return BucketResult{};
  return JoinBuckets(signatures, recipe.sketch.size, recipe.Plan(), recipe.buckets, threads);
}

std::vector<VerifiedPair> Verify(const UnitSet& units, const std::vector<uint16_t>& signatures,
                                 const BucketResult& candidates, const Recipe& recipe,
                                 int threads) {
  if (signatures.empty()) return JoinExhaustively(units.shingles, recipe.threshold, threads);
  std::vector<VerifiedPair> pairs;
  for (const Candidate& candidate : candidates.candidates) {
    const std::optional<Overlap> overlap =
        OverlapReaching(recipe.threshold, units.shingles[candidate.a], units.shingles[candidate.b]);
    if (overlap) pairs.push_back(VerifiedPair{candidate.a, candidate.b, *overlap});
  }
  return pairs;
}

WordSequence JoinWords(const std::vector<Prepared>& prepared) {
  std::vector<const Words*> documents;
  documents.reserve(prepared.size());
  for (const Prepared& document : prepared) documents.push_back(&document.words);
  return WordSequence(documents);
}

Passages FindRepeatedText(const WordSequence& words, const Recipe& recipe, PairScope scope) {
  PassageOptions options = recipe.passages;
  options.scope = scope;
  return FindPassages(words, options);
}

std::vector<Cluster> Group(const UnitSet& units, const std::vector<VerifiedPair>& pairs) {
  std::vector<uint32_t> preference(units.units.size());
  std::iota(preference.begin(), preference.end(), 0U);
  std::vector<std::pair<uint32_t, uint32_t>> edges;
  edges.reserve(pairs.size());
  for (const VerifiedPair& pair : pairs) edges.emplace_back(pair.a, pair.b);
  return ClusterByRepresentative(static_cast<uint32_t>(units.units.size()), preference, edges);
}

}  // namespace twicetold
