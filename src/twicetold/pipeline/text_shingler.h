#ifndef TWICETOLD_PIPELINE_TEXT_SHINGLER_H_
#define TWICETOLD_PIPELINE_TEXT_SHINGLER_H_

// The words and shingles of one text after the other, in memory that is used again. One for each
// thread.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/words.h"

namespace twicetold {

class TextShingler {
 public:
  explicit TextShingler(const Recipe& recipe)
      : words_(recipe.hash_seed), n_(recipe.shingle_words) {}

  // The hashes of the text's words. Valid until the next call of either.
  std::span<const uint64_t> Words(std::string_view text) { return words_.Hash(text); }

  // Puts the text's shingles, in order of position, into `shingles` and nothing else.
  void Shingle(std::string_view text, std::vector<uint64_t>& shingles) {
    const std::span<const uint64_t> words = Words(text);
    shingles.resize(ShingleCount(words.size(), n_));
    ShingleWords(words, n_, shingles.data());
  }

 private:
  WordHasher words_;
  size_t n_;
};

// Where groups of `count` texts of about as many bytes begin, and the end: what threads share out,
// since some texts are a thousand times as long as others. bytes(i): those of text i.
template <typename Bytes>
std::vector<size_t> GroupByBytes(size_t count, Bytes bytes) {
  constexpr size_t kBytesOfGroup = size_t{1} << 17;
  constexpr size_t kBytesMore = 64;  // the work a text is that has no words
  std::vector<size_t> begins = {0};
  size_t sum = 0;
  for (size_t i = 0; i < count; ++i) {
    sum += bytes(i) + kBytesMore;
    if (sum < kBytesOfGroup) continue;
    begins.push_back(i + 1);
    sum = 0;
  }
  if (begins.back() != count) begins.push_back(count);
  return begins;
}

// Calls work(worker, i) for each i in [0, count), where every thread has a `worker` of its own,
// made by make(). The order within a thread rises; who takes which is not fixed.
template <typename Make, typename Work>
void ForEachWithWorker(size_t count, int threads, Make make, Work work) {
  std::atomic<size_t> next = 0;
  const size_t workers = std::min(count, static_cast<size_t>(std::max(threads, 1)));
  ParallelFor(workers, threads, [&](size_t) {
    size_t i = next.fetch_add(1);
    if (i >= count) return;
    auto worker = make();
    for (; i < count; i = next.fetch_add(1)) work(worker, i);
  });
}

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_TEXT_SHINGLER_H_
