#ifndef TWICETOLD_TEXT_PREPARED_H_
#define TWICETOLD_TEXT_PREPARED_H_

// A document cut into what the later stages compare: words, and the paragraphs, sentences and
// quotations they stand in.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/text/document.h"
#include "twicetold/text/words.h"

namespace twicetold {

struct Prepared {
  Words words;
  // Byte spans of the document's text.
  std::vector<Span> paragraphs;
  std::vector<Span> quotations;
  // Word ranges, one a paragraph (empty for a paragraph without a word).
  std::vector<Span> paragraph_words;
  // One a word: 1 inside quotation marks.
  std::vector<uint8_t> quoted;

  // The index of the paragraph that holds word `word`.
  size_t ParagraphOfWord(size_t word) const;
};

// Cuts `document`; `seed` enters the word hashes. Thread-safe.
Prepared Prepare(const Document& document, uint64_t seed);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_PREPARED_H_
