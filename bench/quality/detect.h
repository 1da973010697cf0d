#ifndef TWICETOLD_BENCH_QUALITY_DETECT_H_
#define TWICETOLD_BENCH_QUALITY_DETECT_H_

// The library's public functions as the benchmarks ask for them. What changes when the library
// gets another way to hold a draft against an archive is this file alone.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bench/quality/pan_score.h"
#include "twicetold/match/passage.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold::bench {

// The draft recipe with these passage options.
Recipe DraftRecipe(const PassageOptions& passages);

// What `draft` shares with each of `archive`, by Check on all of them together: one detection for
// every two places of a repeat of which one is in the draft and one in the archive. A pair of
// places that lies in another pair on both sides is left out: a formula inside a copied passage is
// a repeat of its own when it stands in further texts, but between these two it says nothing more.
// Spans in code points; SpanPair::suspicious is `number`, SpanPair::source the index into
// `archive`.
absl::StatusOr<std::vector<SpanPair>> DetectPassages(const std::string& draft, uint32_t number,
                                                     const std::vector<std::string>& archive,
                                                     const Recipe& recipe);

// A finding as it reads in both places.
struct Told {
  std::string a;
  std::string b;
  uint64_t words = 0;
};

// What one text tells twice, or two texts share, that is not quoted in all its places.
absl::StatusOr<std::vector<Told>> PlainRepeatsIn(const std::string& text, const Recipe& recipe);
absl::StatusOr<std::vector<Told>> PlainRepeatsAcross(const std::string& a, const std::string& b,
                                                     const Recipe& recipe);

// Whether two texts share any passage, quoted or not, by Compare.
absl::StatusOr<bool> SharesPassage(const std::string& a, const std::string& b,
                                   const Recipe& recipe);

// The share of the words of `text` that stand in passages shared with `query`, by Compare.
absl::StatusOr<double> ContainmentIn(const std::string& text, const std::string& query,
                                     const Recipe& recipe);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_DETECT_H_
