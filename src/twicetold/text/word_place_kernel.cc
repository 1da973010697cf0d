// Where words begin and where they end is written down, for some hundred of them; then they are
// taken one after the other: two loads of 8 bytes, what of them is the word's own by a table of
// lengths, three multiplications; four at a time where vectors hold four numbers. Neither step has
// a branch that depends on a word.

#include "twicetold/text/word_place_kernel.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "twicetold/base/hash.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/text/word_place_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;  // NOLINT(misc-unused-alias-decls): not by every target

HWY_INLINE uint64_t Load64(const char* bytes) {
  uint64_t value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;  // little-endian machines only: see the assertion below
}
static_assert(std::endian::native == std::endian::little, "words are loaded as little-endian");

// What of the 16 bytes from a word's first on are its own, by its length; none of a longer one.
struct OwnBytes {
  alignas(16) uint8_t of_length[kLongestMixedWord + 2][16];
};

constexpr OwnBytes MakeOwnBytes() {
  OwnBytes own{};
  for (size_t length = 0; length <= kLongestMixedWord; ++length) {
    for (size_t i = 0; i < length; ++i) own.of_length[length][i] = 0xff;
  }
  return own;
}
constexpr OwnBytes kOwnBytes = MakeOwnBytes();

// Where words begin, or end: the bits set in block after block.
class Places {
 public:
  // Some are written in advance, whether there are so many or not: that is no branch to be guessed.
  HWY_INLINE void Add(uint64_t bits, size_t block) {
    const size_t count = static_cast<size_t>(std::popcount(bits));
    const auto base = static_cast<uint32_t>(block * kWordBlockBytes);
    uint32_t* const to = of_ + count_;
    const auto write = [&](size_t i) HWY_ATTR {
      to[i] = base + static_cast<uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    };
    for (size_t i = 0; i < kAtFirst; ++i) write(i);
    for (size_t i = kAtFirst; i < count; i += kThen) {
      for (size_t k = 0; k < kThen; ++k) write(i + k);
    }
    count_ += count;
  }
  HWY_INLINE void Add(size_t place) { of_[count_++] = static_cast<uint32_t>(place); }
  // Forgets the first `count`, of which there are at most one fewer than all.
  HWY_INLINE void Forget(size_t count) {
    count_ -= count;
    if (count_ > 0) of_[0] = of_[count];
  }

  HWY_INLINE size_t count() const { return count_; }
  HWY_INLINE size_t operator[](size_t i) const { return of_[i]; }

  static constexpr size_t kMost = 256;

 private:
  static constexpr size_t kAtFirst = 8;
  static constexpr size_t kThen = 4;
  size_t count_ = 0;
  uint32_t of_[kMost + kMostWordsOfBlock + kAtFirst + kThen];
};

HWY_INLINE uint64_t HashPlace(const char* word, size_t length, const WordHashKeys& keys) {
  if (HWY_UNLIKELY(length > kLongestMixedWord)) {
    return Hash64(std::string_view(word, length), keys.seed);
  }
  const auto* const own = reinterpret_cast<const char*>(kOwnBytes.of_length[length]);
  return MixWord(Load64(word) & Load64(own), Load64(word + 8) & Load64(own + 8), keys);
}

#if HWY_MAX_BYTES >= 32 && !HWY_HAVE_SCALABLE

// A factor for four numbers; of its halves where numbers of 64 bits are not multiplied at once.
class Factor {
 public:
  using D = hn::CappedTag<uint64_t, 4>;
  using V = hn::Vec<D>;

  HWY_INLINE explicit Factor(uint64_t factor)
      : factor_(hn::Set(D(), factor)), high_(hn::Set(D(), factor >> 32)) {}

  HWY_INLINE V Times(V a) const {
#if HWY_TARGET <= HWY_AVX3
    return a * factor_;
#else
    const V crossed = Halves(hn::ShiftRight<32>(a), factor_) + Halves(a, high_);
    return Halves(a, factor_) + hn::ShiftLeft<32>(crossed);
#endif
  }

 private:
  static HWY_INLINE V Halves(V a, V b) {
    const hn::RepartitionToNarrow<D> narrow;
    return hn::MulEven(hn::BitCast(narrow, a), hn::BitCast(narrow, b));
  }

  const V factor_;
  const V high_;
};

// MixWord, of four words.
class FourMixer {
 public:
  using D = Factor::D;
  using V = Factor::V;

  HWY_INLINE explicit FourMixer(const WordHashKeys& keys)
      : key0_(hn::Set(D(), keys.key0)), key1_(hn::Set(D(), keys.key1)) {}

