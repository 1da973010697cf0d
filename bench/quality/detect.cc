#include "bench/quality/detect.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bench/quality/pan_score.h"
#include "tests/support/memory_source.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/match/passage.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold::bench {
namespace {

Span CodePoints(const Place& place) { return Span{place.begin.chars, place.end.chars}; }

std::vector<Told> PlainOnes(const Findings& findings) {
  std::vector<Told> told;
  for (const FoundRepeat& repeat : findings.repeats) {
    if (repeat.kind != Kind::kText) continue;
    told.push_back(Told{repeat.occurrences[0].text, repeat.occurrences[1].text, repeat.words});
  }
  return told;
}

bool Holds(const SpanPair& outer, const SpanPair& inner) {
  return outer.source == inner.source && outer.suspicious_span.Contains(inner.suspicious_span) &&
         outer.source_span.Contains(inner.source_span);
}

// The detections of one draft without those that lie in another on both sides, each once.
std::vector<SpanPair> Outermost(const std::vector<SpanPair>& detections) {
  std::vector<SpanPair> outermost;
  for (size_t i = 0; i < detections.size(); ++i) {
    bool held = false;
    for (size_t j = 0; j < detections.size() && !held; ++j) {
      const bool equal = detections[i] == detections[j];
      held = i != j && Holds(detections[j], detections[i]) && (!equal || j < i);
    }
    if (!held) outermost.push_back(detections[i]);
  }
  return outermost;
}

}  // namespace

Recipe DraftRecipe(const PassageOptions& passages) {
  Recipe recipe;
  recipe.passages = passages;
  return recipe;
}

absl::StatusOr<std::vector<SpanPair>> DetectPassages(const std::string& draft, uint32_t number,
                                                     const std::vector<std::string>& archive,
                                                     const Recipe& recipe) {
  std::vector<testing::MemoryFile> files = {{"draft.txt", draft}};
  for (const std::string& text : archive) {
    files.push_back({Concat({"archive/", std::to_string(files.size()), ".txt"}), text});
  }
  testing::MemorySource source(files);
  TWICETOLD_ASSIGN_OR_RETURN(const Findings findings, Check(source, recipe, 1));
  std::vector<SpanPair> detections;
  for (const FoundRepeat& repeat : findings.repeats) {
    for (const FoundOccurrence& ours : repeat.occurrences) {
      if (ours.document != 0) continue;
      for (const FoundOccurrence& theirs : repeat.occurrences) {
        if (theirs.document == 0) continue;
        detections.push_back(SpanPair{number, CodePoints(ours.place), theirs.document - 1,
                                      CodePoints(theirs.place)});
      }
    }
  }
  return Outermost(detections);
}

absl::StatusOr<std::vector<Told>> PlainRepeatsIn(const std::string& text, const Recipe& recipe) {
  testing::MemorySource source({{"story.txt", text}});
  TWICETOLD_ASSIGN_OR_RETURN(const Findings findings, Check(source, recipe, 1));
  return PlainOnes(findings);
}

absl::StatusOr<std::vector<Told>> PlainRepeatsAcross(const std::string& a, const std::string& b,
                                                     const Recipe& recipe) {
  testing::MemorySource source({{"a.txt", a}, {"b.txt", b}});
  TWICETOLD_ASSIGN_OR_RETURN(const Comparison comparison, Compare(source, recipe, 1));
  return PlainOnes(comparison.findings);
}

absl::StatusOr<bool> SharesPassage(const std::string& a, const std::string& b,
                                   const Recipe& recipe) {
  testing::MemorySource source({{"a.txt", a}, {"b.txt", b}});
  TWICETOLD_ASSIGN_OR_RETURN(const Comparison comparison, Compare(source, recipe, 1));
  return !comparison.findings.repeats.empty();
}

absl::StatusOr<double> ContainmentIn(const std::string& text, const std::string& query,
                                     const Recipe& recipe) {
  testing::MemorySource source({{"text.txt", text}, {"query.txt", query}});
  TWICETOLD_ASSIGN_OR_RETURN(const Comparison comparison, Compare(source, recipe, 1));
  return comparison.coverage_of_a;
}

}  // namespace twicetold::bench
