// Where words begin and where they end is written down in turn, for some hundred of them: what to
// write for eight bytes of text is looked up in a table. Then lengths are made of the ends, many at
// a time, and words are taken as many together as vectors hold numbers of 64 bits: 16 bytes each,
// of which the length says what is the word's own. No step has a branch that depends on a word, but
// for the few that are too long and where a script has no spaces.

#include "twicetold/text/word_place_kernel.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "twicetold/base/hash.h"
#include "twicetold/text/word_hash.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "twicetold/text/word_place_kernel.cc"
#include <hwy/foreach_target.h>  // must come before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;  // NOLINT(misc-unused-alias-decls): not by every target

// The numbers of the bits set in a byte, and how many there are.
struct BitsOfByte {
  alignas(16) uint16_t numbers[256][8];
  uint8_t count[256];
};

constexpr BitsOfByte MakeBitsOfByte() {
  BitsOfByte bits{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    for (uint16_t bit = 0; bit < 8; ++bit) {
      if ((byte >> bit & 1) != 0) bits.numbers[byte][bits.count[byte]++] = bit;
    }
  }
  return bits;
}
constexpr BitsOfByte kBitsOfByte = MakeBitsOfByte();

// Where words begin and end: begin, end, begin, end, in bytes.
class Places {
 public:
  // The bits of `changes` are places, those of `twice`, a subset, an end and a begin.
  HWY_INLINE void Add(uint64_t changes, uint64_t twice, size_t block) {
    if (twice != 0) return AddTwice(changes, twice, block);
    // Eight are written, whether there are so many or not.
    uint16_t* to = of_ + count_;
#if HWY_TARGET == HWY_SCALAR
    uint64_t bases = block * kWordBlockBytes * 0x0001000100010001U;
    for (size_t byte = 0; byte < 8; ++byte, changes >>= 8, bases += 0x0008000800080008U) {
      for (size_t i = 0; i < 8; i += 4) {
        uint64_t four;
        std::memcpy(&four, kBitsOfByte.numbers[changes % 256] + i, sizeof(four));
        four += bases;
        std::memcpy(to + i, &four, sizeof(four));
      }
      to += kBitsOfByte.count[changes % 256];
    }
#else
    const hn::CappedTag<uint16_t, 8> d;
    auto bases = hn::Set(d, static_cast<uint16_t>(block * kWordBlockBytes));
    for (size_t byte = 0; byte < 8; ++byte, changes >>= 8) {
      hn::StoreU(hn::Add(hn::Load(d, kBitsOfByte.numbers[changes % 256]), bases), d, to);
      to += kBitsOfByte.count[changes % 256];
      bases = hn::Add(bases, hn::Set(d, 8));
    }
#endif
    count_ = static_cast<size_t>(to - of_);
  }
  HWY_INLINE void Add(size_t place) { of_[count_++] = static_cast<uint16_t>(place); }

  HWY_INLINE size_t words() const { return count_ / 2; }  // that have an end
  HWY_INLINE size_t begin(size_t word) const { return of_[2 * word]; }
  HWY_INLINE size_t end(size_t word) const { return of_[2 * word + 1]; }
  HWY_INLINE uint16_t* all() { return of_; }

  // Puts words of no length after the last: those at hand may be gone over some at a time.
  HWY_INLINE void Pad() {
    open_begin_ = of_[2 * words()];
    uint16_t* const end = of_ + 2 * words();
    for (size_t i = 0; i < 2 * kPadding; ++i) end[i] = 0;
  }
  // After Pad(). Forgets all words, but for the begin of one that has no end yet.
  HWY_INLINE void Forget() {
    of_[0] = open_begin_;
    count_ %= 2;
  }

  static constexpr size_t kMostWords = 256;  // that may be there before more are added
  static constexpr size_t kPadding = 16;     // words

 private:
  HWY_INLINE void AddTwice(uint64_t changes, uint64_t twice, size_t block) {
    uint16_t* to = of_ + count_;
    for (; changes != 0; changes &= changes - 1) {
      const auto bit = static_cast<size_t>(std::countr_zero(changes));
      to[0] = to[1] = static_cast<uint16_t>(block * kWordBlockBytes + bit);
      to += 1 + (twice >> bit & 1);
    }
    count_ = static_cast<size_t>(to - of_);
  }

  uint16_t open_begin_ = 0;
  size_t count_ = 0;
  alignas(64) uint16_t of_[2 * (kMostWords + kWordBlockBytes + kPadding)];
};

// Words that are too long to be mixed.
class LongWords {
 public:
  // Those of `count` words from the number `word` on.
  HWY_INLINE void Add(const Places& places, size_t word, size_t count) {
    for (const size_t end = std::min(places.words(), word + count); word < end; ++word) {
      const size_t length = places.end(word) - places.begin(word);
      if (length <= kLongestMixedWord) continue;
      of_[count_++] = {static_cast<uint16_t>(word), static_cast<uint16_t>(places.begin(word)),
                       static_cast<uint16_t>(length)};
    }
  }
  HWY_INLINE void Hash(const char* folded, const WordHashKeys& keys, uint64_t* hashes) const {
    for (size_t i = 0; i < count_; ++i) {
      hashes[of_[i].word] =
          Hash64(std::string_view(folded + of_[i].begin, of_[i].length), keys.seed);
    }
  }

