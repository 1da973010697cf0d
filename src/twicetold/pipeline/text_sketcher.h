#ifndef TWICETOLD_PIPELINE_TEXT_SKETCHER_H_
#define TWICETOLD_PIPELINE_TEXT_SKETCHER_H_

// Signatures of one text after the other, made of several at once (Sketcher::SketchAll), in memory
// that is used again. One for each thread.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold {

// `take` is called as take(number, shingles, signature), once for each text that was added and has
// words, in their order, with what is valid during the call.
class TextSketcher {
 public:
  // The sketcher is that of the recipe, and outlives this.
  TextSketcher(const Recipe& recipe, const Sketcher& sketcher)
      : sketcher_(sketcher), shingler_(recipe) {}

  // Returns whether the text has words. It is taken now, or with a later one, or by Finish.
  template <typename Take>
  bool Add(uint32_t number, std::string_view text, Take take) {
    const size_t count = shingler_.ShingleAt(begins_.back(), text, shingles_);
    if (count == 0) return false;
    begins_.push_back(begins_.back() + count);
    numbers_.push_back(number);
    if (numbers_.size() == kTextsAtOnce || begins_.back() >= kShinglesAtOnce) Finish(take);
    return true;
  }

  template <typename Take>
  void Finish(Take take) {
    const size_t size = sketcher_.options().size;
    signatures_.resize(numbers_.size() * size);
    sketcher_.SketchAll(shingles_, begins_, signatures_);
    for (size_t i = 0; i < numbers_.size(); ++i) {
      take(numbers_[i], std::span(shingles_).subspan(begins_[i], begins_[i + 1] - begins_[i]),
           std::span(signatures_).subspan(i * size, size));
    }
    begins_.resize(1);
    numbers_.clear();
  }

 private:
  // So few that all stays in the nearest cache. A text of some hundred shingles fills the wait for
  // its bins itself.
  static constexpr size_t kTextsAtOnce = 32;
  static constexpr size_t kShinglesAtOnce = 256;

  const Sketcher& sketcher_;
  TextShingler shingler_;
  std::vector<uint64_t> shingles_;
  std::vector<size_t> begins_ = {0};  // of each text's shingles, and the end
  std::vector<uint32_t> numbers_;
  std::vector<uint16_t> signatures_;
};

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_TEXT_SKETCHER_H_
