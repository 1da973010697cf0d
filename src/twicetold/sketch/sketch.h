#ifndef TWICETOLD_SKETCH_SKETCH_H_
#define TWICETOLD_SKETCH_SKETCH_H_

// Signatures: a set of shingles in a few hundred bytes, from which resemblance can be estimated.
//
// The default is one permutation hashing (Li, Owen and Zhang, "One permutation hashing", NIPS
// 2012): the top bits of a shingle's hash choose one of k bins, each bin keeps its least value.
// Empty bins are then filled by rounds of fixed bin permutations: in round t an empty bin j takes
// the value of bin pi_t(j) if shingles filled that one. Because each pi_t is a permutation no
// donor is used twice in a round, which is what keeps the variance low (compare Shrivastava,
// "Optimal densification for fast and accurate minwise hashing", ICML 2017, and Mai et al., "On
// densification for minwise hashing", UAI 2019). Classic minwise hashing with k permutations
// (Broder 1997) is there as the yardstick and as a choice.
//
// A value is cut to a 16-bit digest (Li and Konig, "b-bit minwise hashing", WWW 2010).

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace twicetold {

enum class SketchMethod { kOnePermutation, kClassic };

std::string_view SketchMethodName(SketchMethod method);  // "one-permutation", "classic"
absl::StatusOr<SketchMethod> SketchMethodFromName(std::string_view name);

struct SketchOptions {
  SketchMethod method = SketchMethod::kOnePermutation;
  // Digests in a signature, 16 to 1024. For one permutation hashing a power of two.
  uint32_t size = 128;
  // Chooses the bin permutations (or the hash functions of the classic method).
  uint64_t seed = 0;
};

class Sketcher {
 public:
  // InvalidArgument when the options make no sense, with a sentence that says why.
  static absl::StatusOr<Sketcher> Create(const SketchOptions& options);

  const SketchOptions& options() const { return options_; }

  // Writes the signature of the set `hashes` (64-bit, uniformly mixed, as ShingleHash gives;
  // order and repetition do not matter) to `signature`, which must hold options().size digests.
  // The empty set gives all zeros and resembles nothing: callers leave it out. Thread-safe.
  void Sketch(std::span<const uint64_t> hashes, std::span<uint16_t> signature) const;

  // The same for several sets end to end, none of them empty: set i is hashes[begins[i]] to
  // hashes[begins[i + 1] - 1], and its signature the i-th in `signatures`. Quicker for short
  // sets, of which none waits for the one before. Thread-safe.
  void SketchAll(std::span<const uint64_t> hashes, std::span<const size_t> begins,
                 std::span<uint16_t> signatures) const;

 private:
  explicit Sketcher(const SketchOptions& options);

  struct PermutationBytes;

  SketchOptions options_;
  // One permutation hashing: rounds * size bin numbers. Classic: size multipliers and offsets.
  std::vector<uint16_t> permutations_;
  std::shared_ptr<const PermutationBytes> permutation_bytes_;  // null for the largest sizes
  std::vector<uint64_t> multipliers_;
  std::vector<uint64_t> offsets_;
};

// The estimate of resemblance from two signatures of the same sketcher (and so of the same size):
// the share of equal digests, corrected for digests that are equal by chance (2^-16) and clamped to
// [0, 1]. Neither set may be empty. 0 for signatures of no digests.
double EstimateResemblance(std::span<const uint16_t> a, std::span<const uint16_t> b);

// The standard error of such an estimate: sqrt(J (1 - J) / size), the classic method's. One
// permutation hashing stays below it from about 20 shingles on, by a tenth where the shingles are
// about as many as the bins. For fewer it is a little above (about a fifth for sets of one and
// two), because elements that fall into one bin count as one.
double EstimateStandardError(double resemblance, uint32_t size);

}  // namespace twicetold

#endif  // TWICETOLD_SKETCH_SKETCH_H_
