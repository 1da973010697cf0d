// edit_ladder: how well passages are found as a copy is edited more and more, and how often one is
// found where there is none. See bench/README.md for how to read it, docs/quality.md for figures.
//
// Prints the same bytes for the same data, seed and options on any machine and number of threads.
// Exit status: 0 done or no data to run on, 1 a required figure was missed, 2 trouble.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bench/quality/ladder.h"
#include "bench/quality/real_text.h"
#include "bench/quality/settings.h"
#include "bench/quality/unrelated.h"

namespace twicetold::bench {
namespace {

struct Step {
  double rate;
  double least_recall;  // what the project asks for
};

constexpr Step kSteps[] = {{0.05, 1.0}, {0.10, 1.0}, {0.20, 0.95}, {0.35, 0.6}, {0.50, 0.1}};

constexpr char kUsage[] =
    "edit_ladder [--data DIR] [--seed N] [--paragraphs N] [--pairs N] [--threads N]\n"
    "            [--min-words N] [--seed-words N] [--max-gap-words N] [--min-identity PERCENT]\n"
    "DIR holds the sets of real texts; without it TWICETOLD_DATA names the folder. Defaults: seed "
    "1,\n"
    "1000 paragraphs a step, 1000 unrelated pairs, the library's own passage options.\n";

// Prints one row for each step; `least` takes the least recall of each step over all sets.
void RunLadder(const TextSet& set, const Settings& settings, std::vector<double>& least) {
  for (size_t i = 0; i < std::size(kSteps); ++i) {
    const Step& step = kSteps[i];
    const LadderTally tally =
        RunStep(set, step.rate, settings.Number("--paragraphs", 1000), settings.Number("--seed", 1),
                settings.passages, settings.Threads());
    least[i] = std::min(least[i], tally.Recall());
    std::printf(
        "%-29s %4.0f %% %6.1f %% %7.3f %8.3f %9.3f %9.2f %10.4f %10lu\n", set.name.c_str(),
        100.0 * step.rate,
        100.0 * static_cast<double>(tally.edits.edited()) / static_cast<double>(tally.edits.words),
        tally.Recall(), tally.MatchedRecall(), tally.Coverage(), tally.Granularity(),
        tally.Precision(), static_cast<unsigned long>(tally.elsewhere));
  }
}

UnrelatedTally RunPairs(const TextSet& set, Unit unit, const Settings& settings) {
  UnrelatedTally tally =
      RunUnrelated(set, unit, settings.Number("--pairs", 1000), settings.Number("--seed", 1),
                   settings.passages, settings.Threads());
  std::printf("%-29s %-10s %6lu %10lu %15zu %13zu\n", set.name.c_str(),
              unit == Unit::kParagraph ? "paragraphs" : "stories",
              static_cast<unsigned long>(tally.pairs), static_cast<unsigned long>(tally.words),
              tally.false_passages.size(), tally.exact_repeats.size());
  return tally;
}

void Show(const std::string& set, const char* what, const std::vector<Shown>& passages) {
  for (const Shown& shown : passages) {
    std::printf("\n%s, %s, %lu equal words\n  A: %s\n  B: %s\n", set.c_str(), what,
                static_cast<unsigned long>(shown.matched_words), shown.a.c_str(), shown.b.c_str());
  }
}

// Prints what the project asks for and what came out; false when a figure is missed.
bool Summarise(const std::vector<double>& least, size_t false_passages) {
  bool met = true;
  std::printf("\n%-52s %8s %8s\n", "required (the least of all sets)", "asked", "measured");
  for (size_t i = 0; i < std::size(kSteps); ++i) {
    const bool enough = least[i] >= kSteps[i].least_recall;
    met = met && enough;
    std::printf("recall of passages, %2.0f %% of words edited %12s %8.2f %8.3f%s\n",
                100.0 * kSteps[i].rate, "", kSteps[i].least_recall, least[i],
                enough ? "" : "  MISSED");
  }
  std::printf("%-52s %8d %8zu%s\n", "false passages, unrelated paragraphs", 0, false_passages,
              false_passages == 0 ? "" : "  MISSED");
  return met && false_passages == 0;
}

int Run(const Settings& settings) {
  const uint64_t seed = settings.Number("--seed", 1);
  const absl::StatusOr<std::vector<TextSet>> sets = ReadTextSets(*settings.data, seed);
  if (!sets.ok()) {
    std::fprintf(stderr, "edit_ladder: %s\n", std::string(sets.status().message()).c_str());
    return 2;
  }
  std::printf(
      "edit ladder: seed %lu, min_words %u, seed_words %u, max_gap_words %u, min_identity %.2f\n",
      static_cast<unsigned long>(seed), settings.passages.min_words, settings.passages.seed_words,
      settings.passages.max_gap_words, settings.passages.min_identity);

  std::printf("\n%-29s %6s %8s %7s %8s %9s %9s %10s %10s\n", "texts", "step", "edited", "recall",
              "matched", "coverage", "passages", "precision", "elsewhere");
  std::vector<double> least(std::size(kSteps), 1.0);
  for (const TextSet& set : *sets) RunLadder(set, settings, least);

  std::printf("\n%-29s %-10s %6s %10s %15s %13s\n", "unrelated texts", "unit", "pairs", "words",
              "false passages", "true repeats");
  std::vector<UnrelatedTally> paragraphs;
  std::vector<UnrelatedTally> stories;
  size_t false_passages = 0;
  for (const TextSet& set : *sets) {
    paragraphs.push_back(RunPairs(set, Unit::kParagraph, settings));
    stories.push_back(RunPairs(set, Unit::kStory, settings));
    false_passages += paragraphs.back().false_passages.size();
  }
  for (size_t i = 0; i < sets->size(); ++i) {
    const std::string& name = (*sets)[i].name;
    Show(name, "paragraphs, false passage", paragraphs[i].false_passages);
    Show(name, "paragraphs, true repeat", paragraphs[i].exact_repeats);
    Show(name, "stories, false passage", stories[i].false_passages);
  }
  return Summarise(least, false_passages) ? 0 : 1;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  const auto settings = twicetold::bench::ParseSettings(
      argc, argv, "edit_ladder", twicetold::bench::kUsage, {"--paragraphs", "--pairs"});
  return twicetold::bench::Run(settings);
}
