// Bad input at speed: whether time grows with the input and no faster, memory stays bounded and the
// answer is right.
//
// Every case runs at half its size and at all of it, each in a process of its own. `twice` is how
// many times as long the whole takes as the half: 2 is linear, 4 quadratic. `bytes` is the peak
// memory beyond the input, for each byte, line or document of it. A wrong answer, a crash, time
// that grows above kMostGrowth or memory above the bound of the case is MISSED, and the status 1.
//
// Arguments: words of the input's description; cases with any of them run. None: all.

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/hostile/cases.h"
#include "bench/support/in_child.h"

namespace twicetold::bench {
namespace {

constexpr double kMostGrowth = 2.8;     // for twice the input
constexpr double kLeastSeconds = 0.02;  // below, growth is not told from noise
constexpr int kRounds = 3;
constexpr double kShortSeconds = 3;
constexpr double kSlackBytes = 64 << 20;  // what is there whatever the input

std::string Verdict(const HostileCase& hostile, const Outcome& half, const Outcome& whole) {
  if (!half.trouble.empty()) return "MISSED: at half the size " + half.trouble;
  if (!whole.trouble.empty()) return "MISSED: " + whole.trouble;
  std::string verdict;
  if (half.seconds > kLeastSeconds && whole.seconds > kMostGrowth * half.seconds) {
    verdict += " grows faster than the input";
  }
  const double most = hostile.most_bytes_a_unit * static_cast<double>(hostile.size) + kSlackBytes;
  if (whole.peak_bytes && static_cast<double>(*whole.peak_bytes) > most) {
    verdict += " memory above " + std::to_string(static_cast<int>(hostile.most_bytes_a_unit)) +
               " bytes each";
  }
  return verdict.empty() ? "ok" : "MISSED:" + verdict;
}

bool Wanted(const HostileCase& hostile, const std::vector<std::string>& words) {
  return words.empty() || std::any_of(words.begin(), words.end(), [&](const std::string& word) {
           return (hostile.input + " " + hostile.does).find(word) != std::string::npos;
         });
}

// The one with trouble, or the faster one.
const Outcome& Better(const Outcome& one, const Outcome& other) {
  if (!one.trouble.empty()) return one;
  return !other.trouble.empty() || other.seconds < one.seconds ? other : one;
}

bool Run(const HostileCase& hostile) {
  const auto at = [&](size_t size) { return RunInChild([&] { return hostile.prepare(size); }); };
  Outcome half = at(hostile.size / 2);
  Outcome whole = at(hostile.size);
  // The least of a few rounds, where rounds are short: what disturbs a run makes it longer only.
  for (int round = 1; round < kRounds && whole.seconds < kShortSeconds; ++round) {
    half = Better(half, at(hostile.size / 2));
    whole = Better(whole, at(hostile.size));
  }
  const std::string verdict = Verdict(hostile, half, whole);
  const double growth = half.seconds > 0 ? whole.seconds / half.seconds : 0;
  const double bytes =
      static_cast<double>(whole.peak_bytes.value_or(0)) / static_cast<double>(hostile.size);
  std::printf("%-28s %-18s %10zu %-9s %8.3f %6.2f %9.1f  %s\n", hostile.input.c_str(),
              hostile.does.c_str(), hostile.size, hostile.unit.c_str(), whole.seconds, growth,
              bytes, verdict.c_str());
  std::fflush(stdout);
  return verdict == "ok";
}

int Main(const std::vector<std::string>& words) {
  std::printf("%-28s %-18s %10s %-9s %8s %6s %9s\n", "input", "through", "size", "", "seconds",
              "twice", "bytes");
  std::fflush(stdout);
  bool all = true;
  for (const std::vector<HostileCase>& cases : {TextCases(), CorpusCases()}) {
    for (const HostileCase& hostile : cases) {
      if (Wanted(hostile, words)) all = Run(hostile) && all;
    }
  }
  return all ? 0 : 1;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  return twicetold::bench::Main(std::vector<std::string>(argv + 1, argv + argc));
}
