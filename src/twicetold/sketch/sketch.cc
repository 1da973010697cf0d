// Signatures, exactly. Every implementation must give the digests described here, bit for bit:
// they are stored, and compared with digests that another machine has made.
//
// One permutation hashing with k = size = 2^p bins. For each 64-bit hash h of the set:
//
//   bin   = h >> (64 - p)                             the top bits
//   value = min(h mod 2^32, 2^32 - 2)                 the low 32 bits; all ones means "empty", so
//                                                     the two greatest values count as one
//   least[bin] = min(least[bin], value)
//
// Bins that no hash fell into are filled from those that have one (the donors). There are kRounds
// tables of permutations of 0..k-1, drawn one after the other from one Random(seed), each by
// Fisher-Yates from the identity: for i = k-1 down to 1, swap(p[i], p[Below(i + 1)]). Rounds go
//
//   for pass = 0, 1, ..., k-1:  for t = 0 .. kRounds-1:
//     every bin j still empty whose donor d = pi_t(j) xor pass was filled by a hash takes its value
//
// and end when none is empty. A bin filled in a round never gives: donors are the bins filled by
// hashes alone, so that rounds do not depend on each other. A permutation xor a constant is a
// permutation, so later passes are rounds as good as the first, from the same tables; and over all
// passes every bin meets every donor (pi_0(j) xor pass takes all values), so the rounds cannot run
// out. Only sets that fill a few bins need a second pass.
//
//   digest = (value * 0x9e3779b1 mod 2^32) >> 16      multiplicative hashing (Knuth, The Art of
//                                                     Computer Programming 3, section 6.4): least
//                                                     values of long texts are small numbers
//
// Why it is unbiased. Bin j looks at bins in an order that the seed fixes: j, pi_0(j), pi_1(j), ...
// and takes its value from the first that is filled. For two sets A and B let d be the first bin in
// that order filled by A or B, and x the element of the union with the least value in d; x is
// equally likely to be any element of the union. If x is in both, both signatures take x's value
// from d. If x is in A alone, A takes it, and B takes another element's, from d or from further on.
// So digest j agrees with probability J, whatever the sizes (and by chance with 2^-16).
// The variance stays low because a permutation uses each donor once a round: with few donors, each
// serves nearly equally many bins.
//
// Limit: least values of a text of n shingles lie below about 2^32 k / n, so different minima of
// texts longer than some 10^9 shingles begin to coincide. No text is that long.
//
// Classic minwise hashing with k functions: multiplier a_i = Next() | 1, offset b_i = Next(), drawn
// in the order a_0, b_0, a_1, b_1, ... from Random(seed).
//
//   least_i = min over h of (a_i * h + b_i mod 2^64),   digest_i = Mix64(least_i) >> 48
//
// Tested by tests/sketch/sketch_test.cc (statistics, laws) and by the literal reading of this page
// in tests/reference/sketch_reference.cc.

#include "twicetold/sketch/sketch.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/random.h"
#include "twicetold/sketch/densify_kernel.h"
#include "twicetold/sketch/sketch_kernel.h"

namespace twicetold {
namespace {

constexpr uint32_t kLeastSize = 16;
constexpr uint32_t kGreatestSize = kGreatestSignature;
// Permutation tables. Above this number the accuracy for sets of a few elements no longer improves
// (root mean square error measured for sets of 1 to 20 elements), and 128 bins keep their tables in
// 32 KiB.
constexpr uint32_t kRounds = 128;
static_assert((kRounds - kFirstRounds - kNextRounds) % kMoreRounds == 0);
constexpr char kOnePermutationName[] = "one-permutation";
constexpr char kClassicName[] = "classic";

std::vector<uint16_t> DrawPermutations(uint32_t size, uint64_t seed) {
  std::vector<uint16_t> tables(size_t{kRounds} * size);
  Random random(seed);
  for (size_t round = 0; round < kRounds; ++round) {
    const std::span<uint16_t> table = std::span(tables).subspan(round * size, size);
    std::iota(table.begin(), table.end(), uint16_t{0});
    for (size_t i = size - 1; i >= 1; --i) std::swap(table[i], table[random.Below(i + 1)]);
  }
  return tables;
}

void SketchClassic(std::span<const uint64_t> hashes, std::span<const uint64_t> multipliers,
                   std::span<const uint64_t> offsets, std::span<uint16_t> signature) {
  for (size_t i = 0; i < signature.size(); ++i) {
    uint64_t least = std::numeric_limits<uint64_t>::max();
    for (const uint64_t hash : hashes) least = std::min(least, multipliers[i] * hash + offsets[i]);
    signature[i] = static_cast<uint16_t>(Mix64(least) >> 48);
  }
}

constexpr uint32_t kLargestByteTables = 256;  // bins whose numbers fit a byte

}  // namespace

// The permutations again, where vectors load them.
struct Sketcher::PermutationBytes {
  alignas(64) std::array<uint8_t, size_t{kRounds} * kLargestByteTables> values;
  alignas(64) std::array<uint8_t, size_t{kRounds} * kLargestByteTables * 3> looks;

