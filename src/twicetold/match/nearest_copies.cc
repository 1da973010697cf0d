#include "twicetold/match/nearest_copies.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/span.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
constexpr int kMaxSteps = 64;

}  // namespace

NearestCopies::NearestCopies(const WordSequence& words, size_t shingle_words)
    : words_(words), next_(words.size(), kNone), previous_(words.size(), kNone) {
  absl::flat_hash_map<uint64_t, uint32_t> last;
  for (size_t p = 0; p + shingle_words <= words.size(); ++p) {
    uint64_t key = 0;
    for (size_t k = 0; k < shingle_words; ++k) key = Mix64(key + words.id(p + k) + 1);
    const auto [known, is_new] = last.try_emplace(key, static_cast<uint32_t>(p));
    if (is_new) continue;
    previous_[p] = known->second;
    next_[known->second] = static_cast<uint32_t>(p);
    known->second = static_cast<uint32_t>(p);
  }
}

Span NearestCopies::Ground(uint32_t begin, uint32_t size, Span document) const {
  const uint32_t before = Find(previous_, begin, size);
  const uint32_t behind = Find(next_, begin, size);
  Span ground = document;
  if (before != kNone) {
    ground.begin = std::clamp<uint64_t>(uint64_t{before} + size, document.begin, begin);
  }
  if (behind != kNone) {
    ground.end = std::clamp<uint64_t>(behind, uint64_t{begin} + size, document.end);
  }
  return ground;
}

uint32_t NearestCopies::Find(const std::vector<uint32_t>& step, uint32_t begin,
                             uint32_t size) const {
  uint32_t place = step[begin];
  for (int i = 0; i < kMaxSteps && place != kNone; ++i, place = step[place]) {
    uint32_t same = 0;
    // A place so near the end that the run does not fit is stopped by the last barrier.
    while (same < size && words_.id(place + same) == words_.id(begin + same)) ++same;
    if (same == size) return place;
  }
  return kNone;
}

}  // namespace twicetold
