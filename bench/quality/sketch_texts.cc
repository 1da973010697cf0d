// sketch_texts: estimates of resemblance held against exact counting, for real paragraphs and their
// edited copies: whether hashes of real shingles serve as the random numbers that the argument of
// docs/sketch.md asks for.
//
// Texts of some 34 to 2,000 words are put together from paragraphs of one set; in the copy 1, 3, 6
// or 12 % of the words are edited (bench/quality/edit.h), which leaves resemblances of about .9 to
// .3. Every pair is hashed under several seeds of words and of the signature, so that a pair of one
// J gives several independent estimates.
//
// Exit status: 1 when a mean error or a mean squared error lies further from its prediction than
// five of its standard errors; 2 for trouble.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/quality/edit.h"
#include "bench/quality/real_text.h"
#include "bench/quality/settings.h"
#include "tests/reference/variance_reference.h"
#include "tests/sketch/trials.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/random.h"
#include "twicetold/match/overlap.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

using testing::Mean;

constexpr char kUsage[] =
    "sketch_texts [--data DIR] [--seed N] [--threads N] [--pairs N]\n"
    "N pairs of each set and length (default 40).\n";

constexpr uint32_t kSize = 128;
constexpr size_t kShingleWords = 5;
constexpr size_t kSeeds = 16;                                     // estimates a pair
constexpr double kFar = 5.0;                                      // standard errors
constexpr std::array<size_t, 4> kLengths = {34, 104, 404, 2004};  // words
constexpr std::array<double, 4> kRates = {0.01, 0.03, 0.06, 0.12};

std::string DrawText(const TextSet& set, size_t words, Random& random) {
  std::string text;
  while (true) {
    text += set.paragraphs[random.Below(set.paragraphs.size())].text;
    const Words cut = SplitWords(text, 0);
    if (cut.size() >= words) return text.substr(0, cut.span(words - 1).end);
    text += '\n';
  }
}

std::vector<uint64_t> Shingles(const std::string& text, uint64_t seed) {
  return DistinctShingles(ShingleWords(SplitWords(text, seed).hashes(), kShingleWords));
}

struct Row {
  Mean resemblance;
  Mean united;
  Mean error;          // estimate - J
  Mean squared_error;  // over J (1 - J) / k
};

Row Measure(const TextSet& set, size_t words, size_t pairs, uint64_t seed) {
  Random random(seed + words);
  Row row;
  std::vector<uint16_t> a(kSize);
  std::vector<uint16_t> b(kSize);
  for (size_t i = 0; i < pairs; ++i) {
    const std::string text = DrawText(set, words, random);
    const std::string copy = Edit(text, kRates[i % kRates.size()], set.pool, random).text;
    for (size_t draw = 0; draw < kSeeds; ++draw) {
      const uint64_t word_seed = random.Next();
      const std::vector<uint64_t> of_text = Shingles(text, word_seed);
      const std::vector<uint64_t> of_copy = Shingles(copy, word_seed);
      const Overlap overlap = CountOverlap(of_text, of_copy);
      const double j = overlap.Resemblance();
      if (j == 0.0 || j == 1.0) break;  // no error to measure; the edits left all or nothing
      const Sketcher sketcher =
          Sketcher::Create({SketchMethod::kOnePermutation, kSize, random.Next()}).value();
      sketcher.Sketch(of_text, a);
      sketcher.Sketch(of_copy, b);
      const double error = EstimateResemblance(a, b) - j;
      row.error.Add(error);
      row.squared_error.Add(error * error * kSize / (j * (1.0 - j)));
      row.resemblance.Add(j);
      row.united.Add(static_cast<double>(overlap.shared + overlap.only_a + overlap.only_b));
    }
  }
  return row;
}

// The theory at the mean size of the unions: between neighbours it is nearly straight.
bool Print(const TextSet& set, size_t words, const Row& row) {
  const auto united = static_cast<uint64_t>(std::lround(row.united.value()));
  const double predicted =
      reference::VarianceRatio(reference::Donors::kPermutations, kSize, united);
  const double bias_off = row.error.value() / row.error.error();
  const double off = (row.squared_error.value() - predicted) / row.squared_error.error();
  std::printf("%-30s %6zu %7lu %6.3f %+10.5f %+6.1f %8.4f %8.4f %+6.1f\n", set.name.c_str(), words,
              static_cast<unsigned long>(united), row.resemblance.value(), row.error.value(),
              bias_off, std::sqrt(predicted), std::sqrt(row.squared_error.value()), off);
  return std::abs(bias_off) <= kFar && std::abs(off) <= kFar;
}

int Run(const Settings& settings) {
  const uint64_t seed = settings.Number("--seed", 1);
  const size_t pairs = settings.Number("--pairs", 40);
  const absl::StatusOr<std::vector<TextSet>> sets = ReadTextSets(*settings.data, seed);
  if (!sets.ok()) {
    std::fprintf(stderr, "sketch_texts: %s\n", std::string(sets.status().message()).c_str());
    return 2;
  }
  std::vector<Row> rows(sets->size() * kLengths.size());
  ParallelFor(rows.size(), settings.Threads(), [&](size_t i) {
    rows[i] = Measure((*sets)[i / kLengths.size()], kLengths[i % kLengths.size()], pairs, seed);
  });
  std::printf("%-30s %6s %7s %6s %10s %6s %8s %8s %6s\n", "texts", "words", "union", "J",
              "mean error", "s.e.s", "theory", "seen", "s.e.s");
  bool near = true;
  for (size_t i = 0; i < rows.size(); ++i) {
    near = Print((*sets)[i / kLengths.size()], kLengths[i % kLengths.size()], rows[i]) && near;
  }
  std::printf("\n%s\n", near ? "all as predicted" : "MISSED: a figure is not as predicted");
  return near ? 0 : 1;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  const auto settings = twicetold::bench::ParseSettings(argc, argv, "sketch_texts",
                                                        twicetold::bench::kUsage, {"--pairs"});
  return twicetold::bench::Run(settings);
}
