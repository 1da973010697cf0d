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
#include "twicetold/base/status.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/lsh/candidate_lists.h"
#include "twicetold/lsh/key_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/copies.h"
#include "twicetold/pipeline/text_keys.h"
#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/pipeline/verify_candidates.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold {
namespace {

// Clusters of the texts of `pairs`, of which the first `near` are between texts that are no copies
// and the others are of copies. A copy goes where its first text goes, which is where its own pairs
// would have put it: they are those of the first text, and that text comes before it.
std::vector<Cluster> ClusterTexts(std::span<const VerifiedPair> near,
                                  std::span<const VerifiedPair> copies, size_t count) {
  // Texts that are in no pair have no part in it: the others, and the place of each among them.
  std::vector<uint32_t> places(count, 0);
  for (const auto& pairs : {near, copies}) {
    for (const VerifiedPair& pair : pairs) places[pair.a] = places[pair.b] = 1;
  }
  std::vector<uint32_t> texts;
  for (uint32_t text = 0; text < count; ++text) {
    if (std::exchange(places[text], static_cast<uint32_t>(texts.size())) != 0) {
      texts.push_back(text);
    }
  }
  const auto place = [&](uint32_t text) { return places[text]; };
  using Edges = std::vector<std::pair<uint32_t, uint32_t>>;
  std::vector<uint32_t> preference(texts.size());
  std::iota(preference.begin(), preference.end(), 0U);
  const auto cluster = [&](const Edges& edges) {
    return ClusterByRepresentative(static_cast<uint32_t>(texts.size()), preference, edges);
  };

  Edges edges;
  edges.reserve(near.size());
  for (const VerifiedPair& pair : near) edges.emplace_back(place(pair.a), place(pair.b));
  std::vector<Cluster> clusters = cluster(edges);
  if (!copies.empty()) {
    std::vector<uint32_t> representative = preference;
    edges.clear();
    for (const Cluster& each : clusters) {
      for (const uint32_t member : each.members) {
        representative[member] = each.representative;
        edges.emplace_back(each.representative, member);
      }
    }
    for (const VerifiedPair& pair : copies) {
      edges.emplace_back(representative[place(pair.a)], place(pair.b));
    }
    clusters = cluster(edges);
  }
  for (Cluster& each : clusters) {
    each.representative = texts[each.representative];
    for (uint32_t& member : each.members) member = texts[member];
  }
  return clusters;
}

// The pairs that hot buckets did not propose, but that clusters need: a text whose partners have
// all gone is compared with the ones that they went for. A member of a family meets one of it, and
// by that one its representative.
void AddRepresentatives(std::span<const std::string_view> texts, const Recipe& recipe,
                        std::vector<VerifiedPair>& pairs) {
  constexpr uint32_t kKept = UINT32_MAX;
  std::sort(pairs.begin(), pairs.end(), [](const VerifiedPair& x, const VerifiedPair& y) {
    return std::pair(x.b, x.a) < std::pair(y.b, y.a);
  });
  std::vector<uint32_t> gone_for(texts.size(), kKept);
  TextShingler shingler(recipe);
  std::vector<uint64_t> scratch;
  const auto make_set = [&](uint32_t text, std::vector<uint64_t>& set) {
    shingler.Shingle(texts[text], set);
    DistinctShingles(set, scratch);
  };
  std::vector<VerifiedPair> added;
  std::vector<uint32_t> representatives;
  std::vector<uint64_t> set_a;
  std::vector<uint64_t> set_b;
  for (auto begin = pairs.begin(); begin != pairs.end();) {
    const auto end = std::find_if(begin, pairs.end(),
                                  [&](const VerifiedPair& pair) { return pair.b != begin->b; });
    const auto kept = std::find_if(
        begin, end, [&](const VerifiedPair& pair) { return gone_for[pair.a] == kKept; });
    if (kept != end) {
      gone_for[kept->b] = kept->a;
      begin = end;
      continue;
    }
    representatives.clear();
    for (auto pair = begin; pair != end; ++pair) representatives.push_back(gone_for[pair->a]);
    std::sort(representatives.begin(), representatives.end());
    representatives.erase(std::unique(representatives.begin(), representatives.end()),
                          representatives.end());
    make_set(begin->b, set_b);
    for (const uint32_t representative : representatives) {
      make_set(representative, set_a);
      const std::optional<Overlap> overlap = OverlapReaching(recipe.threshold, set_a, set_b);
      if (!overlap) continue;
      added.push_back({representative, begin->b, *overlap});
      gone_for[begin->b] = representative;
      break;
    }
    begin = end;
  }
  pairs.insert(pairs.end(), added.begin(), added.end());
}

// The texts that have words, where many have none. Nothing else is asked about those.
struct Worded {
  std::vector<uint32_t> numbers;  // of the texts among all, rising
  std::vector<std::string_view> texts;