 private:
  struct Word {
    uint16_t word;
    uint16_t begin;
    uint16_t length;
  };
  size_t count_ = 0;
  Word of_[Places::kMostWords + kWordBlockBytes];
};

// Puts lengths in place of the ends; of words that are too long, one more than the longest.
HWY_INLINE void EndsToLengths(Places& places, LongWords& long_words) {
  constexpr uint32_t kMost = kLongestMixedWord + 1;
  uint16_t* const all = places.all();
#if HWY_TARGET == HWY_SCALAR
  for (size_t word = 0; word < places.words(); ++word) {
    const size_t length = places.end(word) - places.begin(word);
    if (length > kLongestMixedWord) long_words.Add(places, word, 1);
    all[2 * word + 1] = static_cast<uint16_t>(std::min<size_t>(length, kMost));
  }
#else
  const hn::CappedTag<uint16_t, 2 * Places::kPadding> d;
  const hn::Repartition<uint32_t, decltype(d)> words;
  const auto most = hn::BitCast(d, hn::Set(words, kMost << 16 | 0xffff));
  for (size_t word = 0; word < places.words(); word += hn::Lanes(words)) {
    const auto begin_end = hn::LoadU(d, all + 2 * word);
    const auto zero_begin = hn::BitCast(d, hn::ShiftLeft<16>(hn::BitCast(words, begin_end)));
    const auto begin_length = hn::Min(hn::Sub(begin_end, zero_begin), most);
    if (HWY_UNLIKELY(!hn::AllFalse(d, hn::Eq(begin_length, most)))) {
      long_words.Add(places, word, hn::Lanes(words));
    }
    hn::StoreU(begin_length, d, all + 2 * word);
  }
#endif
}

static_assert(std::endian::native == std::endian::little, "words are loaded as little-endian");

#if HWY_TARGET == HWY_SCALAR || HWY_HAVE_SCALABLE

