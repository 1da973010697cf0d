#include "twicetold/pipeline/verify_candidates.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "twicetold/base/hash_sort.h"
#include "twicetold/base/prefetch.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/lsh/candidate_lists.h"
#include "twicetold/match/bitmap_filter.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {
namespace {

// What is made of a text for its candidates: bitmap and set when they are first needed.
struct MadeText {
  std::vector<uint64_t> shingles;
  std::vector<uint64_t> bitmap;  // empty until then
  bool is_set = false;
};

// Compares texts with earlier ones. One for each thread.
class Verifier {
 public:
  Verifier(const CandidateLists& lists, std::span<const std::string_view> texts,
           const Recipe& recipe)
      : lists_(lists), texts_(texts), threshold_(recipe.threshold), shingler_(recipe) {}

  // Of the items at these places of the lists, one after the other.
  Verified Verify(std::span<const uint64_t> places) {
    Verified verified;
    Forget();
    for (size_t i = 0; i < places.size(); ++i) {
      if (i + kFetchedAhead < places.size()) FetchAhead(places[i + kFetchedAhead]);
      lists_.EarlierThan(static_cast<uint32_t>(places[i]), earlier_);
      const uint32_t b = ItemAt(places[i]);
      if (held_ > kMostHeld) Forget();
      for (const uint32_t a : earlier_) Compare(a, b, verified);
    }
    return verified;
  }

 private:
  static constexpr size_t kMostHeld = size_t{4} << 20;  // shingles
  static constexpr size_t kFetchedAhead = 2;            // places

  uint32_t ItemAt(uint64_t place) const { return lists_.items()[static_cast<uint32_t>(place)]; }

  // Most families are two texts: the least of them and this one.
  void FetchAhead(uint64_t place) const {
    Prefetch(texts_[ItemAt(place)]);
    Prefetch(texts_[place >> 32]);
  }

  void Forget() {
    number_of_.clear();
    made_ = 0;
    held_ = 0;
  }

  // The number of what was made of the text.
  size_t Make(uint32_t text) {
    const auto [it, is_new] = number_of_.try_emplace(text, made_);
    if (!is_new) return it->second;
    if (made_ == texts_made_.size()) texts_made_.emplace_back();
    MadeText& made = texts_made_[made_];
    shingler_.Shingle(texts_[text], made.shingles);
    made.bitmap.clear();
    made.is_set = false;
    held_ += made.shingles.size();
    return made_++;
  }

  static std::span<const uint64_t> BitmapOf(MadeText& made, size_t words) {
    if (made.bitmap.size() != words) MakeBitmap(made.shingles, words, made.bitmap);
    return made.bitmap;
  }

  const std::vector<uint64_t>& SetOf(MadeText& made) {
    if (!made.is_set) DistinctShingles(made.shingles, scratch_);
    made.is_set = true;
    return made.shingles;
  }

  void Compare(uint32_t a, uint32_t b, Verified& verified) {
    ++verified.candidates;
    const size_t number_a = Make(a);
    MadeText& made_b = texts_made_[Make(b)];
    MadeText& made_a = texts_made_[number_a];
    const size_t size_a = made_a.shingles.size();
    const size_t size_b = made_b.shingles.size();
    const size_t words = BitmapWords(std::max(size_a, size_b));
    if (!BitmapsMayReach(threshold_, size_a, BitmapOf(made_a, words), size_b,
                         BitmapOf(made_b, words))) {
      ++verified.dismissed;
      return;
    }
    const std::optional<Overlap> overlap =
        OverlapReaching(threshold_, SetOf(made_a), SetOf(made_b));
    if (overlap) verified.pairs.push_back({a, b, *overlap});
  }

  const CandidateLists& lists_;
  std::span<const std::string_view> texts_;
  double threshold_;
  TextShingler shingler_;
  std::vector<uint32_t> earlier_;
  std::vector<uint64_t> scratch_;
  absl::flat_hash_map<uint32_t, size_t> number_of_;
  std::vector<MadeText> texts_made_;  // the first made_ are of this batch, the others spare memory
  size_t made_ = 0;
  size_t held_ = 0;
};

// The places of the lists, those of items that buckets connect together and in order; each above
// it the least item it is connected with.
std::vector<uint64_t> PlacesByFamily(const CandidateLists& lists, size_t count) {
  DisjointSets families(static_cast<uint32_t>(count));
  lists.ForEachBucket([&](std::span<const uint32_t> bucket) {
    for (const uint32_t member : bucket.subspan(1)) families.Unite(bucket.front(), member);
  });
  const std::vector<uint32_t>& items = lists.items();
  std::vector<uint64_t> unsorted(items.size());
  for (size_t place = 0; place < unsorted.size(); ++place) {
    unsorted[place] = uint64_t{families.Find(items[place])} << 32 | place;
  }
  std::vector<uint64_t> places(items.size());
  SortByNumber<uint64_t>(
      unsorted, places, [](uint64_t place) { return place; }, uint64_t{count} << 32);
  return places;
}

// Where batches begin, and the end: between families, or within one that is very large.
std::vector<size_t> CutBatches(std::span<const uint64_t> places, const CandidateLists& lists,
                               std::span<const std::string_view> texts) {
  constexpr size_t kBytesOfBatch = size_t{1} << 16;
  constexpr size_t kBytesAtMost = size_t{1} << 20;
  constexpr size_t kBytesMore = 64;  // the work that a text is however short
  std::vector<size_t> begins = {0};
  size_t bytes = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    const bool new_family = i > 0 && places[i] >> 32 != places[i - 1] >> 32;
    if (bytes >= (new_family ? kBytesOfBatch : kBytesAtMost)) {
      begins.push_back(i);
      bytes = 0;
    }
    bytes += texts[lists.items()[static_cast<uint32_t>(places[i])]].size() + kBytesMore;
  }
  if (!places.empty()) begins.push_back(places.size());
  return begins;
}

}  // namespace

Verified VerifyCandidates(const CandidateLists& lists, std::span<const std::string_view> texts,
                          const Recipe& recipe, int threads) {
  const std::vector<uint64_t> places = PlacesByFamily(lists, texts.size());
  const std::vector<size_t> batches = CutBatches(places, lists, texts);
  std::vector<Verified> of_batch(batches.size() - 1);
  ForEachWithWorker(
      of_batch.size(), threads, [&] { return Verifier(lists, texts, recipe); },
      [&](Verifier& verifier, size_t batch) {
        of_batch[batch] = verifier.Verify(
            std::span(places).subspan(batches[batch], batches[batch + 1] - batches[batch]));
      });
  Verified all;
  size_t pairs = 0;
  for (const Verified& batch : of_batch) pairs += batch.pairs.size();
  all.pairs.reserve(pairs);
  for (Verified& batch : of_batch) {
    all.pairs.insert(all.pairs.end(), batch.pairs.begin(), batch.pairs.end());
    batch.pairs = {};
    all.candidates += batch.candidates;
    all.dismissed += batch.dismissed;
  }
  return all;
}

}  // namespace twicetold
