#ifndef TWICETOLD_TESTS_SUPPORT_MADE_DOCUMENTS_H_
#define TWICETOLD_TESTS_SUPPORT_MADE_DOCUMENTS_H_

// A made corpus: as many documents as wanted, the same ones everywhere, any one of them at any
// time.
//
// It is like English news in what speed depends on: 6.3 bytes a word with what separates it, one
// word in eight above 8 bytes and one in 120 above 16, sentences, paragraphs, capitals, numbers;
// words by Zipf's law (shifted, as Mandelbrot has it) from a vocabulary so large that five words in
// a row hardly ever recur by chance. The words themselves mean nothing.
//
// One document in five has near copies. Families have 2 members mostly, some up to 60 and, in a
// large corpus, one in some ten thousand documents 1,000. A copy is edited at one of several
// levels, from not at all to every fifth word, and may be cut short. One family in six is a form
// letter: the same text with names and amounts of its own in a dozen places. Members stand anywhere
// in the corpus.
//
// Document i is a function of the options and i alone, so a corpus can be larger than memory and be
// made by several threads.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "twicetold/base/random.h"

namespace twicetold::testing {

enum class Style {
  kAscii,
  kNews,   // curly quotes and apostrophes, and dashes: about one byte in 200
  kMixed,  // each document in one of eight scripts; two of them write no spaces
};

struct MadeOptions {
  uint64_t count = 0;   // documents
  size_t bytes = 2600;  // of a document, about
  Style style = Style::kAscii;
  uint64_t seed = 1;
};

class MadeDocuments {
 public:
  explicit MadeDocuments(const MadeOptions& options);

  uint64_t size() const { return options_.count; }

  // Document `i`, UTF-8. Thread-safe.
  std::string Text(uint64_t i) const;

  // The family that document `i` is of; documents of one family, and no others, are copies of one
  // text, though not all near enough to be a pair at every threshold. Thread-safe.
  uint64_t Family(uint64_t i) const;

 private:
  struct Slot {
    uint32_t family;
    uint32_t member;
    bool form_letter;
  };
  // Words of one script end to end, drawn by the alias method.
  struct Vocabulary {
    std::string letters;
    std::vector<uint32_t> begins;
    std::vector<uint32_t> thresholds;
    std::vector<uint32_t> aliases;
    bool spaceless;
  };
  class Writer;

  static Vocabulary MakeVocabulary(size_t script, Random& random);
  void LayOut(Random& random);
  uint64_t Place(uint64_t i) const;

  MadeOptions options_;
  std::vector<Vocabulary> vocabularies_;
  std::vector<Slot> layout_;  // of a block of places, again and again
  uint64_t step_;             // prime to the count: document i is at place i * step_
};

// All documents of such a corpus.
std::vector<std::string> MakeAll(const MadeOptions& options);

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_MADE_DOCUMENTS_H_