HWY_INLINE uint64_t Load64(const char* bytes) {
  uint64_t value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

// The first `length` bytes of eight; all where there are more.
HWY_INLINE uint64_t OwnBytes(uint64_t bytes, size_t length) {
  return length >= 8 ? bytes : bytes & ~(~uint64_t{0} << (8 * length));
}

// Hashes the words. For ends there are lengths.
HWY_INLINE void HashMixed(const char* folded, Places& places, const WordHashKeys& keys,
                          uint64_t* hashes) {
  for (size_t i = 0; i < places.words(); ++i) {
    const char* const word = folded + places.begin(i);
    const size_t length = places.end(i);
    hashes[i] = MixWord(OwnBytes(Load64(word), length),
                        OwnBytes(Load64(word + 8), length - std::min<size_t>(length, 8)), keys);
  }
}

#else

// The products, of 64 bits, of the lower halves of lanes.
template <class V>
HWY_INLINE V MultiplyHalves(V a, V b) {
  const hn::DFromV<V> d;
  const hn::RepartitionToNarrow<decltype(d)> narrow;
  return hn::MulEven(hn::BitCast(narrow, a), hn::BitCast(narrow, b));
}

// MixRound (base/hash.h), of every lane.
template <class V>
HWY_INLINE V MixRounds(V x) {
  const hn::DFromV<V> d;
  const V upper = hn::ShiftRight<32>(x);
  x = x ^ upper;
#if HWY_TARGET == HWY_EMU128 || HWY_TARGET <= HWY_AVX3
  x = x * hn::Set(d, kMixRoundMultiplier);
#else
  // 64 bits from three products of 32: the lower halves', and the two crossed ones, shifted up. The
  // upper half of x is still what it was, which Highway's own product cannot know.
  const V lower = hn::Set(d, kMixRoundMultiplier & 0xffffffffU);
  const V crossed =
      MultiplyHalves(upper, lower) + MultiplyHalves(x, hn::Set(d, kMixRoundMultiplier >> 32));
  x = MultiplyHalves(x, lower) + hn::ShiftLeft<32>(crossed);
#endif
  return x ^ hn::ShiftRight<32>(x);
}

// MixWord, of as many words as a vector has lanes.
class Mixer {
 public:
  using D = hn::CappedTag<uint64_t, 4>;
  using V = hn::Vec<D>;

  HWY_INLINE explicit Mixer(const WordHashKeys& keys)
      : key0_(hn::Set(D(), keys.key0)), key1_(hn::Set(D(), keys.key1)) {}

  HWY_INLINE V Mix(V v, V w) const {
    v = hn::Xor(v, key0_);
    w = hn::Xor(w, key1_);
    return MixRounds(hn::Add(hn::Add(Product<0>(v), Product<1>(hn::ShiftRight<32>(v))),
                             hn::Add(Product<2>(w), Product<3>(hn::ShiftRight<32>(w)))));
  }

 private:
  template <int kNumber>
  static HWY_INLINE V Product(V a) {
    return MultiplyHalves(a, hn::Set(D(), kWordMultipliers[kNumber]));
  }

  const V key0_;
  const V key1_;
};

// Words are loaded into blocks of 16 bytes: of four, the first and the third into one vector, the
// second and the fourth into the other, so that their halves can be brought together in one step.
// Of each byte of a vector: where among begins and lengths the length of its word stands, and the
// number of the byte in the word.
struct OfByte {
  alignas(32) uint8_t length_at[2][32];
  alignas(32) int8_t number[32];
};

constexpr OfByte MakeOfByte() {
  OfByte of{};
  for (int byte = 0; byte < 32; ++byte) {
    const int block = byte / 16;
    of.number[byte] = static_cast<int8_t>(byte % 16);
    for (int first = 0; first < 2; ++first) {
      of.length_at[first][byte] = static_cast<uint8_t>(4 * (first + 2 * block) + 2);
    }
  }
  return of;
}
constexpr OfByte kOfByte = MakeOfByte();

using ByteTag = hn::Repartition<uint8_t, Mixer::D>;
using ByteVector = hn::Vec<ByteTag>;

// The 16 bytes from the begin of the word `word` on, and, where there is room, of the next but one.
HWY_INLINE ByteVector LoadWords(const char* folded, const Places& places, size_t word) {
  const hn::CappedTag<uint8_t, 16> block;
  const auto load = [&](size_t i) HWY_ATTR {
    return hn::LoadU(block, reinterpret_cast<const uint8_t*>(folded + places.begin(i)));
  };
#if HWY_MAX_BYTES >= 32
  return hn::Combine(ByteTag(), load(word + 2), load(word));
#else
  return load(word);
#endif
}

// What of them is the words' own, zeros elsewhere; `length_at`: of kOfByte.
HWY_INLINE Mixer::V OwnBytes(ByteVector bytes, ByteVector lengths, const uint8_t* length_at) {
  const hn::RebindToSigned<ByteTag> d;
  const auto length = hn::TableLookupBytes(lengths, hn::Load(ByteTag(), length_at));
  const auto own = hn::Lt(hn::Load(d, kOfByte.number), hn::BitCast(d, length));
  return hn::BitCast(Mixer::D(), hn::IfThenElseZero(hn::RebindMask(ByteTag(), own), bytes));
}

// Hashes the words, as many at a time as a vector has lanes, and up to three more. For ends there
// are lengths.
HWY_INLINE void HashMixed(const char* folded, Places& places, const WordHashKeys& keys,
                          uint64_t* hashes) {
  const Mixer::D d;
  const hn::Repartition<uint16_t, Mixer::D> numbers;
  const Mixer mixer(keys);
  for (size_t i = 0; i < places.words(); i += hn::MaxLanes(d)) {
    const auto lengths = hn::BitCast(ByteTag(), hn::LoadDup128(numbers, places.all() + 2 * i));
    const auto even = OwnBytes(LoadWords(folded, places, i), lengths, kOfByte.length_at[0]);
    const auto odd = OwnBytes(LoadWords(folded, places, i + 1), lengths, kOfByte.length_at[1]);
    hn::StoreU(mixer.Mix(hn::InterleaveLower(d, even, odd), hn::InterleaveUpper(d, even, odd)), d,
               hashes + i);
  }
}

#endif

// Hashes the words and forgets them. Returns how many.
HWY_INLINE size_t HashPlaces(const char* folded, Places& places, const WordHashKeys& keys,
                             uint64_t* hashes) {
  const size_t words = places.words();
  LongWords long_words;
  places.Pad();
  EndsToLengths(places, long_words);
  HashMixed(folded, places, keys, hashes);
  long_words.Hash(folded, keys, hashes);
  places.Forget();
  return words;
}

size_t HashWordPlacesImpl(const char* folded, const uint64_t* word_bits, const uint64_t* cut_bits,
                          size_t blocks, const WordHashKeys& keys, uint64_t* hashes) {
  Places places;
  size_t hashed = 0;
  uint64_t open = 0;
  for (size_t block = 0; block < blocks; ++block) {
    const uint64_t words = word_bits[block];
    const uint64_t cuts = cut_bits[block];
    const uint64_t before = (words << 1) | open;
    open = words >> 63;
    places.Add((words ^ before) | cuts, cuts & before, block);
    if (places.words() < Places::kMostWords) continue;
    hashed += HashPlaces(folded, places, keys, hashes + hashed);
  }
  if (open != 0) places.Add(blocks * kWordBlockBytes);
  return hashed + HashPlaces(folded, places, keys, hashes + hashed);
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
