#include "twicetold/base/hash_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "twicetold/base/random.h"

namespace twicetold {
namespace {

struct Record {
  uint64_t hash;
  uint32_t order;
  friend bool operator<(const Record& x, const Record& y) {
    return x.hash != y.hash ? x.hash < y.hash : x.order < y.order;
  }
  friend bool operator==(const Record&, const Record&) = default;
};

// Hashes; numbers alike in their leading bits, in their last ones, in all; few different ones; in a
// row; half of one kind and half of another; the ends of the range.
uint64_t NumberOfKind(int kind, uint64_t i, Random& random) {
  const uint64_t next = random.Next();
  switch (kind) {
    case 0:
      return next;
    case 1:
      return next >> 40;
    case 2:
      return next << 40;
    case 3:
      return 77;
    case 4:
      return next % 7;
    case 5:
      return i;
    case 6:
      return i % 2 == 0 ? next : next >> 30;
    default:
      return next % 3 == 0 ? 0 : ~(next % 5);
  }
}

TEST(SortByHashTest, EqualsSortOfAnyNumbers) {
  Random random(8);
  for (const size_t size :
       {0U, 1U, 2U, 3U, 23U, 24U, 25U, 26U, 100U, 400U, 2048U, 5000U, 300000U}) {
    for (int kind = 0; kind < 8; ++kind) {
      std::vector<Record> from;
      for (size_t i = 0; i < size; ++i) {
        from.push_back({NumberOfKind(kind, i, random), static_cast<uint32_t>(random.Below(9))});
      }
      std::vector<Record> expected = from;
      std::sort(expected.begin(), expected.end());
      std::vector<Record> to(size);
      SortByHash<Record>(from, to, [](const Record& record) { return record.hash; });
      EXPECT_TRUE(to == expected) << size << " of kind " << kind;
    }
  }
}

TEST(SortByHashTest, LeadingBitsInCommonMayBeSaid) {
  Random random(9);
  for (const int bits : {0, 1, 8, 40, 60, 63, 64}) {
    for (const size_t size : {30U, 3000U}) {
      std::vector<uint64_t> from(size);
      const uint64_t mask = bits == 64 ? 0 : ~uint64_t{0} >> bits;
      const uint64_t lead = random.Next() & ~mask;
      for (uint64_t& number : from) number = lead | (random.Next() & mask);
      std::vector<uint64_t> expected = from;
      std::sort(expected.begin(), expected.end());
      std::vector<uint64_t> to(size);
      SortByHash<uint64_t>(
          from, to, [](uint64_t number) { return number; }, bits);
      EXPECT_EQ(to, expected) << bits << " bits";
    }
  }
}

TEST(SortByNumberTest, EqualsSortForAnyGreatest) {
  Random random(6);
  for (const uint64_t greatest :
       {uint64_t{0}, uint64_t{1}, uint64_t{999}, uint64_t{98'000} << 32, ~uint64_t{0}}) {
    for (const size_t size : {0U, 1U, 30U, 5'000U, 200'000U}) {
      std::vector<Record> from;
      for (uint32_t i = 0; i < size; ++i) {
        from.push_back({greatest == ~uint64_t{0} ? random.Next() : random.Below(greatest + 1), i});
      }
      std::vector<Record> expected = from;
      std::sort(expected.begin(), expected.end());
      std::vector<Record> to(size);
      SortByNumber<Record>(
          from, to, [](const Record& record) { return record.hash; }, greatest);
      EXPECT_EQ(to, expected) << size << " up to " << greatest;
    }
  }
}

}  // namespace
}  // namespace twicetold
