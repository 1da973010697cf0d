// Two documents side by side, and the reasons.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/match/common_run.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/exhaustive_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/relation.h"
#include "twicetold/match/repeat.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/pipeline/sketch_comparison.h"
#include "twicetold/pipeline/stages.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/prepared.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

uint64_t SharedVocabulary(const Words& a, const Words& b) {
  absl::flat_hash_set<std::string_view> in_a;
  for (size_t i = 0; i < a.size(); ++i) in_a.insert(a.folded(i));
  absl::flat_hash_set<std::string_view> shared;
  for (size_t i = 0; i < b.size(); ++i) {
    if (in_a.contains(b.folded(i))) shared.insert(b.folded(i));
  }
  return shared.size();
}

void ExplainResemblance(const Recipe& recipe, Comparison& comparison) {
  const double resemblance = comparison.overlap.Resemblance();
  const Overlap& overlap = comparison.overlap;
  const bool near = resemblance >= recipe.threshold;
  comparison.explanation.push_back(
      Concat({near ? "Near duplicates: " : "Not near duplicates: ", std::to_string(overlap.shared),
              " of ", std::to_string(overlap.shared + overlap.only_a + overlap.only_b), " runs of ",
              std::to_string(recipe.shingle_words), " words stand in both, a resemblance of ",
              Fraction(resemblance), " (", near ? "at or above" : "below", " the threshold of ",
              Fraction(recipe.threshold), ")."}));
  const double larger = std::max(overlap.ContainmentOfA(), overlap.ContainmentOfB());
  if (!near && larger >= recipe.threshold) {
    const bool a_in_b = overlap.ContainmentOfA() >= overlap.ContainmentOfB();
    comparison.explanation.push_back(
        Concat({"But the ", a_in_b ? "first" : "second", " stands almost whole in the ",
                a_in_b ? "second" : "first", ": containment ", Fraction(larger), "."}));
  }
}

// Why no passage was found, from the strictest reason to the nearest miss.
void ExplainNoPassage(const Recipe& recipe, Comparison& comparison) {
  const auto& documents = comparison.findings.documents;
  const std::string least = std::to_string(recipe.passages.min_words);
  auto& explanation = comparison.explanation;
  for (const DocumentFinding& document : documents) {
    if (document.words >= recipe.passages.min_words) continue;
    explanation.push_back(
        Concat({document.name, " has only ", std::to_string(document.words),
                " words, and a passage has at least ", least, " (--min-words)."}));
  }
  const uint64_t longest = comparison.longest_shared_run;
  if (longest == 0) {
    explanation.emplace_back("The two have no word in common.");
    return;
  }
  const std::string seed =
      std::to_string(std::min(recipe.passages.seed_words, recipe.passages.min_words));
  explanation.push_back(Concat(
      {"No passage of ", least, " words or more stands in both: the longest run of equal words is ",
       std::to_string(longest), longest == 1 ? " word" : " words", ", and ",
       std::to_string(comparison.shared_vocabulary),
       comparison.shared_vocabulary == 1 ? " different word occurs" : " different words occur",
       " in both."}));
  if (longest < recipe.passages.seed_words) {
    explanation.push_back(
        Concat({"A passage has at least ", seed, " equal words in a row (--seed-words)."}));
  } else {
    explanation.push_back(
        Concat({"What is alike around that run is too short or too much "
                "edited; --min-words ",
                std::to_string(longest), " would show it."}));
  }
}

double Coverage(const DocumentFinding& document) {
  return document.words == 0
             ? 0.0
             : static_cast<double>(document.repeated_words) / static_cast<double>(document.words);
}

absl::Status ExpectTwo(const Corpus& corpus) {
  const size_t count = corpus.documents.size();
  if (count == 2) return absl::OkStatus();
  std::string skipped;
  for (const SkippedDocument& document : corpus.skipped) {
    skipped += Concat({"; ", document.name, ": ", std::string(document.reason.message())});
  }
  const std::string message =
      Concat({"compare takes two documents, and the inputs hold ", std::to_string(count), skipped});
  return count < 2 ? absl::NotFoundError(message) : absl::InvalidArgumentError(message);
}

}  // namespace

absl::StatusOr<Comparison> Compare(DocumentSource& source, const Recipe& recipe, int threads) {
  TWICETOLD_RETURN_IF_ERROR(recipe.Validate());
  Corpus corpus = Read(source);
  TWICETOLD_RETURN_IF_ERROR(ExpectTwo(corpus));
  const std::vector<Prepared> prepared = Segment(corpus, recipe, threads);
  Results results;
  results.units = Shingle(prepared, recipe, threads);
  const auto shingles = [&](size_t d) {
    return DistinctShingles(ShingleWords(prepared[d].words.hashes(), recipe.shingle_words));
  };
  const std::vector<uint64_t> a = shingles(0);
  const std::vector<uint64_t> b = shingles(1);
  Comparison comparison;
  comparison.overlap = CountOverlap(a, b);
  const SketchComparison sketches = CompareSketches(a, b, comparison.overlap.Resemblance(), recipe);
  comparison.estimated_resemblance = sketches.estimated_resemblance;
  comparison.standard_error = sketches.standard_error;
  comparison.equal_bands = sketches.equal_bands;
  comparison.candidate_probability = sketches.candidate_probability;
  const WordSequence words = JoinWords(prepared);
  const Passages passages = FindRepeatedText(words, recipe, PairScope::kAcrossDocuments);
  results.limits.hot_shingles = passages.hot_shingles;
  results.limits.ungrown_seeds = passages.ungrown_seeds;
  results.repeats = MergeIntoRepeats(passages.passages);
  results.relations = Relate(passages.passages, words);
  results.pairs[1] = JoinExhaustively(results.units[1].shingles, recipe.threshold);
  comparison.findings = Report(std::move(corpus), prepared, words, std::move(results), recipe);
  comparison.coverage_of_a = Coverage(comparison.findings.documents[0]);
  comparison.coverage_of_b = Coverage(comparison.findings.documents[1]);
  comparison.longest_shared_run = LongestCommonRun(words, 0, 1);
  comparison.shared_vocabulary = SharedVocabulary(prepared[0].words, prepared[1].words);
  ExplainResemblance(recipe, comparison);
  if (comparison.findings.repeats.empty()) ExplainNoPassage(recipe, comparison);
  return comparison;
}

}  // namespace twicetold
