#ifndef TWICETOLD_PIPELINE_VERIFIER_H_
#define TWICETOLD_PIPELINE_VERIFIER_H_

// One thread's comparing of texts with earlier ones, batch by batch. What is made of a text, its
// bitmap and its set, is kept for the candidates of its batch that come after, as long as not too
// much of it is there.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "twicetold/lsh/candidate_lists.h"
#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/pipeline/verify_candidates.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {

// An item of candidate lists: its place there, and above it the least of the items that buckets
// connect it with.
using PlaceInFamily = uint64_t;

class Verifier {
 public:
  // Holds sets of up to `most_held` shingles, and those of two texts more.
  Verifier(const CandidateLists& lists, std::span<const std::string_view> texts,
           const Recipe& recipe, size_t most_held)
      : lists_(lists),
        texts_(texts),
        threshold_(recipe.threshold),
        most_held_(most_held),
        shingler_(recipe) {}

  // Items with all their candidates.
  Verified Verify(std::span<const PlaceInFamily> places);
  // Items with the candidates that only hot buckets tell.
  Verified VerifyHot(std::span<const PlaceInFamily> places);
  // Buckets that are not hot, with the candidates that no earlier one told.
  Verified VerifyBuckets(std::span<const std::span<const uint32_t>> buckets);

 private:
  // What is made of a text for its candidates: bitmap and set when they are first needed.
  struct MadeText {
    std::vector<uint64_t> shingles;
    std::vector<uint64_t> bitmap;  // empty until then
    bool is_set = false;
  };

  uint32_t ItemAt(PlaceInFamily place) const {
    return lists_.items()[static_cast<uint32_t>(place)];
  }
  void FetchAhead(PlaceInFamily place) const;
  void Forget();
  size_t Make(uint32_t text);  // the number of what was made of it
  static std::span<const uint64_t> BitmapOf(MadeText& made, size_t words);
  const std::vector<uint64_t>& SetOf(MadeText& made);
  void CompareWithEarlier(uint32_t b, Verified& verified);
  void Compare(uint32_t a, uint32_t b, Verified& verified);

  const CandidateLists& lists_;
  std::span<const std::string_view> texts_;
  double threshold_;
  size_t most_held_;
  TextShingler shingler_;
  std::vector<uint32_t> earlier_;
  std::vector<uint64_t> scratch_;
  absl::flat_hash_map<uint32_t, size_t> number_of_;
  std::vector<MadeText> texts_made_;  // the first made_ are of this batch, the others spare memory
  size_t made_ = 0;
  size_t held_ = 0;  // shingles
};

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_VERIFIER_H_
