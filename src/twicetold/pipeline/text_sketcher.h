#ifndef TWICETOLD_PIPELINE_TEXT_SKETCHER_H_
#define TWICETOLD_PIPELINE_TEXT_SKETCHER_H_

// Signatures of many texts, some at a time: the words of all of those, then their shingles, then
// their signatures (docs/decisions/0016). In memory that is used again; one for each thread.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"
#include "twicetold/text/words.h"

namespace twicetold {

// What is known of a text when it is sketched. Valid during a call.
struct SketchedText {
  size_t place;                        // among the texts
  std::span<const uint64_t> shingles;  // in order of position
  uint64_t shingle_sum;
  std::span<const uint16_t> signature;
};

class TextSketcher {
 public:
  // The sketcher is that of the recipe, and outlives this.
  TextSketcher(const Recipe& recipe, const Sketcher& sketcher)
      : sketcher_(sketcher), n_(recipe.shingle_words), words_(recipe.hash_seed) {}

  // Calls take(SketchedText) for each of the texts that has words, in their order.
  template <typename Take>
  void Sketch(std::span<const std::string_view> texts, Take take) {
    for (size_t begin = 0; begin < texts.size();) {
      size_t end = begin;
      for (size_t bytes = 0;
           end < texts.size() && end - begin < kTextsAtOnce && bytes < kBytesAtOnce; ++end) {
        bytes += texts[end].size();
      }
      SketchSome(texts.subspan(begin, end - begin));
      const size_t size = sketcher_.options().size;
      for (size_t i = 0; i < places_.size(); ++i) {
        take(SketchedText{begin + places_[i], shingles_[i], shingles_.sum(i),
                          std::span(signatures_).subspan(i * size, size)});
      }
      begin = end;
    }
  }

 private:
  // So few that all stays in the nearest cache. One step of all texts comes before the next step of
  // the first: to read what has just been written, and in other widths, means to wait until it is
  // in the cache.
  static constexpr size_t kTextsAtOnce = 32;
  static constexpr size_t kBytesAtOnce = 6144;

  void SketchSome(std::span<const std::string_view> texts) {
    word_begins_.resize(texts.size() + 1);
    const auto words = words_.Hash(texts, std::span(word_begins_).subspan(1));
    places_.resize(texts.size());
    std::iota(places_.begin(), places_.end(), size_t{0});
    if (std::ranges::adjacent_find(word_begins_) != word_begins_.end()) LeaveOutThoseWithoutWords();
    shingles_.Make(words, word_begins_, n_);
    signatures_.resize(places_.size() * sketcher_.options().size);
    sketcher_.SketchAll(shingles_.all(), shingles_.begins(), signatures_);
  }

  void LeaveOutThoseWithoutWords() {
    std::erase_if(places_, [&](size_t i) { return word_begins_[i] == word_begins_[i + 1]; });
    word_begins_.erase(std::unique(word_begins_.begin(), word_begins_.end()), word_begins_.end());
  }

  const Sketcher& sketcher_;
  size_t n_;
  WordHasher words_;
  std::vector<size_t> word_begins_ = {0};  // of each text that has words, and the end
  std::vector<size_t> places_;             // of those texts
  ShinglesOfTexts shingles_;
  std::vector<uint16_t> signatures_;
};

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_TEXT_SKETCHER_H_
