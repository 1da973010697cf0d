#ifndef TWICETOLD_BASE_SPAN_H_
#define TWICETOLD_BASE_SPAN_H_

// A half-open range of offsets, the way every finding points at text.
//
// What the offsets count (bytes of a source file, bytes of a decoded text, words of a document)
// is said where a span is declared; the type itself only knows that end is not counted.

#include <algorithm>
#include <compare>
#include <cstdint>

namespace twicetold {

struct Span {
  uint64_t begin = 0;
  uint64_t end = 0;

  constexpr uint64_t size() const { return end - begin; }
  constexpr bool empty() const { return begin >= end; }
  constexpr bool Contains(const Span& other) const {
    return begin <= other.begin && other.end <= end;
  }
  constexpr bool Overlaps(const Span& other) const {
    return begin < other.end && other.begin < end;
  }

  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

// The offsets that stand in both; an empty span at the later begin when there are none.
constexpr Span Intersection(const Span& a, const Span& b) {
  const uint64_t begin = std::max(a.begin, b.begin);
  return Span{begin, std::max(begin, std::min(a.end, b.end))};
}

}  // namespace twicetold

#endif  // TWICETOLD_BASE_SPAN_H_
