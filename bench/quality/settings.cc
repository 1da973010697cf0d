#include "bench/quality/settings.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "tests/support/data.h"
#include "twicetold/base/parallel.h"
#include "twicetold/match/passage.h"

namespace twicetold::bench {

uint64_t Settings::Number(const std::string& name, uint64_t otherwise) const {
  const auto found = numbers.find(name);
  return found == numbers.end() ? otherwise : found->second;
}

int Settings::Threads() const {
  return static_cast<int>(Number("--threads", static_cast<uint64_t>(AvailableThreads())));
}

Settings ParseSettings(int argc, char** argv, const std::string& program, const std::string& usage,
                       const std::vector<std::string_view>& more) {
  std::vector<std::string_view> known = {"--seed",       "--threads",       "--min-words",
                                         "--seed-words", "--max-gap-words", "--min-identity"};
  known.insert(known.end(), more.begin(), more.end());
  Settings settings;
  settings.data = testing::DataFolder();
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    const std::string value = i + 1 < argc ? argv[i + 1] : "";
    if (name == "--data" && std::filesystem::is_directory(value)) {
      settings.data = value;
      continue;
    }
    uint64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool understood = std::find(known.begin(), known.end(), name) != known.end() &&
                            error == std::errc() && end == value.data() + value.size();
    if (!understood) {
      std::fprintf(stderr, "%s: %s %s: not understood\n%s", program.c_str(), name.c_str(),
                   value.c_str(), usage.c_str());
      std::exit(2);
    }
    settings.numbers[name] = number;
  }
  PassageOptions& passages = settings.passages;
  passages.min_words = static_cast<uint32_t>(settings.Number("--min-words", passages.min_words));
  passages.seed_words = static_cast<uint32_t>(settings.Number("--seed-words", passages.seed_words));
  passages.max_gap_words =
      static_cast<uint32_t>(settings.Number("--max-gap-words", passages.max_gap_words));
  if (settings.numbers.count("--min-identity") != 0) {
    passages.min_identity = static_cast<double>(settings.numbers["--min-identity"]) / 100.0;
  }
  if (!settings.data) {
    std::printf("%s: skipped: %s\n", program.c_str(), testing::kNoDataMessage);
    std::exit(0);
  }
  return settings;
}

}  // namespace twicetold::bench
