#ifndef TWICETOLD_BENCH_QUALITY_SETTINGS_H_
#define TWICETOLD_BENCH_QUALITY_SETTINGS_H_

// The arguments that the quality benchmarks share: --data, --seed, --threads, and the passage
// options by the names the program gives them.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/match/passage.h"

namespace twicetold::bench {

struct Settings {
  std::optional<std::filesystem::path> data;  // nullopt: there is no folder of real texts
  std::map<std::string, uint64_t> numbers;
  PassageOptions passages;

  // What was given for the argument `name` ("--seed").
  uint64_t Number(const std::string& name, uint64_t otherwise) const;
  int Threads() const;  // all there are, unless given
};

// Each argument takes a whole number, but for --data; `more` names those beyond the shared ones.
// Exits with status 2, naming the argument, on one it does not know; with 0 and a message that says
// "skipped:" when there is no folder of real texts.
Settings ParseSettings(int argc, char** argv, const std::string& program, const std::string& usage,
                       const std::vector<std::string_view>& more);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_SETTINGS_H_
