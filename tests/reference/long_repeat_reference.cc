#include "tests/reference/long_repeat_reference.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace twicetold::reference {
namespace {

// All documents end to end, a number of its own after each, so that no common prefix goes on over
// the end of one.
struct Line {
  std::vector<uint64_t> words;
  std::vector<uint32_t> documents;  // of each place
  std::vector<size_t> begins;       // of each document, and the end
};

Line LineUp(const Sequences& documents) {
  Line line;
  for (uint32_t d = 0; d < documents.size(); ++d) {
    line.begins.push_back(line.words.size());
    line.words.insert(line.words.end(), documents[d].begin(), documents[d].end());
    line.words.push_back((uint64_t{1} << 32) + d);
    line.documents.resize(line.words.size(), d);
  }
  line.begins.push_back(line.words.size());
  return line;
}

// Suffixes in order, by doubling the prefixes that they are sorted by (Manber and Myers 1993).
std::vector<size_t> SuffixArray(const std::vector<uint64_t>& words) {
  std::vector<size_t> order(words.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::vector<uint64_t> rank = words;
  for (size_t length = 0;; length = length == 0 ? 1 : 2 * length) {
    const auto key = [&](size_t i) {
      const uint64_t behind = i + length < words.size() ? rank[i + length] + 1 : 0;
      return std::pair(rank[i], length == 0 ? 0 : behind);
    };
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return key(a) < key(b); });
    std::vector<uint64_t> ranks(words.size());
    uint64_t distinct = 0;
    for (size_t k = 0; k < order.size(); ++k) {
      if (k > 0 && key(order[k - 1]) != key(order[k])) ++distinct;
      ranks[order[k]] = distinct;
    }
    rank = std::move(ranks);
    if (distinct + 1 >= words.size()) return order;
  }
}

// Common prefix of each suffix in order with the one before it (Kasai et al. 2001).
std::vector<size_t> CommonPrefixes(const std::vector<uint64_t>& words,
                                   const std::vector<size_t>& order) {
  std::vector<size_t> place(order.size());
  for (size_t k = 0; k < order.size(); ++k) place[order[k]] = k;
  std::vector<size_t> prefixes(order.size(), 0);
  size_t common = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (place[i] == 0) {
      common = 0;
      continue;
    }
    const size_t j = order[place[i] - 1];
    while (std::max(i, j) + common < words.size() && words[i + common] == words[j + common]) {
      ++common;
    }
    prefixes[place[i]] = common;
    if (common > 0) --common;
  }
  return prefixes;
}

// The first of the windows equal to each place's; the place itself where no whole window begins.
std::vector<size_t> FirstEquals(const Line& line, uint32_t window_words) {
  const std::vector<size_t> order = SuffixArray(line.words);
  const std::vector<size_t> prefixes = CommonPrefixes(line.words, order);
  std::vector<size_t> first(line.words.size());
  for (size_t begin = 0; begin < order.size();) {
    size_t end = begin + 1;
    while (end < order.size() && prefixes[end] >= window_words) ++end;
    const auto at = [&](size_t k) { return order.begin() + static_cast<std::ptrdiff_t>(k); };
    const size_t least = *std::min_element(at(begin), at(end));
    for (size_t k = begin; k < end; ++k) first[order[k]] = least;
    begin = end;
  }
  return first;
}

}  // namespace

std::vector<LongRepeat> FindLongRepeatsBySuffixArray(const Sequences& documents,
                                                     uint32_t window_words) {
  const Line line = LineUp(documents);
  const std::vector<size_t> first = FirstEquals(line, window_words);
  std::vector<LongRepeat> repeats;
  size_t end = 0;  // of the last repeat
  for (size_t i = 0; i < line.words.size(); ++i) {
    const size_t twin = first[i];
    const bool own = line.documents[twin] == line.documents[i];
    if (twin == i || (own && i - twin < window_words) || i + window_words <= end) continue;
    size_t words = window_words;
    while (line.words[i + words] == line.words[twin + words]) ++words;
    end = i + words;
    repeats.push_back({line.documents[i], static_cast<uint32_t>(i - line.begins[line.documents[i]]),
                       static_cast<uint32_t>(words), line.documents[twin],
                       static_cast<uint32_t>(twin - line.begins[line.documents[twin]])});
  }
  return repeats;
}

std::vector<std::vector<bool>> RepeatedWordsByComparing(const Sequences& documents,
                                                        uint32_t window_words) {
  std::vector<std::vector<bool>> repeated;
  for (size_t d = 0; d < documents.size(); ++d) {
    const std::vector<uint32_t>& words = documents[d];
    repeated.emplace_back(words.size(), false);
    for (size_t i = 0; i + window_words <= words.size(); ++i) {
      bool told = false;
      for (size_t e = 0; e <= d && !told; ++e) {
        const size_t most = e < d ? documents[e].size() : i;  // a twin ends here at the latest
        for (size_t j = 0; j + window_words <= most && !told; ++j) {
          told = std::equal(words.begin() + static_cast<std::ptrdiff_t>(i),
                            words.begin() + static_cast<std::ptrdiff_t>(i + window_words),
                            documents[e].begin() + static_cast<std::ptrdiff_t>(j));
        }
      }
      for (size_t k = 0; told && k < window_words; ++k) repeated[d][i + k] = true;
    }
  }
  return repeated;
}

}  // namespace twicetold::reference
