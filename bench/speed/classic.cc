#include "bench/speed/classic.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/base/random.h"

namespace twicetold::bench {
namespace {

constexpr uint64_t kPrime = (uint64_t{1} << 61) - 1;
constexpr size_t kShingle = 5;
constexpr size_t kBands = 18;
constexpr size_t kRows = 7;

std::vector<std::string> Tokens(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::vector<std::string> tokens;
  std::string token;
  for (const char c : lower) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      token += c;
    } else if (!token.empty()) {
      tokens.push_back(token);
      token.clear();
    }
  }
  if (!token.empty()) tokens.push_back(token);
  return tokens;
}

}  // namespace

TextbookMinHash::TextbookMinHash() {
  Random random(1);
  for (size_t i = 0; i < kPermutations; ++i) {
    multipliers_.push_back(1 + random.Below(kPrime - 1));
    offsets_.push_back(random.Below(kPrime));
  }
}

std::vector<uint64_t> TextbookMinHash::Shingles(std::string_view text) {
  const std::vector<std::string> tokens = Tokens(text);
  std::vector<uint64_t> shingles;
  const size_t size = std::min(kShingle, tokens.size());
  for (size_t begin = 0; size > 0 && begin + size <= tokens.size(); ++begin) {
    std::string joined;
    for (size_t i = begin; i < begin + size; ++i) joined += tokens[i] + ' ';
    shingles.push_back(Hash64(joined));
  }
  return shingles;
}

std::vector<uint64_t> TextbookMinHash::Sketch(std::string_view text) const {
  __extension__ using Wide = unsigned __int128;
  const std::vector<uint64_t> shingles = Shingles(text);
  if (shingles.empty()) return {};
  std::vector<uint64_t> least(kPermutations, std::numeric_limits<uint64_t>::max());
  for (const uint64_t shingle : shingles) {
    for (size_t i = 0; i < kPermutations; ++i) {
      const Wide product = static_cast<Wide>(multipliers_[i]) * shingle + offsets_[i];
      least[i] = std::min(least[i], static_cast<uint64_t>(product % kPrime));
    }
  }
  return least;
}

std::vector<std::pair<uint32_t, uint32_t>> TextbookMinHash::Candidates(
    std::span<const std::string_view> texts) const {
  std::vector<std::unordered_map<std::string, std::vector<uint32_t>>> buckets(kBands);
  for (uint32_t i = 0; i < texts.size(); ++i) {
    const std::vector<uint64_t> sketch = Sketch(texts[i]);
    if (sketch.empty()) continue;
    for (size_t band = 0; band < kBands; ++band) {
      const std::string key(reinterpret_cast<const char*>(sketch.data() + band * kRows),
                            kRows * sizeof(uint64_t));
      buckets[band][key].push_back(i);
    }
  }
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  for (const auto& band : buckets) {
    for (const auto& [key, members] : band) {
      for (size_t b = 1; b < members.size(); ++b) {
        for (size_t a = 0; a < b; ++a) pairs.emplace_back(members[a], members[b]);
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace twicetold::bench
