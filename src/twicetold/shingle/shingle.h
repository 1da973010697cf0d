#ifndef TWICETOLD_SHINGLE_SHINGLE_H_
#define TWICETOLD_SHINGLE_SHINGLE_H_

// Shingles: every run of n consecutive words, hashed (Broder, "On the resemblance and containment
// of documents", 1997).
//
// The hash of a run is a rotate-add of its word hashes and one mix: order counts, any change of
// a word changes it, and each step is a handful of instructions. A text shorter than n words is
// one shingle of all its words, so that short texts are comparable and equal only when their
// words are; the run's length enters the hash.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

// The hash of `words` taken as one run. Order and number of words count.
uint64_t ShingleHash(std::span<const uint64_t> words);

// The shingles of `words` in order of position: element i is the run that begins at word i.
// max(1, size - n + 1) of them; none for no words. n must be at least 1. Thread-safe.
std::vector<uint64_t> ShingleWords(std::span<const uint64_t> words, size_t n);

// How many shingles that are: max(1, words - n + 1); 0 for no words.
size_t ShingleCount(size_t words, size_t n);

// The same into a place of the caller's, which has room for ShingleCount(words.size(), n).
void ShingleWords(std::span<const uint64_t> words, size_t n, uint64_t* shingles);

// The shingles of several texts, end to end, in memory that is used again. What it shows holds
// until the next Make. Not thread-safe: one for each thread.
class ShinglesOfTexts {
 public:
  // Of texts whose words lie end to end in `words`: begins[i] is where those of text i begin, and
  // the last of `begins` where those of the last text end. Each has words; n is at least 1.
  void Make(std::span<const uint64_t> words, std::span<const size_t> begins, size_t n);

  std::span<const uint64_t> all() const { return std::span(shingles_).first(begins_.back()); }
  std::span<const size_t> begins() const { return begins_; }  // of each text, and the end
  std::span<const uint64_t> operator[](size_t i) const {
    return std::span(shingles_).subspan(begins_[i], begins_[i + 1] - begins_[i]);
  }
  // The sum modulo 2^64 of text i's: equal for texts of the same shingles, each as often, and by
  // chance for others. Order is in the shingles themselves.
  uint64_t sum(size_t i) const { return sums_[i]; }

 private:
  std::vector<uint64_t> shingles_;  // and room behind them
  std::vector<size_t> begins_ = {0};
  std::vector<uint64_t> sums_;
};

// `shingles` as a set: sorted, each once. What sketches and exact measures are made from.
std::vector<uint64_t> DistinctShingles(std::vector<uint64_t> shingles);
// The same in place, with memory of the caller's to work in: nothing is allocated for many sets one
// after the other.
void DistinctShingles(std::vector<uint64_t>& shingles, std::vector<uint64_t>& scratch);

}  // namespace twicetold

#endif  // TWICETOLD_SHINGLE_SHINGLE_H_
