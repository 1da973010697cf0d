#ifndef TWICETOLD_BENCH_QUALITY_REAL_TEXT_H_
#define TWICETOLD_BENCH_QUALITY_REAL_TEXT_H_

// Real paragraphs and stories, ready to be drawn from.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/random.h"

namespace twicetold::bench {

// The length of the paragraphs that are planted, in words (graphemes of a spaceless script count
// less).
inline constexpr uint64_t kLeastWords = 40;
inline constexpr uint64_t kMostWords = 150;
// Stories a set has at least: a planted paragraph and its neighbours all come from different ones.
inline constexpr size_t kLeastStories = 10;

struct Paragraph {
  std::string text;
  size_t story = 0;  // where it stands in
};

struct TextSet {
  std::string name;
  std::vector<std::string> stories;
  std::vector<Paragraph> paragraphs;  // of 40 to 150 words, no two alike, in random order
  std::vector<std::string> pool;      // folded words of the last of them, one a use
};

// Cuts `stories` with SplitParagraphs; `seed` decides the order. Fails with a message when
// fewer than kLeastStories have such a paragraph, or when the pool has a single word.
absl::StatusOr<TextSet> MakeTextSet(std::string name, std::vector<std::string> stories,
                                    uint64_t seed);

// The sets the ladder stands on, from the folder of real texts.
absl::StatusOr<std::vector<TextSet>> ReadTextSets(const std::filesystem::path& folder,
                                                  uint64_t seed);

// A paragraph drawn at random from a story that is none of `stories`.
const Paragraph& DrawFromElsewhere(const TextSet& set, std::span<const size_t> stories,
                                   Random& random);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_REAL_TEXT_H_
