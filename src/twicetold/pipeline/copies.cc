#include "twicetold/pipeline/copies.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/prefetch.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/lsh/key_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {
namespace {

// The text that copies are compared with, one after the other.
class Original {
 public:
  Original(std::span<const std::string_view> texts, const Recipe& recipe)
      : texts_(texts), shingler_(recipe), n_(recipe.shingle_words) {}

  // How many distinct shingles the two texts have when their words are equal; 0 when they are not.
  uint64_t SharedWith(uint32_t original, uint32_t copy) {
    if (!made_ || original != of_) Make(original);
    return std::ranges::equal(words_, shingler_.Words(texts_[copy])) ? distinct_ : 0;
  }

 private:
  void Make(uint32_t original) {
    const std::span<const uint64_t> words = shingler_.Words(texts_[original]);
    words_.assign(words.begin(), words.end());
    shingles_.resize(ShingleCount(words_.size(), n_));
    ShingleWords(words_, n_, shingles_.data());
    DistinctShingles(shingles_, scratch_);
    distinct_ = shingles_.size();
    of_ = original;
    made_ = true;
  }

  std::span<const std::string_view> texts_;
  TextShingler shingler_;
  size_t n_;
  std::vector<uint64_t> words_;
  std::vector<uint64_t> shingles_;
  std::vector<uint64_t> scratch_;
  uint64_t distinct_ = 0;
  uint32_t of_ = 0;
  bool made_ = false;
};

}  // namespace

Copies FindCopies(std::span<const std::string_view> texts, std::span<const uint64_t> keys,
                  const Recipe& recipe, int threads) {
  const Buckets buckets = KeyJoin().Join(keys, threads);
  std::vector<Candidate> candidates;
  for (size_t bucket = 0; bucket < buckets.size(); ++bucket) {
    const std::span<const uint32_t> members = buckets[bucket];
    for (const uint32_t copy : members.subspan(1)) candidates.push_back({members.front(), copy});
  }
  const std::vector<size_t> groups =
      GroupByBytes(candidates.size(), [&](size_t i) { return texts[candidates[i].b].size(); });
  constexpr size_t kFetchedAhead = 2;  // candidates
  std::vector<uint64_t> shared(candidates.size());
  ForEachWithWorker(
      groups.size() - 1, threads, [&] { return Original(texts, recipe); },
      [&](Original& original, size_t group) {
        for (size_t i = groups[group]; i < groups[group + 1]; ++i) {
          if (i + kFetchedAhead < candidates.size()) {
            Prefetch(texts[candidates[i + kFetchedAhead].a]);
            Prefetch(texts[candidates[i + kFetchedAhead].b]);
          }
          shared[i] = original.SharedWith(candidates[i].a, candidates[i].b);
        }
      });
  Copies copies;
  copies.candidates = candidates.size();
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (shared[i] == 0) continue;
    copies.pairs.push_back({candidates[i].a, candidates[i].b, Overlap{shared[i], 0, 0}});
  }
  return copies;
}

}  // namespace twicetold
