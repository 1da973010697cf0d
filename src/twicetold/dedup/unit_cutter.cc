#include "twicetold/dedup/unit_cutter.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/dedup/options.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/segment.h"

namespace twicetold {

UnitCutter::UnitCutter(const DedupOptions& options)
    : level_(options.level),
      shingle_words_(options.recipe.shingle_words),
      hasher_(options.recipe.hash_seed) {}

std::span<const Span> UnitCutter::Cut(std::string_view text) {
  if (level_ == DedupLevel::kParagraph) {
    units_ = SplitParagraphs(text);
  } else {
    units_.assign(1, Span{0, text.size()});
  }
  return units_;
}

std::vector<uint64_t>& UnitCutter::Shingles(std::span<const uint64_t> words) {
  shingles_.resize(ShingleCount(words.size(), shingle_words_));
  ShingleWords(words, shingle_words_, shingles_.data());
  return shingles_;
}

std::span<const uint64_t> UnitCutter::Set(std::string_view unit) {
  std::vector<uint64_t>& shingles = Shingles(hasher_.Hash(unit));
  DistinctShingles(shingles, scratch_);
  return shingles;
}

}  // namespace twicetold
