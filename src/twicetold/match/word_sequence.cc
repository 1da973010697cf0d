#include "twicetold/match/word_sequence.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "twicetold/base/span.h"
#include "twicetold/text/words.h"

namespace twicetold {

WordSequence::WordSequence(std::span<const Words* const> documents) {
  size_t total = 0;
  for (const Words* words : documents) total += words->size() + 1;
  ids_.reserve(total);
  quarters_.reserve(total);
  starts_.reserve(documents.size() + 1);
  absl::flat_hash_map<std::string_view, uint32_t> vocabulary;
  // Words count up from 0 and barriers down from the top, so the two never meet.
  uint32_t barrier = UINT32_MAX;
  for (const Words* words : documents) {
    starts_.push_back(ids_.size());
    for (size_t i = 0; i < words->size(); ++i) {
      const auto next = static_cast<uint32_t>(vocabulary.size());
      ids_.push_back(vocabulary.try_emplace(words->folded(i), next).first->second);
      quarters_.push_back(static_cast<uint8_t>(words->weight(i)));
    }
    ids_.push_back(barrier--);
    quarters_.push_back(0);
  }
  starts_.push_back(ids_.size());
}

size_t WordSequence::DocumentOf(size_t position) const {
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), position);
  return static_cast<size_t>(next - starts_.begin()) - 1;
}

Span WordSequence::document_range(size_t document) const {
  return Span{starts_[document], starts_[document + 1] - 1};
}

}  // namespace twicetold
