#include "tests/reference/passages_reference.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace twicetold::reference {
namespace {

uint32_t EqualWordsFrom(const WordSequence& words, uint32_t a, uint32_t b) {
  uint32_t size = 0;
  while (b + size < words.size() && words.id(a + size) == words.id(b + size)) ++size;
  return size;
}

}  // namespace

std::vector<ExactRun> MaximalRuns(const WordSequence& words, uint32_t least, PairScope scope) {
  std::vector<ExactRun> runs;
  for (uint32_t a = 0; a < words.size(); ++a) {
    for (uint32_t b = a + 1; b < words.size(); ++b) {
      const bool begins = a == 0 || words.id(a - 1) != words.id(b - 1);
      const bool in_scope =
          scope == PairScope::kEverywhere || words.DocumentOf(a) != words.DocumentOf(b);
      const uint32_t size = EqualWordsFrom(words, a, b);
      uint64_t quarters = 0;
      for (uint32_t i = 0; i < size; ++i) quarters += words.quarters(a + i);
      if (begins && in_scope && size > 0 && quarters >= 4 * uint64_t{least}) {
        runs.push_back(ExactRun{a, b, size});
      }
    }
  }
  return runs;
}

uint32_t LeastPeriod(const WordSequence& words, uint32_t begin, uint32_t size) {
  for (uint32_t period = 1; period < size; ++period) {
    bool repeats = true;
    for (uint32_t i = period; i < size; ++i) {
      repeats = repeats && words.id(begin + i) == words.id(begin + i - period);
    }
    if (repeats) return period;
  }
  return size;
}

int64_t BestLocalScore(const WordSequence& words, Span a, Span b) {
  int64_t best = 0;
  std::vector<std::vector<int64_t>> score(a.size() + 1, std::vector<int64_t>(b.size() + 1, 0));
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      const bool equal = words.id(a.begin + i - 1) == words.id(b.begin + j - 1);
      const int64_t both = score[i - 1][j - 1] + (equal ? 2 : -2);
      const int64_t one = std::max(score[i - 1][j], score[i][j - 1]) - 1;
      score[i][j] = std::max({int64_t{0}, both, one});
      best = std::max(best, score[i][j]);
    }
  }
  return best;
}

int64_t BestLocalScoreWithin(const WordSequence& words, Span stretch) {
  int64_t best = 0;
  for (uint64_t middle = stretch.begin; middle <= stretch.end; ++middle) {
    best = std::max(best, BestLocalScore(words, {stretch.begin, middle}, {middle, stretch.end}));
  }
  return best;
}

uint64_t LongestCommonRun(const WordSequence& words, Span a, Span b) {
  uint64_t longest = 0;
  for (uint64_t i = a.begin; i < a.end; ++i) {
    for (uint64_t j = b.begin; j < b.end; ++j) {
      uint64_t size = 0;
      while (i + size < a.end && j + size < b.end && words.id(i + size) == words.id(j + size)) {
        ++size;
      }
      longest = std::max(longest, size);
    }
  }
  return longest;
}

}  // namespace twicetold::reference
