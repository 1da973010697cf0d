#ifndef TWICETOLD_LSH_KEY_JOIN_H_
#define TWICETOLD_LSH_KEY_JOIN_H_

// The join of keys: which of very many items have equal ones.
//
// A bucket is the items, two or more, of one key of 64 bits or 32. The join needs nothing but the
// keys of one band, by item (band_keys.h makes them), so bands can be joined one after the other,
// on several threads at once, or from files that hold more keys than memory does.
//
//   KeyJoin join;
//   for each band: Buckets buckets = join.Join(keys_of_the_band, threads);
//
// What becomes of buckets is for candidate_lists.h.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace twicetold {

struct Buckets {
  std::vector<uint32_t> members;  // of all buckets end to end, within one by rising item
  std::vector<uint64_t> ends;     // where each bucket ends in `members`

  size_t size() const { return ends.size(); }
  std::span<const uint32_t> operator[](size_t bucket) const {
    const uint64_t begin = bucket == 0 ? 0 : ends[bucket - 1];
    return std::span(members).subspan(begin, ends[bucket] - begin);
  }
};

// Up to so many 64-bit keys are not put into partitions.
constexpr size_t kMostUndivided = size_t{1} << 20;

// Keeps its memory from one join to the next. Not thread-safe: one join at a time.
class KeyJoin {
 public:
  explicit KeyJoin(size_t most_undivided = kMostUndivided);
  ~KeyJoin();
  KeyJoin(KeyJoin&&) noexcept;
  KeyJoin& operator=(KeyJoin&&) noexcept;

  // The buckets among items 0, 1, ..., of which keys[item] is the key; below 2^32 items. They come
  // in an order that depends on the keys alone, not on `threads`, which share the work.
  // Keys should be spread like hashes: time is linear in the items whatever they are, but all that
  // begin with the same bits are grouped by one thread, and so are most_undivided items or fewer.
  // Memory: 8 bytes an item, and 2 more of these (12 where most have equal keys); about 400 KB a
  // thread beside it, and the buckets.
  Buckets Join(std::span<const uint64_t> keys, int threads = 1);
  // The same on one thread and always without partitions, so made for some ten million items: for
  // very many more its bitmap lies outside the caches.
  Buckets Join(std::span<const uint32_t> keys);

 private:
  template <typename Key>
  Buckets JoinUndivided(std::span<const Key> keys);

  struct Memory;
  size_t most_undivided_;
  std::unique_ptr<Memory> memory_;
};

// The buckets of each of `bands` bands, of which band b has the keys keys[b * stride] and on, one
// for each of `count` items. The same for any number of threads; memory for each as Join() says.
std::vector<Buckets> JoinBands(const uint64_t* keys, size_t count, size_t stride, size_t bands,
                               int threads, size_t most_undivided = kMostUndivided);
std::vector<Buckets> JoinBands(const uint32_t* keys, size_t count, size_t stride, size_t bands,
                               int threads);

}  // namespace twicetold

#endif  // TWICETOLD_LSH_KEY_JOIN_H_
