#include "twicetold/pipeline/run.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/relation.h"
#include "twicetold/match/repeat.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/references.h"
#include "twicetold/pipeline/stages.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/prepared.h"

namespace twicetold {

absl::StatusOr<Findings> Check(DocumentSource& source, const Recipe& recipe, int threads,
                               const CheckOptions& options) {
  TWICETOLD_RETURN_IF_ERROR(recipe.Validate());
  Corpus corpus = Read(source);
  std::vector<Prepared> prepared = Segment(corpus, recipe, threads);
  Results results;
  results.units = Shingle(prepared, recipe, threads);
  for (size_t level = 0; level < results.units.size(); ++level) {
    const UnitSet& units = results.units[level];
    const std::vector<uint16_t> signatures = Sketch(units, recipe, threads);
    const BucketResult candidates = Bucket(signatures, recipe, threads);
    results.pairs[level] = Verify(units, signatures, candidates, recipe, threads);
    results.clusters[level] = Group(units, results.pairs[level]);
    results.limits.hot_buckets += candidates.hot_buckets;
    const bool sketched = !signatures.empty();
    (units.level == Level::kDocument ? results.limits.sketched_documents
                                     : results.limits.sketched_paragraphs) = sketched;
  }
  Passages passages = FindRepeatedText(JoinWords(prepared), recipe, PairScope::kEverywhere);
  if (options.references != nullptr) {
    ReferenceMatches matches = MatchReferences(corpus, prepared, *options.references, options.dates,
                                               recipe, threads, options.progress);
    results.references = {matches.references, matches.words, matches.left_out};
    passages.hot_shingles += matches.hot_shingles;
    passages.ungrown_seeds += matches.ungrown_seeds;
    std::vector<Alignment> shared =
        AppendReferences(std::move(matches), recipe, threads, corpus, prepared);
    std::move(shared.begin(), shared.end(), std::back_inserter(passages.passages));
  }
  const WordSequence words = JoinWords(prepared);
  results.limits.hot_shingles = passages.hot_shingles;
  results.limits.ungrown_seeds = passages.ungrown_seeds;
  results.repeats = MergeIntoRepeats(passages.passages);
  results.relations = Relate(passages.passages, words);
  return Report(std::move(corpus), prepared, words, std::move(results), recipe);
}

}  // namespace twicetold
