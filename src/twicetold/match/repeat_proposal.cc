#include "twicetold/match/repeat_proposal.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/base/hash_sort.h"
#include "twicetold/base/parallel.h"
#include "twicetold/match/repeat_seed.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {

void SeedStore::Add(std::span<const RepeatSeed> seeds) {
  for (const RepeatSeed& seed : seeds) {
    // The lower bits: a minimizer's upper ones are mostly zero.
    const uint64_t share = ((seed.hash & 0xffffffffU) * parts_ * kShares) >> 32;
    if (share / kShares == part_) shares_[share % kShares].push_back(seed);
  }
}

std::vector<SharedSeed> JoinStores(std::span<SeedStore> stores, int threads) {
  std::array<std::vector<SharedSeed>, SeedStore::kShares> found;
  ParallelFor(SeedStore::kShares, threads, [&](size_t i) {
    std::vector<RepeatSeed> seeds;
    seeds.swap(stores.front().share(i));
    for (SeedStore& store : stores.subspan(1)) {
      seeds.insert(seeds.end(), store.share(i).begin(), store.share(i).end());
      std::vector<RepeatSeed>().swap(store.share(i));
    }
    JoinSeeds(seeds, found[i]);
  });
  std::vector<SharedSeed> shared;
  size_t count = 0;
  for (const std::vector<SharedSeed>& some : found) count += some.size();
  shared.reserve(count);
  for (std::vector<SharedSeed>& some : found) {
    shared.insert(shared.end(), some.begin(), some.end());
    std::vector<SharedSeed>().swap(some);
  }
  const auto place = [](const SharedSeed& seed) {
    return uint64_t{seed.document} << 32 | seed.position;
  };
  uint64_t last = 0;
  for (const SharedSeed& seed : shared) last = std::max(last, place(seed));
  std::vector<SharedSeed> sorted(shared.size());
  SortByNumber<SharedSeed>(shared, sorted, place, last);
  return sorted;
}

RepeatAsker::RepeatAsker(size_t window_words, std::span<const SharedSeed> shared)
    : window_words_(window_words), shared_(shared), cutter_(window_words) {}

RepeatQuestions RepeatAsker::Ask(uint32_t document, std::span<const uint64_t> words) {
  RepeatQuestions questions;
  questions.document = document;
  windows_.clear();
  cutter_.Windows(words, windows_);
  auto shared = std::lower_bound(shared_.begin(), shared_.end(), SharedSeed{document, 0, 0, 0});
  for (const SeedWindows& windows : windows_) {
    while (shared != shared_.end() && shared->document == document &&
           shared->position < windows.position) {
      ++shared;
    }
    if (shared == shared_.end() || shared->document != document) break;
    if (shared->position != windows.position) continue;
    const uint32_t count = windows.last - windows.first + 1;
    if (!shared->mixed()) {
      const uint32_t before_seed = windows.position - windows.first;
      questions.windows.push_back(
          {windows.first, count, shared->first_document, shared->first_position - before_seed});
      continue;
    }
    questions.windows.push_back({windows.first, count, SharedSeed::kMixed, 0});
    const size_t known = questions.hashes.size();
    questions.hashes.resize(known + count);
    ShingleWords(words.subspan(windows.first, count + window_words_ - 1), window_words_,
                 questions.hashes.data() + known);
  }
  return questions;
}

uint64_t WindowTable::FirstPlace(uint64_t hash, uint64_t place) {
  Table& table = tables_[hash >> (64 - kTableBits)];
  if (table.count * 4 >= table.slots.size() * 3) Grow(table);
  Slot& slot = Find(table.slots, hash);
  if (slot.place != kEmpty) return slot.place;
  slot = {hash, place};
  ++table.count;
  return place;
}

void WindowTable::Prefetch(uint64_t hash) const {
  const std::vector<Slot>& slots = tables_[hash >> (64 - kTableBits)].slots;
  if (!slots.empty()) __builtin_prefetch(&slots[hash & (slots.size() - 1)], 1);
}

// The slot of `hash`, or the empty one where it belongs.
WindowTable::Slot& WindowTable::Find(std::vector<Slot>& slots, uint64_t hash) {
  size_t i = hash & (slots.size() - 1);
  while (slots[i].place != kEmpty && slots[i].hash != hash) i = (i + 1) & (slots.size() - 1);
  return slots[i];
}

void WindowTable::Grow(Table& table) {
  constexpr size_t kLeast = 16;
  std::vector<Slot> grown(std::max(kLeast, 2 * table.slots.size()));
  for (const Slot& slot : table.slots) {
    if (slot.place != kEmpty) Find(grown, slot.hash) = slot;
  }
  table.slots = std::move(grown);
}

void RepeatAnswerer::Answer(const RepeatQuestions& questions,
                            std::vector<RepeatProposal>& proposals) {
  constexpr size_t kAhead = 24;  // hashes, until what is prefetched has come
  const std::vector<uint64_t>& hashes = questions.hashes;
  const size_t first_of_document = proposals.size();
  for (size_t h = 0; h < std::min(kAhead, hashes.size()); ++h) first_places_.Prefetch(hashes[h]);
  size_t h = 0;
  for (const RepeatQuestions::Windows& windows : questions.windows) {
    if (windows.twin_document != SharedSeed::kMixed) {
      Propose({questions.document, windows.begin, windows.count, windows.twin_document,
               windows.twin_begin},
              first_of_document, proposals);
      continue;
    }
    for (uint32_t begin = windows.begin; begin < windows.begin + windows.count; ++begin, ++h) {
      if (h + kAhead < hashes.size()) first_places_.Prefetch(hashes[h + kAhead]);
      const uint64_t place = uint64_t{questions.document} << 32 | begin;
      const uint64_t first = first_places_.FirstPlace(hashes[h], place);
      if (first == place) continue;
      Propose({questions.document, begin, 1, static_cast<uint32_t>(first >> 32),
               static_cast<uint32_t>(first)},
              first_of_document, proposals);
    }
  }
}

// Adds a proposal to the one before it, where they are one, or behind it; none for windows that
// only overlap their twins.
void RepeatAnswerer::Propose(const RepeatProposal& proposal, size_t first_of_document,
                             std::vector<RepeatProposal>& proposals) const {
  const bool own = proposal.twin_document == proposal.document;
  if (own && proposal.begin - proposal.twin_begin < window_words_) return;
  if (proposals.size() > first_of_document) {
    RepeatProposal& last = proposals.back();
    if (last.begin + last.windows == proposal.begin &&
        last.twin_document == proposal.twin_document &&
        last.twin_begin + last.windows == proposal.twin_begin) {
      last.windows += proposal.windows;
      return;
    }
  }
  proposals.push_back(proposal);
}

}  // namespace twicetold
