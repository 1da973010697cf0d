#ifndef TWICETOLD_MATCH_REPEAT_PROPOSAL_H_
#define TWICETOLD_MATCH_REPEAT_PROPOSAL_H_

// Proposals: which windows are told before, and where first, by their hashes (match/long_repeat.h).
//
// Three steps: seeds of all documents are added, in any order; they are joined; then documents ask,
// in rising order, and are answered. What a document asks can be worked out on many threads,
// answers are given one after the other, since each may be the first place of a later one.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/match/repeat_seed.h"

namespace twicetold {

// `windows` windows of the document, from the one that begins at word `begin` on, are told before:
// first from word `twin_begin` of `twin_document` on. Not verified.
struct RepeatProposal {
  uint32_t document = 0;
  uint32_t begin = 0;
  uint32_t windows = 0;
  uint32_t twin_document = 0;
  uint32_t twin_begin = 0;
  friend auto operator<=>(const RepeatProposal&, const RepeatProposal&) = default;
};

// What a document asks: windows whose twins are known, and hashes of those that must be looked up.
struct RepeatQuestions {
  struct Windows {
    uint32_t begin = 0;
    uint32_t count = 0;
    // Where the first stands first, for windows whose twins are known; SharedSeed::kMixed and
    // nothing for those with hashes.
    uint32_t twin_document = 0;
    uint32_t twin_begin = 0;
  };
  uint32_t document = 0;
  std::vector<Windows> windows;  // in order of begin
  std::vector<uint64_t> hashes;  // of the windows to be looked up, in order
};

// The seeds of part `part` of `parts`, kept by hash so that they can be joined a few at a time.
class SeedStore {
 public:
  SeedStore(uint32_t part, uint32_t parts) : part_(part), parts_(parts) {}

  void Add(std::span<const RepeatSeed> seeds);

  static constexpr size_t kShares = 64;
  std::vector<RepeatSeed>& share(size_t i) { return shares_[i]; }

 private:
  uint32_t part_;
  uint32_t parts_;
  std::array<std::vector<RepeatSeed>, kShares> shares_;
};

// The shared seeds among those of `stores`, in order of place. The stores are empty then.
std::vector<SharedSeed> JoinStores(std::span<SeedStore> stores, int threads);

// Asks for one document after the other. Not thread-safe: one for each thread.
class RepeatAsker {
 public:
  // `shared` in order, must outlive this.
  RepeatAsker(size_t window_words, std::span<const SharedSeed> shared);

  // `words`: the hashes of the document's.
  RepeatQuestions Ask(uint32_t document, std::span<const uint64_t> words);

 private:
  size_t window_words_;
  std::span<const SharedSeed> shared_;
  SeedCutter cutter_;
  std::vector<SeedWindows> windows_;
};

// The first place of each window, by its hash. Open addressing in one line of the cache a window,
// in many tables that each grow for itself: never all at once.
class WindowTable {
 public:
  // The place that `hash` was added with first, which is `place` if it was not yet. Not UINT64_MAX.
  uint64_t FirstPlace(uint64_t hash, uint64_t place);
  // To be called some time before.
  void Prefetch(uint64_t hash) const;

 private:
  struct Slot {
    uint64_t hash = 0;
    uint64_t place = kEmpty;
  };
  struct Table {
    std::vector<Slot> slots;  // a power of two, or none
    size_t count = 0;
  };
  static constexpr uint64_t kEmpty = UINT64_MAX;
  static constexpr int kTableBits = 7;

  static Slot& Find(std::vector<Slot>& slots, uint64_t hash);
  static void Grow(Table& table);

  std::array<Table, size_t{1} << kTableBits> tables_;
};

class RepeatAnswerer {
 public:
  explicit RepeatAnswerer(size_t window_words) : window_words_(window_words) {}

  // Appends the proposals of a document, in order of begin. Documents must come in rising order.
  void Answer(const RepeatQuestions& questions, std::vector<RepeatProposal>& proposals);

 private:
  void Propose(const RepeatProposal& proposal, size_t first_of_document,
               std::vector<RepeatProposal>& proposals) const;

  size_t window_words_;
  WindowTable first_places_;
};

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_REPEAT_PROPOSAL_H_
