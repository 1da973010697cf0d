#include "twicetold/pipeline/verify_candidates.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/hash_sort.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/lsh/candidate_lists.h"
#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/pipeline/verifier.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

// The places of the lists, those of a family (items that buckets connect) together and in order.
std::vector<PlaceInFamily> PlacesByFamily(const CandidateLists& lists, size_t count) {
  DisjointSets families(static_cast<uint32_t>(count));
  lists.ForEachBucket([&](std::span<const uint32_t> bucket) {
    for (const uint32_t member : bucket.subspan(1)) families.Unite(bucket.front(), member);
  });
  const std::vector<uint32_t>& items = lists.items();
  std::vector<PlaceInFamily> unsorted(items.size());
  for (size_t place = 0; place < unsorted.size(); ++place) {
    unsorted[place] = uint64_t{families.Find(items[place])} << 32 | place;
  }
  std::vector<PlaceInFamily> places(items.size());
  SortByNumber<uint64_t>(
      unsorted, places, [](uint64_t place) { return place; }, uint64_t{count} << 32);
  return places;
}

// Takes out the families of more than `most_bytes`. `bytes_of` a place.
template <typename BytesOf>
std::vector<PlaceInFamily> TakeTooLarge(std::vector<PlaceInFamily>& places, uint64_t most_bytes,
                                        BytesOf bytes_of) {
  std::vector<PlaceInFamily> taken;
  size_t kept = 0;
  for (size_t begin = 0; begin < places.size();) {
    size_t end = begin;
    uint64_t bytes = 0;
    for (; end < places.size() && places[end] >> 32 == places[begin] >> 32; ++end) {
      bytes += bytes_of(places[end]);
    }
    const auto family = std::span(places).subspan(begin, end - begin);
    if (bytes > most_bytes) {
      taken.insert(taken.end(), family.begin(), family.end());
    } else {
      if (kept != begin) std::copy(family.begin(), family.end(), places.data() + kept);
      kept += family.size();
    }
    begin = end;
  }
  places.resize(kept);
  return taken;
}

// Where batches begin, and the end: between families, or within one that is very large.
template <typename BytesOf>
std::vector<size_t> CutBatches(std::span<const PlaceInFamily> places, uint64_t most_bytes,
                               BytesOf bytes_of) {
  constexpr size_t kBytesOfBatch = size_t{1} << 16;
  std::vector<size_t> begins = {0};
  uint64_t bytes = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    const bool new_family = i > 0 && places[i] >> 32 != places[i - 1] >> 32;
    if (bytes >= (new_family ? kBytesOfBatch : most_bytes)) {
      begins.push_back(i);
      bytes = 0;
    }
    bytes += bytes_of(places[i]);
  }
  if (!places.empty()) begins.push_back(places.size());
  return begins;
}

// The buckets that are not hot in families that were taken out.
std::vector<std::span<const uint32_t>> BucketsOf(std::span<const PlaceInFamily> taken,
                                                 const CandidateLists& lists, size_t count) {
  std::vector<std::span<const uint32_t>> buckets;
  if (taken.empty()) return buckets;
  std::vector<bool> is_taken(count);
  for (const PlaceInFamily place : taken) {
    is_taken[lists.items()[static_cast<uint32_t>(place)]] = true;
  }
  lists.ForEachBucket([&](std::span<const uint32_t> bucket) {
    if (is_taken[bucket.back()] && !lists.IsHot(bucket)) buckets.push_back(bucket);
  });
  return buckets;
}

// Collects what batches give, in their order.
void Append(std::vector<Verified>& batches, Verified& all) {
  size_t pairs = all.pairs.size();
  for (const Verified& batch : batches) pairs += batch.pairs.size();
  all.pairs.reserve(pairs);
  for (Verified& batch : batches) {
    all.pairs.insert(all.pairs.end(), batch.pairs.begin(), batch.pairs.end());
    batch.pairs = {};
    all.candidates += batch.candidates;
    all.dismissed += batch.dismissed;
  }
}

}  // namespace

Verified VerifyCandidates(const CandidateLists& lists, std::span<const std::string_view> texts,
                          const Recipe& recipe, int threads, size_t most_held) {
  constexpr uint64_t kBytesMore = 64;                 // the work that a text is however short
  constexpr uint64_t kBytesOfShingle = 5;             // few languages have shorter words
  constexpr uint64_t kMostBytes = uint64_t{1} << 20;  // of a batch
  // Members of hot buckets have some hundred candidates in common, made once for a batch.
  constexpr uint64_t kMostBytesOfHot = uint64_t{8} << 20;
  const auto bytes_of = [&](PlaceInFamily place) {
    return texts[lists.items()[static_cast<uint32_t>(place)]].size() + kBytesMore;
  };
  Verified all;
  // Calls verify(verifier, begin, end) for all stretches that begin and end at `ends`.
  const auto run = [&](std::span<const size_t> ends, auto verify) {
    std::vector<Verified> of_batch(ends.size() - 1);
    ForEachWithWorker(
        of_batch.size(), threads, [&] { return Verifier(lists, texts, recipe, most_held); },
        [&](Verifier& verifier, size_t batch) {
          of_batch[batch] = verify(verifier, ends[batch], ends[batch + 1] - ends[batch]);
        });
    Append(of_batch, all);
  };

  std::vector<PlaceInFamily> places = PlacesByFamily(lists, texts.size());
  const std::vector<PlaceInFamily> too_large =
      TakeTooLarge(places, most_held * kBytesOfShingle, bytes_of);
  run(CutBatches(places, kMostBytes, bytes_of), [&](Verifier& verifier, size_t from, size_t some) {
    return verifier.Verify(std::span(places).subspan(from, some));
  });
  const std::vector<std::span<const uint32_t>> buckets = BucketsOf(too_large, lists, texts.size());
  const auto bytes_of_bucket = [&](size_t bucket) {
    return buckets[bucket].size() * texts[buckets[bucket].front()].size();
  };
  run(GroupByBytes(buckets.size(), bytes_of_bucket),
      [&](Verifier& verifier, size_t from, size_t some) {
        return verifier.VerifyBuckets(std::span(buckets).subspan(from, some));
      });
  run(CutBatches(too_large, kMostBytesOfHot, bytes_of),
      [&](Verifier& verifier, size_t from, size_t some) {
        return verifier.VerifyHot(std::span(too_large).subspan(from, some));
      });
  return all;
}

}  // namespace twicetold
