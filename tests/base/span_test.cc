#include "twicetold/base/span.h"

#include <algorithm>
#include <vector>

#include "gtest/gtest.h"

namespace twicetold {
namespace {

TEST(SpanTest, BeginsEmptyAtZero) {
  constexpr Span kSpan;
  EXPECT_EQ(kSpan.begin, 0U);
  EXPECT_EQ(kSpan.end, 0U);
  EXPECT_TRUE(kSpan.empty());
  EXPECT_EQ(kSpan.size(), 0U);
}

TEST(SpanTest, EndIsNotCounted) {
  constexpr Span kSpan{3, 7};
  EXPECT_EQ(kSpan.size(), 4U);
  EXPECT_FALSE(kSpan.empty());
  EXPECT_TRUE((Span{7, 7}).empty());
  EXPECT_FALSE((Span{7, 8}).empty());
}

TEST(SpanTest, ContainsItselfAndWhatLiesInside) {
  constexpr Span kSpan{10, 20};
  EXPECT_TRUE(kSpan.Contains(kSpan));
  EXPECT_TRUE(kSpan.Contains({10, 11}));
  EXPECT_TRUE(kSpan.Contains({19, 20}));
  EXPECT_TRUE(kSpan.Contains({10, 10}));
  EXPECT_TRUE(kSpan.Contains({20, 20}));
  EXPECT_FALSE(kSpan.Contains({9, 12}));
  EXPECT_FALSE(kSpan.Contains({19, 21}));
  EXPECT_FALSE(kSpan.Contains({20, 21}));
  EXPECT_FALSE(kSpan.Contains({5, 25}));
}

TEST(SpanTest, NeighboursDoNotOverlap) {
  constexpr Span kSpan{10, 20};
  EXPECT_FALSE(kSpan.Overlaps({0, 10}));
  EXPECT_FALSE(kSpan.Overlaps({20, 30}));
  EXPECT_TRUE(kSpan.Overlaps({0, 11}));
  EXPECT_TRUE(kSpan.Overlaps({19, 30}));
  EXPECT_TRUE(kSpan.Overlaps({12, 13}));
  EXPECT_TRUE(kSpan.Overlaps({0, 30}));
}

// Every pair of spans in a small range, against membership counted offset by offset.
TEST(SpanTest, AgreesWithCountingOffsets) {
  constexpr uint64_t kLimit = 6;
  std::vector<Span> spans;
  for (uint64_t begin = 0; begin <= kLimit; ++begin) {
    for (uint64_t end = begin; end <= kLimit; ++end) spans.push_back({begin, end});
  }
  const auto holds = [](const Span& span, uint64_t offset) {
    return span.begin <= offset && offset < span.end;
  };
  for (const Span& a : spans) {
    for (const Span& b : spans) {
      SCOPED_TRACE(testing::Message() << "[" << a.begin << "," << a.end << ") and [" << b.begin
                                      << "," << b.end << ")");
      const Span both = Intersection(a, b);
      uint64_t shared = 0;
      for (uint64_t offset = 0; offset <= kLimit; ++offset) {
        const bool in_both = holds(a, offset) && holds(b, offset);
        shared += in_both ? 1 : 0;
        EXPECT_EQ(holds(both, offset), in_both);
      }
      EXPECT_EQ(both.size(), shared);
      EXPECT_EQ(both.begin, std::max(a.begin, b.begin));
      EXPECT_EQ(both, Intersection(b, a));
      EXPECT_EQ(a.Overlaps(b), b.Overlaps(a));
      if (!a.empty() && !b.empty()) {
        EXPECT_EQ(a.Overlaps(b), shared > 0);
        EXPECT_EQ(a.Contains(b), shared == b.size());
      }
    }
  }
}

TEST(SpanTest, IntersectionOfStrangersIsEmptyAtTheLaterBegin) {
  EXPECT_EQ(Intersection({0, 3}, {8, 9}), (Span{8, 8}));
  EXPECT_EQ(Intersection({8, 9}, {0, 3}), (Span{8, 8}));
}

TEST(SpanTest, OrdersByBeginThenEnd) {
  std::vector<Span> spans = {{5, 6}, {1, 9}, {1, 4}, {0, 2}};
  std::sort(spans.begin(), spans.end());
  EXPECT_EQ(spans, (std::vector<Span>{{0, 2}, {1, 4}, {1, 9}, {5, 6}}));
}

}  // namespace
}  // namespace twicetold
