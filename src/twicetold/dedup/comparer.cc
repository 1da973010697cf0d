#include "twicetold/dedup/comparer.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/options.h"
#include "twicetold/match/containment.h"
#include "twicetold/match/form_letter.h"
#include "twicetold/match/overlap.h"
#include "twicetold/text/words.h"

namespace twicetold {

absl::StatusOr<Judgement> Comparer::Judge(uint32_t worse, uint32_t better) const {
  std::vector<uint64_t> scratch_worse;
  std::vector<uint64_t> scratch_better;
  TWICETOLD_ASSIGN_OR_RETURN(const std::span<const uint64_t> a, sets_.Get(worse, scratch_worse));
  TWICETOLD_ASSIGN_OR_RETURN(const std::span<const uint64_t> b, sets_.Get(better, scratch_better));
  Judgement judgement;
  const double threshold = options_.recipe.threshold;
  judgement.pair = options_.measure == Measure::kContainment ? OverlapContaining(threshold, a, b)
                                                             : OverlapReaching(threshold, a, b);
  if (!judgement.pair || !options_.protect.any()) return judgement;
  TWICETOLD_ASSIGN_OR_RETURN(judgement.is_protected, IsFormLetter(worse, better));
  if (judgement.is_protected) judgement.pair.reset();
  return judgement;
}

absl::StatusOr<Overlap> Comparer::Count(uint32_t worse, uint32_t better) const {
  std::vector<uint64_t> scratch_worse;
  std::vector<uint64_t> scratch_better;
  TWICETOLD_ASSIGN_OR_RETURN(const std::span<const uint64_t> a, sets_.Get(worse, scratch_worse));
  TWICETOLD_ASSIGN_OR_RETURN(const std::span<const uint64_t> b, sets_.Get(better, scratch_better));
  return CountOverlap(a, b);
}

absl::StatusOr<bool> Comparer::IsFormLetter(uint32_t worse, uint32_t better) const {
  std::vector<char> scratch_worse;
  std::vector<char> scratch_better;
  TWICETOLD_ASSIGN_OR_RETURN(const std::span<const char> a, texts_->Get(worse, scratch_worse));
  TWICETOLD_ASSIGN_OR_RETURN(const std::span<const char> b, texts_->Get(better, scratch_better));
  const std::string_view text_a(a.data(), a.size());
  const std::string_view text_b(b.data(), b.size());
  const Words words_a = SplitWords(text_a, options_.recipe.hash_seed);
  const Words words_b = SplitWords(text_b, options_.recipe.hash_seed);
  return JudgeFormLetter({text_a, words_a}, {text_b, words_b}, options_.protect).is_form_letter();
}

}  // namespace twicetold
