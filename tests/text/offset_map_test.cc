#include "twicetold/text/offset_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "twicetold/base/random.h"

namespace twicetold {
namespace {

// The map as an array: where each byte of the text came from. Empty spans are text put in.
using NaiveMap = std::vector<Span>;

// The least span that holds the source of all bytes of `text`, put-in ones aside.
Span NaiveToSource(const NaiveMap& map, Span text) {
  if (map.empty()) return Span{};
  if (text.begin == map.size()) return Span{map.back().end, map.back().end};
  Span source{map[text.begin].begin, map[text.begin].begin};
  bool found = false;
  for (uint64_t i = text.begin; i < text.end; ++i) {
    if (map[i].empty()) continue;
    if (!found) source.begin = map[i].begin;
    source.end = map[i].end;
    found = true;
  }
  return source;
}

NaiveMap NaiveCompose(const NaiveMap& outer, const NaiveMap& inner) {
  NaiveMap composed;
  for (const Span& span : outer) composed.push_back(NaiveToSource(inner, span));
  return composed;
}

struct BothMaps {
  OffsetMap map;
  NaiveMap naive;
};

// A random map from a source of at most `source_size` bytes.
BothMaps RandomMaps(Random* random, uint64_t source_size, bool with_put_in_text) {
  BothMaps maps;
  uint64_t source = 0;
  while (source < source_size) {
    const uint64_t taken = std::min(1 + random->Below(4), source_size - source);
    const uint64_t size = 1 + random->Below(3);
    switch (random->Below(with_put_in_text ? 5 : 4)) {
      case 0:
      case 1:
        maps.map.AppendCopy(source, taken);
        for (uint64_t i = 0; i < taken; ++i) {
          maps.naive.push_back(Span{source + i, source + i + 1});
        }
        source += taken;
        break;
      case 2:
        for (uint64_t i = random->Below(3); i < 3 && source + taken <= source_size; ++i) {
          maps.map.AppendReplacement(Span{source, source + taken}, size);
          maps.naive.insert(maps.naive.end(), size, Span{source, source + taken});
          source += taken;
        }
        break;
      case 3:
        source += taken;  // left out
        break;
      default:
        maps.map.AppendReplacement(Span{source, source}, size);
        maps.naive.insert(maps.naive.end(), size, Span{source, source});
    }
  }
  return maps;
}

void ExpectSame(const OffsetMap& map, const NaiveMap& naive) {
  ASSERT_EQ(map.text_size(), naive.size());
  for (uint64_t begin = 0; begin <= naive.size(); ++begin) {
    for (uint64_t end = begin; end <= naive.size(); ++end) {
      ASSERT_EQ(map.ToSource(Span{begin, end}), NaiveToSource(naive, Span{begin, end}))
          << begin << " to " << end;
    }
  }
}

TEST(OffsetMapTest, EmptyMapLeadsToTheBegin) {
  const OffsetMap map;
  EXPECT_EQ(map.text_size(), 0U);
  EXPECT_EQ(map.ToSource(Span{0, 0}), (Span{0, 0}));
  EXPECT_TRUE(map.IsIdentity());
  EXPECT_TRUE(OffsetMap::Compose(map, OffsetMap::FromIdentity(5)).IsIdentity());
}

TEST(OffsetMapTest, CopiesMapByteForByte) {
  OffsetMap map;
  map.AppendCopy(3, 4);
  map.AppendCopy(10, 2);
  EXPECT_EQ(map.text_size(), 6U);
  EXPECT_EQ(map.ToSource(Span{1, 2}), (Span{4, 5}));
  EXPECT_EQ(map.ToSource(Span{3, 5}), (Span{6, 11}));
  EXPECT_EQ(map.ToSource(Span{4, 4}), (Span{10, 10}));
  EXPECT_EQ(map.ToSource(Span{6, 6}), (Span{12, 12}));
}

TEST(OffsetMapTest, ReplacementIsTakenWhole) {
  OffsetMap map;
  map.AppendCopy(0, 2);                   // "R&"
  map.AppendReplacement(Span{2, 10}, 3);  // an entity that became three bytes
  map.AppendCopy(10, 1);
  EXPECT_EQ(map.ToSource(Span{3, 4}), (Span{2, 10}));
  EXPECT_EQ(map.ToSource(Span{1, 3}), (Span{1, 10}));
  EXPECT_EQ(map.ToSource(Span{4, 6}), (Span{2, 11}));
  EXPECT_EQ(map.ToSource(Span{4, 4}), (Span{2, 2}));
}

TEST(OffsetMapTest, TextPutInAddsNothing) {
  OffsetMap map;
  map.AppendCopy(3, 1);                  // <p>A</p><p>B</p>
  map.AppendReplacement(Span{4, 4}, 2);  // a blank line
  map.AppendCopy(11, 1);
  EXPECT_EQ(map.ToSource(Span{0, 4}), (Span{3, 12}));
  EXPECT_EQ(map.ToSource(Span{0, 2}), (Span{3, 4}));
  EXPECT_EQ(map.ToSource(Span{2, 4}), (Span{11, 12}));
  EXPECT_EQ(map.ToSource(Span{1, 3}), (Span{4, 4}));
}

TEST(OffsetMapTest, OnlyTheIdentityIsIdentity) {
  EXPECT_TRUE(OffsetMap::FromIdentity(0).IsIdentity());
  OffsetMap map = OffsetMap::FromIdentity(7);
  EXPECT_TRUE(map.IsIdentity());
  map.AppendCopy(7, 2);
  EXPECT_TRUE(map.IsIdentity());
  map.AppendCopy(10, 1);
  EXPECT_FALSE(map.IsIdentity());
  OffsetMap later;
  later.AppendCopy(1, 4);
  EXPECT_FALSE(later.IsIdentity());
  OffsetMap wide;
  wide.AppendReplacement(Span{0, 2}, 2);
  EXPECT_FALSE(wide.IsIdentity());
}

TEST(OffsetMapTest, EqualStepsAreToldApart) {
  OffsetMap map;  // three characters of UTF-16, each one byte of text
  for (uint64_t i = 0; i < 3; ++i) map.AppendReplacement(Span{2 * i, 2 * i + 2}, 1);
  EXPECT_EQ(map.ToSource(Span{1, 2}), (Span{2, 4}));
  EXPECT_EQ(map.ToSource(Span{1, 3}), (Span{2, 6}));
}

TEST(OffsetMapTest, RandomMapsAreAsTheArrayHasThem) {
  Random random(1);
  for (int round = 0; round < 2000; ++round) {
    const BothMaps maps = RandomMaps(&random, random.Below(40), true);
    ASSERT_NO_FATAL_FAILURE(ExpectSame(maps.map, maps.naive)) << "round " << round;
  }
}

TEST(OffsetMapTest, ComposedMapsAreAsTheArrayHasThem) {
  Random random(2);
  for (int round = 0; round < 2000; ++round) {
    const BothMaps inner = RandomMaps(&random, random.Below(60), true);
    const BothMaps outer = RandomMaps(&random, inner.naive.size(), true);
    const OffsetMap composed = OffsetMap::Compose(outer.map, inner.map);
    ASSERT_NO_FATAL_FAILURE(ExpectSame(composed, NaiveCompose(outer.naive, inner.naive)))
        << "round " << round;
  }
}

// With put-in text the order may matter: a replacement of nothing but put-in text keeps only the
// place where it began.
TEST(OffsetMapTest, ComposeIsAssociative) {
  Random random(3);
  for (int round = 0; round < 1000; ++round) {
    const BothMaps first = RandomMaps(&random, random.Below(80), false);
    const BothMaps second = RandomMaps(&random, first.naive.size(), false);
    const BothMaps third = RandomMaps(&random, second.naive.size(), false);
    const OffsetMap left = OffsetMap::Compose(OffsetMap::Compose(third.map, second.map), first.map);
    const OffsetMap right =
        OffsetMap::Compose(third.map, OffsetMap::Compose(second.map, first.map));
    const NaiveMap naive = NaiveCompose(third.naive, NaiveCompose(second.naive, first.naive));
    ASSERT_NO_FATAL_FAILURE(ExpectSame(left, naive)) << "round " << round;
    ASSERT_NO_FATAL_FAILURE(ExpectSame(right, naive)) << "round " << round;
  }
}

TEST(OffsetMapTest, IdentityChangesNothing) {
  Random random(4);
  for (int round = 0; round < 200; ++round) {
    const uint64_t size = 1 + random.Below(60);
    const BothMaps maps = RandomMaps(&random, size, true);
    const OffsetMap identity = OffsetMap::FromIdentity(size);
    ExpectSame(OffsetMap::Compose(maps.map, identity), maps.naive);
    ExpectSame(OffsetMap::Compose(OffsetMap::FromIdentity(maps.naive.size()), maps.map),
               maps.naive);
  }
}

}  // namespace
}  // namespace twicetold
