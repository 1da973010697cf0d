#include "twicetold/match/companion.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "twicetold/base/hash.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

constexpr uint32_t kSlots = 1U << 16;
constexpr uint32_t kNone = 0;
constexpr uint32_t kBarrier = 1;  // a key that no run has

uint32_t SlotOf(uint32_t key) { return key % kSlots; }

}  // namespace

CompanionSearch::CompanionSearch(const WordSequence& words, uint32_t max_gap_words)
    : reach_(2 * max_gap_words + 16), keys_(words.size(), kNone) {
  for (size_t p = 0; p < keys_.size(); ++p) {
    uint64_t key = 0;
    uint64_t quarters = 0;
    for (size_t k = p; quarters < kSolidQuarters; ++k) {
      if (k >= words.size() || words.quarters(k) == 0) break;
      key = Mix64(key + 0x9e3779b97f4a7c15U + words.id(k));
      quarters += words.quarters(k);
    }
    if (words.quarters(p) == 0) keys_[p] = kBarrier;
    if (quarters >= kSolidQuarters) keys_[p] = static_cast<uint32_t>(key) | 1U << 31;
  }
  before_.epochs.assign(kSlots, 0);
  behind_.epochs.assign(kSlots, 0);
}

void CompanionSearch::Fill(uint32_t begin, uint32_t end, Window& window) const {
  if (window.epoch != 0 && window.begin == begin && window.end == end) return;
  window.begin = begin;
  window.end = end;
  if (++window.epoch == 0) {  // all 2^32 are used up
    std::fill(window.epochs.begin(), window.epochs.end(), 0);
    window.epoch = 1;
  }
  for (uint32_t p = begin; p < end; ++p) {
    if (keys_[p] != kNone) window.epochs[SlotOf(keys_[p])] = window.epoch;
  }
}

// True when a key of [begin, end) stands in `window` too.
bool CompanionSearch::Meet(const Window& window, uint32_t begin, uint32_t end) const {
  for (uint32_t p = begin; p < end; ++p) {
    const uint32_t key = keys_[p];
    if (key == kNone || window.epochs[SlotOf(key)] != window.epoch) continue;
    const auto first = keys_.begin() + window.begin;
    const auto last = keys_.begin() + window.end;
    if (std::find(first, last, key) != last) return true;
  }
  return false;
}

uint32_t CompanionSearch::BeginBefore(uint32_t begin) const {
  const uint32_t least = begin - std::min(begin, reach_);
  while (begin > least && keys_[begin - 1] != kBarrier) --begin;
  return begin;
}

uint32_t CompanionSearch::EndBehind(uint32_t end) const {
  const size_t most = std::min(keys_.size(), size_t{end} + reach_);
  while (end < most && keys_[end] != kBarrier) ++end;
  return end;
}

bool CompanionSearch::HasCompanion(const ExactRun& seed) {
  Fill(BeginBefore(seed.a), seed.a, before_);
  if (Meet(before_, BeginBefore(seed.b), seed.b)) return true;
  const uint32_t end_a = seed.a + seed.size;
  const uint32_t end_b = seed.b + seed.size;
  Fill(end_a, EndBehind(end_a), behind_);
  return Meet(behind_, end_b, EndBehind(end_b));
}

}  // namespace twicetold
