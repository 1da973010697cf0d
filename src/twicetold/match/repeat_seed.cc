// Contexts are polynomials in the word hashes modulo 2^61 - 1 (Karp and Rabin 1987), since those of
// neighbouring seeds overlap: prefixes of the document give each in one step, whatever its length.

#include "twicetold/match/repeat_seed.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/base/hash_sort.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold {
namespace {

constexpr uint64_t kPrime = (uint64_t{1} << 61) - 1;
constexpr uint64_t kBase = 0x0a3c59ac2b7f1e65U;  // below the prime; nothing special

// Windows at a time: what is kept of a document while it is cut does not grow with it.
constexpr size_t kWindowsAtOnce = size_t{1} << 15;

// a + b modulo the prime, of numbers below it.
constexpr uint64_t Add(uint64_t a, uint64_t b) {
  const uint64_t sum = a + b;
  return sum >= kPrime ? sum - kPrime : sum;
}

constexpr uint64_t Multiply(uint64_t a, uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{a} * b;
  return Add(static_cast<uint64_t>(product) & kPrime, static_cast<uint64_t>(product >> 61));
}

// Moves the seeds whose hash may stand twice to the front and returns them: two bitmaps over some
// bits of the hash tell which were seen once, and which again. Most of those that are alone go.
std::span<RepeatSeed> Sift(std::span<RepeatSeed> seeds) {
  const int bits = std::clamp(static_cast<int>(std::bit_width(seeds.size())) + 3, 6, 32);
  std::vector<uint64_t> once(size_t{1} << (bits - 6));
  std::vector<uint64_t> again(once.size());
  // Mixed, since seeds come here sorted out by some bits of the hash, and others are mostly zero.
  const auto place_of = [&](const RepeatSeed& seed) { return Mix64(seed.hash) >> (64 - bits); };
  for (const RepeatSeed& seed : seeds) {
    const uint64_t place = place_of(seed);
    const uint64_t bit = uint64_t{1} << (place % 64);
    again[place / 64] |= once[place / 64] & bit;
    once[place / 64] |= bit;
  }
  const auto alone = [&](const RepeatSeed& seed) {
    const uint64_t place = place_of(seed);
    return (again[place / 64] >> (place % 64) & 1) == 0;
  };
  return seeds.first(
      static_cast<size_t>(std::remove_if(seeds.begin(), seeds.end(), alone) - seeds.begin()));
}

// Appends the seeds of one hash.
void AddShared(std::span<const RepeatSeed> seeds, std::vector<SharedSeed>& shared) {
  if (seeds.size() < 2) return;
  const bool mixed = seeds.front().context != seeds.back().context;
  if (mixed) {
    for (const RepeatSeed& seed : seeds) {
      shared.push_back({seed.document, seed.position, SharedSeed::kMixed, 0});
    }
    return;
  }
  const RepeatSeed& first = seeds.front();
  for (const RepeatSeed& seed : seeds.subspan(1)) {
    shared.push_back({seed.document, seed.position, first.document, first.position});
  }
}

}  // namespace

SeedCutter::SeedCutter(size_t window_words)
    : window_words_(window_words), shingle_words_((window_words + 1) / 2) {
  assert(window_words >= 1);
  powers_.push_back(1);
  for (size_t i = 0; i < 2 * window_words; ++i) powers_.push_back(Multiply(powers_.back(), kBase));
}

// Calls visit(hash, windows, words of the windows' stretch, its first word).
template <typename Visitor>
void SeedCutter::ForEachSeed(std::span<const uint64_t> words, Visitor visit) {
  const size_t shingles_of_window = window_words_ - shingle_words_ + 1;
  for (size_t begin = 0; begin + window_words_ <= words.size(); begin += kWindowsAtOnce) {
    const std::span<const uint64_t> stretch =
        words.subspan(begin, std::min(words.size() - begin, kWindowsAtOnce + window_words_ - 1));
    shingles_.resize(ShingleCount(stretch.size(), shingle_words_));
    ShingleWords(stretch, shingle_words_, shingles_.data());
    minimizers_.ForEach(shingles_, shingles_of_window,
                        [&](size_t place, size_t first, size_t last) {
                          const SeedWindows windows{static_cast<uint32_t>(begin + place),
                                                    static_cast<uint32_t>(begin + first),
                                                    static_cast<uint32_t>(begin + last)};
                          visit(shingles_[place], windows, stretch, begin);
                        });
  }
}

void SeedCutter::Cut(uint32_t document, std::span<const uint64_t> words,
                     std::vector<RepeatSeed>& seeds) {
  size_t prepared = SIZE_MAX;  // the stretch whose prefixes there are
  ForEachSeed(words, [&](uint64_t hash, const SeedWindows& windows,
                         std::span<const uint64_t> stretch, size_t begin) {
    if (prepared != begin) {
      prepared = begin;
      prefixes_.resize(stretch.size() + 1);
      prefixes_[0] = 0;
      for (size_t i = 0; i < stretch.size(); ++i) {
        prefixes_[i + 1] = Add(Multiply(prefixes_[i], kBase), stretch[i] >> 3);
      }
    }
    const size_t from = windows.first - begin;
    const size_t size = windows.last - windows.first + window_words_;
    const uint64_t words_hash =
        Add(prefixes_[from + size], kPrime - Multiply(prefixes_[from], powers_[size]));
    const uint64_t place = uint64_t{windows.position - windows.first} << 32 | size;
    seeds.push_back({hash, Mix64(words_hash) + Mix64(place), document, windows.position});
  });
}

void SeedCutter::Windows(std::span<const uint64_t> words, std::vector<SeedWindows>& windows) {
  ForEachSeed(words, [&](uint64_t /*hash*/, const SeedWindows& of_seed,
                         std::span<const uint64_t> /*stretch*/,
                         size_t /*begin*/) { windows.push_back(of_seed); });
}

void JoinSeeds(std::span<RepeatSeed> seeds, std::vector<SharedSeed>& shared) {
  seeds = Sift(seeds);
  std::vector<RepeatSeed> sorted(seeds.size());
  SortByHash<RepeatSeed>(seeds, sorted, [](const RepeatSeed& seed) { return seed.hash; });
  for (size_t begin = 0; begin < sorted.size();) {
    size_t end = begin + 1;
    while (end < sorted.size() && sorted[end].hash == sorted[begin].hash) ++end;
    AddShared(std::span<const RepeatSeed>(sorted).subspan(begin, end - begin), shared);
    begin = end;
  }
}

}  // namespace twicetold
