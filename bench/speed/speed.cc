// From bytes to verified pairs: each stage alone and all of them, beside what the machine can do.
//
// Every stage's result is checked against the slow way before the clock starts; a difference ends
// the run. `of_read` of a row is its speed as a share of what one core reads from memory, measured
// just after the row itself. tools/bench --speed runs all rows, repeated and interleaved, and holds
// the medians to what is asked for.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "bench/speed/floors.h"
#include "bench/speed/stages.h"
#include "bench/speed/texts.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/simd.h"

int main(int argc, char** argv) {
  namespace bench = twicetold::bench;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  std::string targets;
  for (const std::string& target : twicetold::SimdTargets()) targets += target + " ";
  benchmark::AddCustomContext("simd_targets", targets);
  benchmark::AddCustomContext("real_texts", bench::HaveRealTexts() ? "yes" : "no");
  benchmark::AddCustomContext("threads_available", std::to_string(twicetold::AvailableThreads()));
  benchmark::AddCustomContext("compiler", TWICETOLD_COMPILER);
  bench::RegisterFloors();
  bench::RegisterText();
  bench::RegisterSketches();
  bench::RegisterSets();
  bench::RegisterJoins();
  bench::RegisterEndToEnd();
  bench::RegisterClassic();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
