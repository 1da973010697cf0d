// sketch_accuracy: the tables of docs/sketch.md that need no texts, from random sets: errors by the
// size of the union beside theory and other methods, bias and error of pairs up to a million
// elements, and the S-curve of six band plans.
//
// Exit status: 1 when a figure lies further from its prediction than five of its standard errors.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <vector>

#include "bench/quality/sketch_peers.h"
#include "tests/reference/variance_reference.h"
#include "tests/sketch/trials.h"
#include "twicetold/base/random.h"
#include "twicetold/lsh/band_plan.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold::bench {
namespace {

using reference::Donors;
using testing::EstimateErrors;
using testing::Mean;
using testing::Sizes;
using testing::Trials;

constexpr char kUsage[] =
    "sketch_accuracy [--times N]\n"
    "N times as many trials as by default (1: some seconds; 20 for the tables of "
    "docs/sketch.md).\n";

constexpr double kChance = 0x1.0p-16;
constexpr double kFar = 5.0;           // standard errors
constexpr double kOffTheCurve = 0.01;  // beyond them, since digests depend on each other

constexpr std::array<BandPlan, 6> kPlans = {
    BandPlan{9, 13}, BandPlan{16, 8}, BandPlan{18, 7},
    BandPlan{21, 6}, BandPlan{25, 5}, BandPlan{42, 3},
};

// The ratio of errors that a chance Q of equal places means for sets of n elements in the union.
double Ratio(double same, uint32_t size, size_t elements) {
  const auto n = static_cast<double>(elements);
  return std::sqrt(size * (n * same - 1) / (n - 1));
}

bool PrintErrorsBySize(size_t times) {
  bool near = true;
  std::printf(
      "errors over the classic sqrt(J (1 - J) / k), by the elements of the union\n"
      "%5s %8s %8s %8s %6s %8s %8s %8s %8s %8s\n",
      "k", "union", "theory", "seen", "s.e.s", "offers", "random", "next", "even", "fss");
  for (const uint32_t size : {64U, 128U, 256U}) {
    for (const size_t n :
         {2U, 3U, 5U, 10U, 20U, 30U, 50U, 100U, 200U, 400U, 1000U, 5000U, 100000U, 1000000U}) {
      const size_t each = (n > 200000 ? 1 : n > 2000 ? 5 : 50) * times;
      const Mean seen = testing::MeasureEqualDigests(size, n, {40, each, n});
      const double same = reference::SameElementChance(Donors::kPermutations, size, n);
      const double off = (seen.value() - same - (1 - same) * kChance) / seen.error();
      near = near && std::abs(off) <= kFar;
      std::printf("%5u %8zu %8.4f %8.4f %+6.1f", size, n, Ratio(same, size, n),
                  Ratio((seen.value() - kChance) / (1 - kChance), size, n), off);
      if (n <= 1000) {
        Random random(n);
        Mean offers;
        Mean fast;
        for (size_t i = 0; i < 2000 * times; ++i) {
          offers.Add(SameElementByOffers(size, n, random));
          if (i % 4 == 0) fast.Add(SameElementByFastSimilarity(size, n, random));
        }
        std::printf(" %8.4f", Ratio(offers.value(), size, n));
        for (const Donors donors : {Donors::kRandom, Donors::kNext, Donors::kEven}) {
          std::printf(" %8.4f", Ratio(reference::SameElementChance(donors, size, n), size, n));
        }
        std::printf(" %8.4f", Ratio(fast.value(), size, n));
      }
      std::printf("\n");
    }
  }
  return near;
}

bool PrintPairs(size_t times) {
  constexpr std::array<Sizes, 24> kPairs = {{
      {1, 0, 1},
      {1, 1, 1},
      {2, 0, 3},
      {18, 2, 2},
      {14, 6, 6},
      {1, 50, 49},
      {10, 45, 45},
      {50, 25, 25},
      {99, 1, 0},
      {20, 0, 180},
      {4, 198, 198},
      {200, 100, 100},
      {396, 2, 2},
      {5, 0, 1995},
      {2, 3, 1998},
      {1, 0, 9999},
      {100, 4950, 4950},
      {5000, 2500, 2500},
      {9900, 50, 50},
      {10, 0, 99990},
      {50000, 25000, 25000},
      {99000, 500, 500},
      {500000, 250000, 250000},
      {990000, 5000, 5000},
  }};
  bool near = true;
  std::printf("\nbias and error of pairs\n%5s %9s %9s %7s %9s %11s %6s %7s %7s %6s\n", "k", "|A|",
              "|B|", "J", "trials", "mean error", "s.e.s", "theory", "seen", "s.e.s");
  for (const uint32_t size : {64U, 128U, 256U}) {
    for (const Sizes& sizes : kPairs) {
      const size_t n = sizes.united();
      const size_t each = (n > 200000 ? 2 : n > 20000 ? 10 : n > 2000 ? 50 : 200) * times;
      const Trials trials = {50, each, n + sizes.shared};
      const EstimateErrors errors =
          testing::MeasureErrors(SketchMethod::kOnePermutation, size, sizes, trials);
      const double predicted = testing::ExpectedSquaredError(size, sizes);
      const double bias_off = errors.error.value() / errors.error.error();
      const double off = (errors.squared_error.value() - predicted) / errors.squared_error.error();
      near = near && std::abs(errors.error.value()) <= kFar * errors.error.error() + kChance &&
             std::abs(off) <= kFar;
      std::printf("%5u %9zu %9zu %7.4f %9zu %+11.6f %+6.1f %7.4f %7.4f %+6.1f\n", size,
                  sizes.shared + sizes.only_a, sizes.shared + sizes.only_b, sizes.resemblance(),
                  trials.seeds * trials.each, errors.error.value(), bias_off, std::sqrt(predicted),
                  std::sqrt(errors.squared_error.value()), off);
    }
  }
  return near;
}

// Digests of one signature are not independent, so the formula is not exact: docs/sketch.md says
// what to expect.
bool PrintCurve(size_t times) {
  bool near = true;
  std::printf("\nshare of pairs that become candidates, less 1 - (1 - J^r)^b; k = 128\n%8s %6s",
              "union", "J");
  for (const BandPlan& plan : kPlans) std::printf(" %9ux%-2u", plan.bands, plan.rows);
  std::printf("   greatest s.e.\n");
  for (const size_t n : {2U, 4U, 10U, 20U, 40U, 100U, 400U, 2000U, 20000U}) {
    for (const size_t percent : {30U, 50U, 70U, 80U, 90U}) {
      if (n * percent % 100 != 0) continue;
      const size_t shared = n * percent / 100;
      const Sizes sizes = {shared, (n - shared) / 2, n - shared - (n - shared) / 2};
      const Trials trials = {400, (n > 10000 ? 1 : n > 1000 ? 5 : 25) * times, n + percent};
      const std::vector<size_t> met = testing::CountCandidates(128, sizes, kPlans, trials);
      const auto all = static_cast<double>(trials.seeds * trials.each);
      double greatest = 0.0;
      std::printf("%8zu %6.2f", n, sizes.resemblance());
      for (size_t i = 0; i < kPlans.size(); ++i) {
        const double predicted = kPlans[i].CandidateProbability(sizes.resemblance());
        const double error = std::sqrt(predicted * (1 - predicted) / all);
        const double off = static_cast<double>(met[i]) / all - predicted;
        greatest = std::max(greatest, error);
        near = near && std::abs(off) <= kFar * error + 1 / all + kOffTheCurve;
        std::printf(" %5.3f%+7.4f", predicted, off);
      }
      std::printf(" %8.4f\n", greatest);
    }
  }
  return near;
}

int Run(size_t times) {
  bool near = PrintErrorsBySize(times);
  near = PrintPairs(times) && near;
  near = PrintCurve(times) && near;
  std::printf("\n%s\n", near ? "all as predicted" : "MISSED: a figure is not as predicted");
  return near ? 0 : 1;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  size_t times = 1;
  if (argc > 1) {
    const std::string_view value = argc == 3 ? argv[2] : "";
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), times);
    if (std::string_view(argv[1]) != "--times" || error != std::errc() || times == 0 ||
        end != value.data() + value.size()) {
      std::fprintf(stderr, "%s", twicetold::bench::kUsage);
      return 2;
    }
  }
  return twicetold::bench::Run(times);
}