  PermutationBytes(std::span<const uint16_t> permutations, size_t size) {
    for (size_t begin = 0; begin < permutations.size(); begin += size) {
      uint8_t* const look = looks.data() + 3 * begin;
      for (size_t i = 0; i < size; ++i) {
        const uint16_t bin = permutations[begin + i];
        values[begin + i] = look[i] = static_cast<uint8_t>(bin);
        look[size + i] = static_cast<uint8_t>(bin / 8 % 16);
        look[2 * size + i] = static_cast<uint8_t>(1U << bin % 8);
      }
    }
  }
};

std::string_view SketchMethodName(SketchMethod method) {
  return method == SketchMethod::kClassic ? kClassicName : kOnePermutationName;
}

absl::StatusOr<SketchMethod> SketchMethodFromName(std::string_view name) {
  if (name == kOnePermutationName) return SketchMethod::kOnePermutation;
  if (name == kClassicName) return SketchMethod::kClassic;
  return absl::InvalidArgumentError(Concat({"sketch method '", name, "' is unknown; use '",
                                            kOnePermutationName, "' or '", kClassicName, "'"}));
}

absl::StatusOr<Sketcher> Sketcher::Create(const SketchOptions& options) {
  if (options.size < kLeastSize || options.size > kGreatestSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "sketch size is ", options.size, "; it must be from ", kLeastSize, " to ", kGreatestSize));
  }
  if (options.method == SketchMethod::kOnePermutation && !std::has_single_bit(options.size)) {
    return absl::InvalidArgumentError(
        absl::StrCat("sketch size is ", options.size, "; for '", kOnePermutationName,
                     "' it must be a power of two, such as ", std::bit_floor(options.size)));
  }
  return Sketcher(options);
}

Sketcher::Sketcher(const SketchOptions& options) : options_(options) {
  if (options.method == SketchMethod::kOnePermutation) {
    permutations_ = DrawPermutations(options.size, options.seed);
    if (options.size > kLargestByteTables) return;
    permutation_bytes_ = std::make_shared<const PermutationBytes>(permutations_, options.size);
    return;
  }
  Random random(options.seed);
  for (uint32_t i = 0; i < options.size; ++i) {
    multipliers_.push_back(random.Next() | 1U);
    offsets_.push_back(random.Next());
  }
}

void Sketcher::Sketch(std::span<const uint64_t> hashes, std::span<uint16_t> signature) const {
  assert(signature.size() == options_.size);
  if (hashes.empty()) {
    std::fill(signature.begin(), signature.end(), uint16_t{0});
    return;
  }
  const std::array<size_t, 2> begins = {0, hashes.size()};
  SketchAll(hashes, begins, signature);
}

void Sketcher::SketchAll(std::span<const uint64_t> hashes, std::span<const size_t> begins,
                         std::span<uint16_t> signatures) const {
  if (begins.empty()) return;
  const size_t sets = begins.size() - 1;
  assert(signatures.size() == sets * options_.size);
  if (options_.method == SketchMethod::kOnePermutation) {
    const PermutationBytes* const bytes = permutation_bytes_.get();
    const DonorTables tables = {options_.size, kRounds, permutations_.data(),
                                bytes != nullptr ? bytes->values.data() : nullptr,
                                bytes != nullptr ? bytes->looks.data() : nullptr};
    SketchOnePermutation(hashes.data(), begins.data(), sets, tables, signatures.data());
    return;
  }
  for (size_t set = 0; set < sets; ++set) {
    SketchClassic(hashes.subspan(begins[set], begins[set + 1] - begins[set]), multipliers_,
                  offsets_, signatures.subspan(set * options_.size, options_.size));
  }
}

double EstimateResemblance(std::span<const uint16_t> a, std::span<const uint16_t> b) {
  assert(a.size() == b.size());
  if (a.empty()) return 0.0;
  const size_t equal = CountEqualDigests(a.data(), b.data(), a.size());
  // The share s of equal digests has the mean J + (1 - J) c, c = 2^-16.
  constexpr double kChance = 0x1.0p-16;
  const double share = static_cast<double>(equal) / static_cast<double>(a.size());
  return std::clamp((share - kChance) / (1.0 - kChance), 0.0, 1.0);
}

double EstimateStandardError(double resemblance, uint32_t size) {
  const double j = std::clamp(resemblance, 0.0, 1.0);
  return std::sqrt(j * (1.0 - j) / static_cast<double>(size));
}

}  // namespace twicetold