  // False, and nothing done, where most have words: moving their keys together costs more than
  // having some among them that are lonely.
  bool LeaveOut(std::span<const uint8_t> has_words, std::span<const std::string_view> all) {
    const auto count = static_cast<size_t>(std::count(has_words.begin(), has_words.end(), 1));
    if (count >= all.size() - all.size() / 4) return false;
    numbers.reserve(count);
    texts.reserve(count);
    for (uint32_t i = 0; i < all.size(); ++i) {
      if (has_words[i] == 0) continue;
      numbers.push_back(i);
      texts.push_back(all[i]);
    }
    return true;
  }

  // Calls texts by their numbers among all again.
  void PutBack(NearDuplicates& found) const {
    if (numbers.empty()) return;
    for (VerifiedPair& pair : found.pairs) {
      pair.a = numbers[pair.a];
      pair.b = numbers[pair.b];
    }
    for (Cluster& cluster : found.clusters) {
      cluster.representative = numbers[cluster.representative];
      for (uint32_t& member : cluster.members) member = numbers[member];
    }
  }
};

// Keys that are to meet none are short, too: that of a copy may be one of a text that is alike.
void DropPairsOfCopies(std::span<const VerifiedPair> copies, size_t count,
                       std::vector<VerifiedPair>& pairs) {
  if (copies.empty()) return;
  std::vector<bool> is_copy(count);
  for (const VerifiedPair& pair : copies) is_copy[pair.b] = true;
  std::erase_if(pairs,
                [&](const VerifiedPair& pair) { return is_copy[pair.a] || is_copy[pair.b]; });
}

// Copies, and the buckets of other texts. Of `texts` those without words are left out, if they are
// many.
struct Met {
  Worded worded;
  Copies copies;
  std::vector<Buckets> buckets;
};

template <typename Key>
Met Meet(std::span<const std::string_view>& texts, const Recipe& recipe, const Sketcher& sketcher,
         int threads) {
  Met met;
  std::vector<uint8_t> has_words(texts.size());
  TextKeys<Key> keys = MakeTextKeys<Key>(texts, recipe, sketcher, threads, has_words);
  if (met.worded.LeaveOut(has_words, texts)) {
    texts = met.worded.texts;
    keys.Keep(met.worded.numbers);
  } else {
    const auto begin = has_words.begin();
    for (auto it = begin; (it = std::find(it, has_words.end(), 0)) != has_words.end(); ++it) {
      keys.SetLonely(static_cast<uint32_t>(it - begin));
    }
  }
  met.copies = FindCopies(texts, keys.OfCopies(), recipe, threads);
  for (const VerifiedPair& pair : met.copies.pairs) keys.SetLonely(pair.b);
  met.buckets = keys.Join(threads);
  return met;
}

}  // namespace

absl::StatusOr<NearDuplicates> FindNearDuplicates(std::span<const std::string_view> texts,
                                                  const Recipe& recipe, int threads,
                                                  size_t most_of_short_keys) {
  TWICETOLD_RETURN_IF_ERROR(recipe.Validate());
  TWICETOLD_ASSIGN_OR_RETURN(const Sketcher sketcher, Sketcher::Create(recipe.sketch));
  Met met = texts.size() <= most_of_short_keys ? Meet<uint32_t>(texts, recipe, sketcher, threads)
                                               : Meet<uint64_t>(texts, recipe, sketcher, threads);
  const Copies& copies = met.copies;
  const CandidateLists lists(std::move(met.buckets), texts.size(), recipe.buckets);
  Verified verified = VerifyCandidates(lists, texts, recipe, threads);
  DropPairsOfCopies(copies.pairs, texts.size(), verified.pairs);
  if (lists.hot_buckets() > 0) AddRepresentatives(texts, recipe, verified.pairs);

  NearDuplicates found;
  found.clusters = ClusterTexts(verified.pairs, copies.pairs, texts.size());
  found.copies = copies.pairs.size();
  found.candidates = verified.candidates + copies.candidates;
  found.dismissed = verified.dismissed;
  found.hot_buckets = lists.hot_buckets();
  found.largest_bucket = lists.largest_bucket();
  found.pairs = std::move(verified.pairs);
  found.pairs.insert(found.pairs.end(), copies.pairs.begin(), copies.pairs.end());
  std::sort(found.pairs.begin(), found.pairs.end());
  met.worded.PutBack(found);
  return found;
}

}  // namespace twicetold
