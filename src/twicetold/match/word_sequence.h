#ifndef TWICETOLD_MATCH_WORD_SEQUENCE_H_
#define TWICETOLD_MATCH_WORD_SEQUENCE_H_

// The words of several documents end to end, as numbers that are equal exactly when words are.
//
// Passages are looked for in one long sequence, so that repeats inside a document and repeats
// across documents are one and the same search. Between two documents stands a barrier, a word
// that equals no other, so no run of equal words crosses from one into the next.
//
// Words are numbered by their folded bytes (interned), not by their hashes: what is found equal
// here is equal text, and no hash collision can make a finding.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/text/words.h"

namespace twicetold {

class WordSequence {
 public:
  // `documents` must outlive the constructor only. At most 2^31 words and barriers in all.
  explicit WordSequence(std::span<const Words* const> documents);

  // Words and barriers, positions 0 to size() - 1.
  size_t size() const { return ids_.size(); }
  uint32_t id(size_t position) const { return ids_[position]; }

  // What the word counts toward a length threshold, in quarters of a word (Weight); 0
  // for a barrier.
  uint32_t quarters(size_t position) const { return quarters_[position]; }

  // The number of the document that holds `position`, and the range of its positions (without
  // the barrier that follows).
  size_t DocumentOf(size_t position) const;
  Span document_range(size_t document) const;
  size_t document_count() const { return starts_.size() - 1; }

 private:
  std::vector<uint32_t> ids_;
  std::vector<uint8_t> quarters_;
  std::vector<size_t> starts_;  // of each document; one more at the end
};

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_WORD_SEQUENCE_H_
