#include "tests/support/hash_quality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/support/data.h"

namespace twicetold::testing {

size_t Repeats(std::vector<uint64_t> hashes) {
  const size_t all = hashes.size();
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return all - hashes.size();
}

double PairsBeyondChance(const std::vector<uint64_t>& hashes, int shift, int bits) {
  std::vector<uint64_t> parts;
  for (const uint64_t hash : hashes) parts.push_back(hash >> shift & ((uint64_t{1} << bits) - 1));
  std::sort(parts.begin(), parts.end());
  size_t pairs = 0;
  for (size_t i = 0, next = 0; i < parts.size(); i = next) {
    while (next < parts.size() && parts[next] == parts[i]) ++next;
    pairs += (next - i) * (next - i - 1) / 2;
  }
  const auto n = static_cast<double>(hashes.size());
  const double expected = n * (n - 1) / 2 / std::exp2(bits);
  return (static_cast<double>(pairs) - expected) / std::sqrt(std::max(expected, 1.0));
}

double ChiSquaredBeyondChance(const std::vector<uint64_t>& hashes, size_t cells,
                              const std::function<size_t(uint64_t)>& cell) {
  std::vector<double> counts(cells, 0.0);
  for (const uint64_t hash : hashes) ++counts[cell(hash)];
  const double expected = static_cast<double>(hashes.size()) / static_cast<double>(cells);
  double sum = 0.0;
  for (const double count : counts) sum += (count - expected) * (count - expected) / expected;
  const auto freedom = static_cast<double>(cells - 1);
  return (sum - freedom) / std::sqrt(2 * freedom);
}

double WorstBitBeyondChance(std::span<const uint64_t> one, std::span<const uint64_t> other) {
  std::array<size_t, 64> different = {};
  for (size_t i = 0; i < one.size(); ++i) {
    for (size_t bit = 0; bit < 64; ++bit) different[bit] += (one[i] ^ other[i]) >> bit & 1;
  }
  double worst = 0.0;
  const auto n = static_cast<double>(one.size());
  for (const size_t count : different) {
    worst = std::max(worst, std::abs(static_cast<double>(count) - n / 2) / std::sqrt(n / 4));
  }
  return worst;
}

absl::StatusOr<std::vector<ScriptText>> ReadScripts() {
  constexpr std::array<std::pair<const char*, const char*>, 10> kScripts = {{
      {"eng/", "Latin"},
      {"rus/", "Cyrillic"},
      {"ell/", "Greek"},
      {"arb/", "Arabic"},
      {"heb/", "Hebrew"},
      {"hin/", "Devanagari"},
      {"tha/", "Thai"},
      {"kor/", "Hangul"},
      {"jpn/", "Japanese"},
      {"zho-CN/", "Han"},
  }};
  const auto data = DataFolder();
  if (!data) return absl::NotFoundError(kNoDataMessage);
  const auto records = ReadTexts(*data / "ntrex-24.docs.jsonl.xz");
  if (!records.ok()) return records.status();
  std::vector<ScriptText> scripts;
  for (const auto& [prefix, name] : kScripts) {
    ScriptText script{name, {}};
    for (const TextRecord& record : *records) {
      if (record.id.starts_with(prefix)) script.texts.push_back(record.text);
    }
    if (script.texts.empty()) {
      return absl::DataLossError(std::string("ntrex-24 has no texts of ") + prefix);
    }
    scripts.push_back(std::move(script));
  }
  return scripts;
}

}  // namespace twicetold::testing
