#include "twicetold/pipeline/verifier.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "twicetold/base/prefetch.h"
#include "twicetold/match/bitmap_filter.h"
#include "twicetold/match/overlap.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {

Verified Verifier::Verify(std::span<const PlaceInFamily> places) {
  constexpr size_t kFetchedAhead = 2;
  Verified verified;
  Forget();
  for (size_t i = 0; i < places.size(); ++i) {
    if (i + kFetchedAhead < places.size()) FetchAhead(places[i + kFetchedAhead]);
    lists_.EarlierThan(static_cast<uint32_t>(places[i]), earlier_);
    CompareWithEarlier(ItemAt(places[i]), verified);
  }
  return verified;
}

Verified Verifier::VerifyHot(std::span<const PlaceInFamily> places) {
  Verified verified;
  Forget();
  for (const PlaceInFamily place : places) {
    lists_.EarlierInHotBuckets(static_cast<uint32_t>(place), earlier_);
    CompareWithEarlier(ItemAt(place), verified);
  }
  return verified;
}

Verified Verifier::VerifyBuckets(std::span<const std::span<const uint32_t>> buckets) {
  Verified verified;
  for (const std::span<const uint32_t> bucket : buckets) {
    Forget();
    for (size_t before = 1; before < bucket.size(); ++before) {
      lists_.EarlierInBucket(bucket, before, earlier_);
      CompareWithEarlier(bucket[before], verified);
    }
  }
  return verified;
}

// Most families are two texts: the least of them and this one.
void Verifier::FetchAhead(PlaceInFamily place) const {
  Prefetch(texts_[ItemAt(place)]);
  Prefetch(texts_[place >> 32]);
}

void Verifier::Forget() {
  number_of_.clear();
  made_ = 0;
  held_ = 0;
}

size_t Verifier::Make(uint32_t text) {
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

std::span<const uint64_t> Verifier::BitmapOf(MadeText& made, size_t words) {
  if (made.bitmap.size() != words) MakeBitmap(made.shingles, words, made.bitmap);
  return made.bitmap;
}

const std::vector<uint64_t>& Verifier::SetOf(MadeText& made) {
  if (!made.is_set) DistinctShingles(made.shingles, scratch_);
  made.is_set = true;
  return made.shingles;
}

void Verifier::CompareWithEarlier(uint32_t b, Verified& verified) {
  for (const uint32_t a : earlier_) {
    if (held_ > most_held_) Forget();
    Compare(a, b, verified);
  }
}

void Verifier::Compare(uint32_t a, uint32_t b, Verified& verified) {
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
  const std::optional<Overlap> overlap = OverlapReaching(threshold_, SetOf(made_a), SetOf(made_b));
  if (overlap) verified.pairs.push_back({a, b, *overlap});
}

}  // namespace twicetold
