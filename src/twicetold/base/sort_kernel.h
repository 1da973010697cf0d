#ifndef TWICETOLD_BASE_SORT_KERNEL_H_
#define TWICETOLD_BASE_SORT_KERNEL_H_

// What vectors do for the sorting of numbers (hash_sort.h): no branch in it depends on the numbers,
// while sorting by insertion mispredicts one for every second of them. Targets without a quick
// comparison of 64-bit numbers do nothing. Thread-safe.

#include <cstdint>
#include <span>

namespace twicetold {

// Sorts `numbers` into `sorted`, which is as long and apart from them, when they are all different
// and few: up to 64, 32 or 16, by the width of vectors. Returns whether; what `sorted` holds else
// is not said. Each is compared with all, and how many are less says where it goes: quadratic.
bool SortFewByRank(std::span<const uint64_t> numbers, std::span<uint64_t> sorted);

// Sorts `numbers`, each of which stands among up to `most` in any order that follow one another and
// belong there, by odd-even transposition (Knuth, The Art of Computer Programming 3, section
// 5.3.4): in turn all pairs that begin at even and at odd places are put in order, `most` times.
// Returns whether; nothing is done else.
bool SortAmongNeighbours(std::span<uint64_t> numbers, uint32_t most);

// Whether each number is greater than the one before it.
bool AllRise(std::span<const uint64_t> numbers);

}  // namespace twicetold

#endif  // TWICETOLD_BASE_SORT_KERNEL_H_
