#ifndef TWICETOLD_DEDUP_COMPARER_H_
#define TWICETOLD_DEDUP_COMPARER_H_

// The verification of a candidate pair: sketches and seeds have proposed it, the full sets of both
// decide, and where form letters are to be kept, their words.

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/match/overlap.h"

namespace twicetold {

// What came of comparing two items.
struct Judgement {
  std::optional<Overlap> pair;  // when they are one
  bool is_protected = false;    // would be one, but is a form letter
};

// Thread-safe. In every overlap a is the worse item, b the better one.
class Comparer {
 public:
  // `texts` may be null unless something is to be protected. All are referred to.
  Comparer(const SetStore& sets, const TextStore* texts, const DedupOptions& options)
      : sets_(sets), texts_(texts), options_(options) {}

  // Whether the two are a pair by the measure; with Measure::kContainment, if one of them is
  // contained in the other.
  absl::StatusOr<Judgement> Judge(uint32_t worse, uint32_t better) const;

  // The overlap, whatever it is.
  absl::StatusOr<Overlap> Count(uint32_t worse, uint32_t better) const;

 private:
  absl::StatusOr<bool> IsFormLetter(uint32_t worse, uint32_t better) const;

  const SetStore& sets_;
  const TextStore* const texts_;
  const DedupOptions& options_;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_COMPARER_H_
