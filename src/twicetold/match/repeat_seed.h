#ifndef TWICETOLD_MATCH_REPEAT_SEED_H_
#define TWICETOLD_MATCH_REPEAT_SEED_H_

// Seeds of long repeats: which windows of words can stand elsewhere at all (match/long_repeat.h).
//
// A window is `window_words` consecutive words of a document. Its seed is the least shingle in it
// of half that length; a seed serves a row of neighbouring windows. Equal windows have equal seeds
// in equal places, so a window whose seed stands nowhere else is told once, and nothing more is
// asked about it. That leaves few: shingles that long are seldom shared by texts that share no
// more. Shorter ones would be fewer, and leave more windows: at a third, half as many again.
//
// A seed also has its context, the hash of all words of all its windows. Where every seed of one
// hash has one context, as among copies, its windows are all told first where it stands first: no
// window is looked at. Only where contexts differ do windows have to be told apart one by one.
//
// The other way would be to hash and sort out every window: as quick up to here (200 MB of real
// texts of which two fifths are repeated: 1.1 s, seeds 1.2 s), but 8 bytes a word at once, and half
// of all windows left to be told apart instead of a fifth.
//
// 24 bytes a seed, one to about 13 words of a text for windows of 50 words, at most one a word
// (texts of one word). Time linear in the words, and n log n in the seeds of one hash.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/shingle/minimizer.h"

namespace twicetold {

struct RepeatSeed {
  uint64_t hash = 0;     // of the shingle
  uint64_t context = 0;  // of the words of its windows, and of where among them it stands
  uint32_t document = 0;
  uint32_t position = 0;  // of its first word
  friend auto operator<=>(const RepeatSeed&, const RepeatSeed&) = default;
};

// The windows that begin at words `first` to `last`, inclusive, and have the seed at `position`.
struct SeedWindows {
  uint32_t position = 0;
  uint32_t first = 0;
  uint32_t last = 0;
};

// Cuts documents into seeds; keeps memory for one document after the other. Not thread-safe.
class SeedCutter {
 public:
  // window_words at least 1.
  explicit SeedCutter(size_t window_words);

  // Appends the seeds of `document`, whose words have these hashes, below 2^32 of them; of a
  // document shorter than a window none.
  void Cut(uint32_t document, std::span<const uint64_t> words, std::vector<RepeatSeed>& seeds);

  // Appends the windows of the same seeds, in the same order.
  void Windows(std::span<const uint64_t> words, std::vector<SeedWindows>& windows);

 private:
  template <typename Visitor>
  void ForEachSeed(std::span<const uint64_t> words, Visitor visit);

  size_t window_words_;
  size_t shingle_words_;
  Minimizers minimizers_;
  std::vector<uint64_t> shingles_;
  std::vector<uint64_t> prefixes_;
  std::vector<uint64_t> powers_;
};

// A seed that stands in several places.
struct SharedSeed {
  uint32_t document = 0;
  uint32_t position = 0;
  // The first place of the seed, where all contexts are the same; kMixed where they are not, and
  // windows must be told apart.
  uint32_t first_document = 0;
  uint32_t first_position = 0;

  static constexpr uint32_t kMixed = UINT32_MAX;
  bool mixed() const { return first_document == kMixed; }
  friend auto operator<=>(const SharedSeed&, const SharedSeed&) = default;
};

// Appends those of `seeds` that are shared, but for the first places of seeds that have one
// context. `seeds` must be all that there are of each hash in it, and hold nothing of use
// afterwards.
void JoinSeeds(std::span<RepeatSeed> seeds, std::vector<SharedSeed>& shared);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_REPEAT_SEED_H_
