#ifndef TWICETOLD_PIPELINE_TEXT_KEYS_H_
#define TWICETOLD_PIPELINE_TEXT_KEYS_H_

// From texts to the keys by which they meet: words, shingles, signature, and of that a key for each
// band. Nothing else is kept of a text.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/lsh/band_plan.h"
#include "twicetold/lsh/key_join.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold {

// The keys of every text: of each band, and of the text as a whole (CopyKey). Different texts may
// be set by different threads. Key: uint32_t or uint64_t.
template <typename Key>
class TextKeys {
 public:
  TextKeys(size_t count, const BandPlan& plan);

  void Set(uint32_t text, std::span<const uint16_t> signature, uint64_t copy_key);

  // Leaves the keys of these texts, which rise, as those of texts 0, 1 and so on.
  void Keep(std::span<const uint32_t> texts);

  // Has the text meet no other from now but by chance, as keys of unlike texts do.
  void SetLonely(uint32_t text);

  std::span<const uint64_t> OfCopies() const;

  // The buckets of each band.
  std::vector<Buckets> Join(int threads) const;

 private:
  BandPlan plan_;
  size_t count_;
  size_t stride_;
  std::unique_ptr<Key[]> keys_;
  std::unique_ptr<uint64_t[]> copy_keys_;
};

// The keys of texts that have words, and has_words[i] for each of all: 1 or 0. No keys are set of
// the others: what is never written takes no memory. The same for any number of threads.
template <typename Key>
TextKeys<Key> MakeTextKeys(std::span<const std::string_view> texts, const Recipe& recipe,
                           const Sketcher& sketcher, int threads, std::span<uint8_t> has_words);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_TEXT_KEYS_H_