  HWY_INLINE V Mix(V v, V w) const {
    V h = multiplier0_.Times(v ^ key0_);
    h = h ^ hn::ShiftRight<32>(h);
    w = w ^ key1_;
    h = multiplier1_.Times(h + (w ^ hn::ShiftRight<32>(w)));
    h = h ^ hn::ShiftRight<29>(h);
    h = multiplier2_.Times(h);
    return h ^ hn::ShiftRight<32>(h);
  }

 private:
  const V key0_;
  const V key1_;
  const Factor multiplier0_{kWordMultiplier0};
  const Factor multiplier1_{kWordMultiplier1};
  const Factor multiplier2_{kWordMultiplier2};
};

// Hashes words four by four while there are four, those that are too long wrongly; returns how
// many. `any_too_long` says whether one was.
HWY_INLINE size_t HashFours(const char* folded, const Places& begins, const Places& ends,
                            size_t count, const WordHashKeys& keys, uint64_t* hashes,
                            bool& any_too_long) {
  const FourMixer::D d;
  const hn::Half<FourMixer::D> of_word;
  const hn::Repartition<uint8_t, decltype(of_word)> bytes;
  const FourMixer mixer(keys);
  size_t longest = 0;
  const auto load = [&](size_t i) HWY_ATTR {
    const size_t length = ends[i] - begins[i];
    longest = std::max(longest, length);
    const auto* const word = reinterpret_cast<const uint8_t*>(folded + begins[i]);
    const auto* const own = kOwnBytes.of_length[std::min(length, kLongestMixedWord + 1)];
    return hn::BitCast(of_word, hn::And(hn::LoadU(bytes, word), hn::Load(bytes, own)));
  };
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const auto even = hn::Combine(d, load(i + 2), load(i));
    const auto odd = hn::Combine(d, load(i + 3), load(i + 1));
    hn::StoreU(mixer.Mix(hn::InterleaveLower(d, even, odd), hn::InterleaveUpper(d, even, odd)), d,
               hashes + i);
  }
  any_too_long = longest > kLongestMixedWord;
  return i;
}

#else

HWY_INLINE size_t HashFours(const char* /*folded*/, const Places& /*begins*/,
                            const Places& /*ends*/, size_t /*count*/, const WordHashKeys& /*keys*/,
                            uint64_t* /*hashes*/, bool& any_too_long) {
  any_too_long = false;
  return 0;
}

#endif

HWY_INLINE void HashPlaces(const char* folded, const Places& begins, const Places& ends,
                           size_t count, const WordHashKeys& keys, uint64_t* hashes) {
  bool any_too_long = false;
  const size_t hashed = HashFours(folded, begins, ends, count, keys, hashes, any_too_long);
  const auto hash = [&](size_t i) HWY_ATTR {
    hashes[i] = HashPlace(folded + begins[i], ends[i] - begins[i], keys);
  };
  for (size_t i = hashed; i < count; ++i) hash(i);
  if (HWY_LIKELY(!any_too_long)) return;
  for (size_t i = 0; i < hashed; ++i) {
    if (ends[i] - begins[i] > kLongestMixedWord) hash(i);
  }
}

size_t HashWordPlacesImpl(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                          size_t blocks, const WordHashKeys& keys, uint64_t* hashes) {
  Places begins;
  Places ends;
  size_t hashed = 0;
  uint64_t open = 0;
  for (size_t block = 0; block < blocks; ++block) {
    const uint64_t words = word_bits[block];
    const uint64_t cuts = cut_bits[block];
    const uint64_t before = (words << 1) | open;
    open = words >> 63;
    begins.Add((words & ~before) | cuts, block);
    ends.Add(before & (~words | cuts), block);
    if (ends.count() < Places::kMost) continue;
    const size_t whole = ends.count();  // the last word may go on
    HashPlaces(folded, begins, ends, whole, keys, hashes + hashed);
    hashed += whole;
    begins.Forget(whole);
    ends.Forget(whole);
  }
  if (begins.count() > ends.count()) {
    const size_t begin = begins[begins.count() - 1];
    ends.Add(WordEnd(word_bits, cut_bits, begin / kWordBlockBytes, begin));
  }
  HashPlaces(folded, begins, ends, begins.count(), keys, hashes + hashed);
  return hashed + begins.count();
}

}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {

HWY_EXPORT(HashWordPlacesImpl);

size_t HashWordPlaces(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                      size_t blocks, const WordHashKeys& keys, uint64_t* hashes) {
  return HWY_DYNAMIC_DISPATCH(HashWordPlacesImpl)(folded, word_bits, cut_bits, blocks, keys,
                                                  hashes);
}

}  // namespace twicetold
#endif  // HWY_ONCE
