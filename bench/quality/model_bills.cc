// model_bills: which hand-judged pairs of passages of state bills are found, by their grade.
//
// The pairs were proposed by a Smith-Waterman aligner and judged by people: 0 alike by chance, 1
// alike in parts, 2 the same provision in other words. Each side is taken as a document of its
// own; a pair is found when Compare tells at least one passage. See bench/README.md.
//
// Exit status: 0 done or no data to run on, 2 trouble.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/quality/detect.h"
#include "bench/quality/settings.h"
#include "tests/support/table.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/status.h"
#include "twicetold/match/passage.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold::bench {
namespace {

constexpr char kUsage[] =
    "model_bills [--data DIR] [--threads N] [--show GRADE]\n"
    "--show prints the pairs of that grade which the defaults do not find.\n";

constexpr size_t kGrades = 3;

struct Judged {
  size_t grade = 0;
  std::string left;
  std::string right;
};

struct Setting {
  uint32_t min_words;
  uint32_t seed_words;
};

constexpr Setting kSettings[] = {{8, 4}, {8, 3}, {7, 4}, {6, 4}, {6, 3}, {5, 4}, {5, 3}};

absl::StatusOr<std::vector<Judged>> ReadJudged(const Settings& settings) {
  const auto path = *settings.data / "model-bills.alignments.tsv.xz";
  TWICETOLD_ASSIGN_OR_RETURN(const auto rows, testing::ReadTable(path));
  std::vector<Judged> pairs;
  for (const std::vector<std::string>& row : rows) {
    const bool graded = row.size() == 6 && row[2].size() == 1 && row[2][0] >= '0' &&
                        row[2][0] < static_cast<char>('0' + kGrades);
    if (!graded) {
      return absl::DataLossError(Concat({path.string(),
                                         ": a row without six columns and a grade "
                                         "of 0, 1 or 2; fetch the set again"}));
    }
    pairs.push_back(Judged{static_cast<size_t>(row[2][0] - '0'), row[4], row[5]});
  }
  return pairs;
}

// For each pair whether a passage is found.
absl::StatusOr<std::vector<uint8_t>> Find(const std::vector<Judged>& pairs,
                                          const PassageOptions& options, int threads) {
  const Recipe recipe = DraftRecipe(options);
  std::vector<absl::StatusOr<bool>> found(pairs.size(), false);
  ParallelFor(pairs.size(), threads,
              [&](size_t i) { found[i] = SharesPassage(pairs[i].left, pairs[i].right, recipe); });
  std::vector<uint8_t> all;
  for (const absl::StatusOr<bool>& one : found) {
    if (!one.ok()) return one.status();
    all.push_back(*one ? 1 : 0);
  }
  return all;
}

void PrintRow(const Setting& setting, const std::vector<Judged>& pairs,
              const std::vector<uint8_t>& found) {
  std::array<size_t, kGrades> all = {};
  std::array<size_t, kGrades> told = {};
  for (size_t i = 0; i < pairs.size(); ++i) {
    ++all[pairs[i].grade];
    told[pairs[i].grade] += found[i];
  }
  std::printf("%9u %10u", setting.min_words, setting.seed_words);
  for (size_t grade = 0; grade < kGrades; ++grade) {
    const double share =
        all[grade] == 0 ? 0.0 : static_cast<double>(told[grade]) / static_cast<double>(all[grade]);
    std::printf("   %4zu of %4zu  %.3f", told[grade], all[grade], share);
  }
  std::printf("\n");
}

absl::Status Run(const Settings& settings) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::vector<Judged> pairs, ReadJudged(settings));
  std::printf(
      "judged pairs of bills: found, by grade (max_gap_words %u)\n\n%9s %10s %21s %21s %21s\n",
      settings.passages.max_gap_words, "min_words", "seed_words", "grade 0", "grade 1", "grade 2");
  std::vector<uint8_t> by_default;
  for (const Setting& setting : kSettings) {
    PassageOptions options = settings.passages;
    options.min_words = setting.min_words;
    options.seed_words = setting.seed_words;
    TWICETOLD_ASSIGN_OR_RETURN(const std::vector<uint8_t> found,
                               Find(pairs, options, settings.Threads()));
    PrintRow(setting, pairs, found);
    if (by_default.empty()) by_default = found;
  }
  const uint64_t shown = settings.Number("--show", kGrades);
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i].grade != shown || by_default[i] != 0) continue;
    std::printf("\nmissed, grade %zu\n  A: %s\n  B: %s\n", pairs[i].grade, pairs[i].left.c_str(),
                pairs[i].right.c_str());
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  const auto settings = twicetold::bench::ParseSettings(argc, argv, "model_bills",
                                                        twicetold::bench::kUsage, {"--show"});
  const absl::Status ran = twicetold::bench::Run(settings);
  if (!ran.ok()) {
    std::fprintf(stderr, "model_bills: %s\n", std::string(ran.message()).c_str());
    return 2;
  }
  return 0;
}
