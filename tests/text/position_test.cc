#include "twicetold/text/position.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <vector>

#include "twicetold/base/random.h"

namespace twicetold {

void PrintTo(const Position& position, std::ostream* out) {
  *out << "byte " << position.byte << ", chars " << position.chars << ", utf16 " << position.utf16
       << ", line " << position.line << ", column " << position.column;
}

namespace {

struct SourceCharacter {
  char32_t code_point = 0;
  uint32_t bytes = 0;
};

// The position of the character that holds `byte`, counted from the start.
Position NaiveAt(const std::vector<SourceCharacter>& source, uint64_t byte) {
  Position position;
  for (size_t i = 0; i < source.size(); ++i) {
    if (byte < position.byte + source[i].bytes) break;
    position.byte += source[i].bytes;
    position.chars += 1;
    position.utf16 += source[i].code_point > 0xFFFF ? 2U : 1U;
    position.column += 1;
    const bool before_lf = i + 1 < source.size() && source[i + 1].code_point == '\n';
    if (source[i].code_point == '\n' || (source[i].code_point == '\r' && !before_lf)) {
      position.line += 1;
      position.column = 1;
    }
  }
  return position;
}

PositionIndex IndexOf(const std::vector<SourceCharacter>& source) {
  PositionIndex index;
  for (size_t i = 0; i < source.size();) {
    size_t end = i;
    while (end < source.size() && source[end].bytes == 1 && source[end].code_point < 0x80 &&
           source[end].code_point != '\r' && source[end].code_point != '\n') {
      ++end;
    }
    index.AppendAscii(end - i);
    i = end;
    if (i == source.size()) break;
    index.AppendCodePoint(source[i].code_point, source[i].bytes);
    ++i;
  }
  return index;
}

void ExpectAsNaive(const std::vector<SourceCharacter>& source) {
  const PositionIndex index = IndexOf(source);
  uint64_t size = 0;
  for (const SourceCharacter& c : source) size += c.bytes;
  ASSERT_EQ(index.size(), size);
  for (uint64_t byte = 0; byte <= size + 2; ++byte) {
    ASSERT_EQ(index.At(byte), NaiveAt(source, byte)) << "byte " << byte << " of " << size;
  }
}

TEST(PositionIndexTest, EmptySourceHasOnePosition) {
  EXPECT_EQ(PositionIndex().At(0), Position());
  EXPECT_EQ(PositionIndex().At(9), Position());
}

TEST(PositionIndexTest, EveryKindOfLineEndEndsALineOnce) {
  ExpectAsNaive({{'a', 1},
                 {'\r', 1},
                 {'\n', 1},
                 {'b', 1},
                 {'\r', 1},
                 {'c', 1},
                 {'\n', 1},
                 {'\n', 1},
                 {'\r', 1},
                 {'\r', 1},
                 {'\n', 1}});
  PositionIndex index;
  index.AppendAscii(1);
  index.AppendCodePoint('\r', 1);
  index.AppendCodePoint('\n', 1);
  EXPECT_EQ(index.At(1).line, 1U);
  EXPECT_EQ(index.At(2).line, 1U);
  EXPECT_EQ(index.At(2).column, 3U);
  EXPECT_EQ(index.At(3).line, 2U);
  EXPECT_EQ(index.At(3).column, 1U);
  EXPECT_EQ(index.At(3).chars, 3U);
}

TEST(PositionIndexTest, CountsUtf16UnitsAndGivesTheBeginOfACharacter) {
  PositionIndex index;  // "é👍x"
  index.AppendCodePoint(0xE9, 2);
  index.AppendCodePoint(0x1F44D, 4);
  index.AppendAscii(1);
  EXPECT_EQ(index.At(4), (Position{2, 1, 1, 1, 2}));
  EXPECT_EQ(index.At(6), (Position{6, 2, 3, 1, 3}));
  EXPECT_EQ(index.At(7), (Position{7, 3, 4, 1, 4}));
}

TEST(PositionIndexTest, BaseIsAddedToEveryAnswer) {
  PositionIndex index;  // "ab\néc"
  index.AppendAscii(2);
  index.AppendCodePoint('\n', 1);
  index.AppendCodePoint(0xE9, 2);
  index.AppendAscii(1);
  index.SetBase(Position{1000, 900, 950, 40, 1});
  EXPECT_EQ(index.At(1000), (Position{1000, 900, 950, 40, 1}));
  EXPECT_EQ(index.At(1005), (Position{1005, 904, 954, 41, 2}));
  EXPECT_EQ(index.At(10), (Position{1000, 900, 950, 40, 1}));
  EXPECT_EQ(index.At(5000), (Position{1006, 905, 955, 41, 3}));
}

TEST(PositionIndexTest, RandomSourcesAreAsCountedFromTheStart) {
  constexpr SourceCharacter kCharacters[] = {
      {'a', 1},  {' ', 1},    {'\n', 1}, {'\r', 1}, {0xE9, 2}, {0x20AC, 3},  {0x1F44D, 4},
      {0xE9, 1}, {0xFFFD, 1}, {'b', 2},  {'\n', 2}, {'\r', 2}, {0x20000, 4}, {'c', 6}};
  Random random(5);
  for (int round = 0; round < 400; ++round) {
    std::vector<SourceCharacter> source;
    // Some sources begin with much ASCII, some have long runs of it between.
    source.resize(random.Below(200), SourceCharacter{'x', 1});
    for (uint64_t i = random.Below(60); i > 0; --i) {
      source.push_back(kCharacters[random.Below(std::size(kCharacters))]);
      if (random.Below(10) == 0) {
        source.resize(source.size() + random.Below(200), SourceCharacter{'y', 1});
      }
    }
    ASSERT_NO_FATAL_FAILURE(ExpectAsNaive(source)) << "round " << round;
  }
}

}  // namespace
}  // namespace twicetold
