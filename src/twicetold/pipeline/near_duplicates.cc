#include "twicetold/pipeline/near_duplicates.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/status.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/match/overlap.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// Shingles of one text after the other, in memory that is used again. One for each thread.
class Shingler {
 public:
  explicit Shingler(const Recipe& recipe) : words_(recipe.hash_seed), n_(recipe.shingle_words) {}

  // In order of position. Valid until the next call.
  std::vector<uint64_t>& Shingle(std::string_view text) {
    const std::span<const uint64_t> words = words_.Hash(text);
    shingles_.resize(ShingleCount(words.size(), n_));
    ShingleWords(words, n_, shingles_.data());
    return shingles_;
  }

 private:
  WordHasher words_;
  size_t n_;
  std::vector<uint64_t> shingles_;
};

// Where groups of texts of about as many bytes begin, and the end: what threads share out, since
// some texts are a thousand times as long as others.
std::vector<size_t> GroupByBytes(std::span<const std::string_view> texts) {
  constexpr size_t kBytesOfGroup = size_t{1} << 18;
  std::vector<size_t> begins = {0};
  size_t bytes = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    bytes += texts[i].size();
    if (bytes < kBytesOfGroup) continue;
    begins.push_back(i + 1);
    bytes = 0;
  }
  if (begins.back() != texts.size()) begins.push_back(texts.size());
  return begins;
}

// Signatures of the texts that have words, and which these are.
struct Signatures {
  std::vector<uint16_t> digests;
  std::vector<uint32_t> texts;
};

Signatures SketchAll(std::span<const std::string_view> texts, const Recipe& recipe,
                     const Sketcher& sketcher, int threads) {
  const size_t size = recipe.sketch.size;
  const std::vector<size_t> groups = GroupByBytes(texts);
  Signatures signatures;
  signatures.digests.resize(texts.size() * size);
  std::vector<uint8_t> has_words(texts.size(), 0);
  ParallelFor(groups.size() - 1, threads, [&](size_t group) {
    Shingler shingler(recipe);
    for (size_t i = groups[group]; i < groups[group + 1]; ++i) {
      const std::vector<uint64_t>& shingles = shingler.Shingle(texts[i]);
      if (shingles.empty()) continue;
      has_words[i] = 1;
      sketcher.Sketch(shingles, std::span(signatures.digests).subspan(i * size, size));
    }
  });
  size_t count = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (has_words[i] == 0) continue;
    if (count < i) {
      std::copy_n(signatures.digests.begin() + static_cast<std::ptrdiff_t>(i * size), size,
                  signatures.digests.begin() + static_cast<std::ptrdiff_t>(count * size));
    }
    signatures.texts.push_back(static_cast<uint32_t>(i));
    ++count;
  }
  signatures.digests.resize(count * size);
  return signatures;
}

// The sets of texts that are candidates, each made once.
std::vector<std::vector<uint64_t>> SetsOf(std::span<const uint32_t> wanted,
                                          std::span<const std::string_view> texts,
                                          const Recipe& recipe, int threads) {
  constexpr size_t kTextsAtOnce = 64;
  std::vector<std::vector<uint64_t>> sets(wanted.size());
  ParallelFor((wanted.size() + kTextsAtOnce - 1) / kTextsAtOnce, threads, [&](size_t part) {
    Shingler shingler(recipe);
    std::vector<uint64_t> scratch;
    const size_t end = std::min(wanted.size(), (part + 1) * kTextsAtOnce);
    for (size_t i = part * kTextsAtOnce; i < end; ++i) {
      std::vector<uint64_t>& shingles = shingler.Shingle(texts[wanted[i]]);
      DistinctShingles(shingles, scratch);
      sets[i].assign(shingles.begin(), shingles.end());
    }
  });
  return sets;
}

std::vector<VerifiedPair> VerifyAll(std::span<const Candidate> candidates,
                                    std::span<const std::string_view> texts, const Recipe& recipe,
                                    int threads) {
  std::vector<uint32_t> wanted;
  wanted.reserve(2 * candidates.size());
  for (const Candidate& candidate : candidates)
    wanted.insert(wanted.end(), {candidate.a, candidate.b});
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  const std::vector<std::vector<uint64_t>> sets = SetsOf(wanted, texts, recipe, threads);
  const auto set_of = [&](uint32_t text) -> const std::vector<uint64_t>& {
    return sets[static_cast<size_t>(std::lower_bound(wanted.begin(), wanted.end(), text) -
                                    wanted.begin())];
  };
  std::vector<VerifiedPair> pairs;
  for (const Candidate& candidate : candidates) {
    const std::optional<Overlap> overlap =
        OverlapReaching(recipe.threshold, set_of(candidate.a), set_of(candidate.b));
    if (overlap) pairs.push_back({candidate.a, candidate.b, *overlap});
  }
  return pairs;
}

}  // namespace

absl::StatusOr<NearDuplicates> FindNearDuplicates(std::span<const std::string_view> texts,
                                                  const Recipe& recipe, int threads) {
  TWICETOLD_RETURN_IF_ERROR(recipe.Validate());
  TWICETOLD_ASSIGN_OR_RETURN(const Sketcher sketcher, Sketcher::Create(recipe.sketch));
  const Signatures signatures = SketchAll(texts, recipe, sketcher, threads);
  BucketResult buckets =
      JoinBuckets(signatures.digests, recipe.sketch.size, recipe.Plan(), recipe.buckets, threads);
  for (Candidate& candidate : buckets.candidates) {
    candidate = {signatures.texts[candidate.a], signatures.texts[candidate.b]};
  }
  NearDuplicates found;
  found.candidates = buckets.candidates.size();
  found.hot_buckets = buckets.hot_buckets;
  found.pairs = VerifyAll(buckets.candidates, texts, recipe, threads);

  std::vector<uint32_t> preference(texts.size());
  std::iota(preference.begin(), preference.end(), 0U);
  std::vector<std::pair<uint32_t, uint32_t>> edges;
  edges.reserve(found.pairs.size());
  for (const VerifiedPair& pair : found.pairs) edges.emplace_back(pair.a, pair.b);
  found.clusters = ClusterByRepresentative(static_cast<uint32_t>(texts.size()), preference, edges);
  return found;
}

}  // namespace twicetold
