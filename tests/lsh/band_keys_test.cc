#include "twicetold/lsh/band_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/base/random.h"
#include "twicetold/lsh/band_plan.h"

namespace twicetold {
namespace {

std::vector<uint64_t> KeysOf(std::span<const uint16_t> signature, const BandPlan& plan,
                             size_t stride = 1) {
  std::vector<uint64_t> keys(plan.bands * stride, 0);
  MakeBandKeys(signature, plan, keys.data(), stride);
  return keys;
}

// The definition in band_keys.cc, read literally.
uint64_t KeyByTheBook(std::span<const uint16_t> band) {
  const auto packed = [&](size_t first, size_t count) {
    uint64_t value = 0;
    for (size_t i = 0; i < count; ++i) value += uint64_t{band[first + i]} << (16 * i);
    return value;
  };
  if (band.size() < 4) return Mix64(packed(0, band.size()));
  uint64_t h = 0;
  for (size_t i = 0; i + 4 < band.size(); i += 4) {
    h = (h + packed(i, 4)) * 0x9e3779b97f4a7c15U;
    h ^= h >> 32;
  }
  return Mix64(h + packed(band.size() - 4, 4));
}

TEST(MakeBandKeysTest, AsDefinedForEveryNumberOfRows) {
  Random random(1);
  std::vector<uint16_t> signature(128);
  for (uint16_t& digest : signature) digest = static_cast<uint16_t>(random.Next());
  for (uint32_t rows = 1; rows <= 64; ++rows) {
    const BandPlan plan = {128 / rows, rows};
    const std::vector<uint64_t> keys = KeysOf(signature, plan, 3);
    for (uint32_t band = 0; band < plan.bands; ++band) {
      EXPECT_EQ(keys[band * 3], KeyByTheBook(std::span(signature).subspan(band * rows, rows)));
      EXPECT_EQ(keys[band * 3 + 1], 0U) << "beyond its place";
    }
  }
}

// Values that files may hold.
TEST(MakeBandKeysTest, ValuesAreFixed) {
  const std::vector<uint16_t> signature = {1, 2, 3, 4, 5, 6, 7};
  EXPECT_EQ(KeysOf(signature, {1, 2})[0], Mix64(0x00020001));
  EXPECT_EQ(KeysOf(signature, {1, 4})[0], Mix64(0x0004000300020001));
}

TEST(MakeBandKeysTest, EqualBandsAndNoOthersHaveEqualKeys) {
  Random random(2);
  for (const uint32_t rows : {1U, 3U, 4U, 5U, 7U, 8U, 13U}) {
    std::vector<uint16_t> digests(rows);
    for (uint16_t& digest : digests) digest = static_cast<uint16_t>(random.Next());
    const uint64_t key = KeysOf(digests, {1, rows})[0];
    std::set<uint64_t> keys = {key};
    for (uint32_t row = 0; row < rows; ++row) {
      for (int bit = 0; bit < 16; ++bit) {
        digests[row] ^= static_cast<uint16_t>(1U << bit);
        keys.insert(KeysOf(digests, {1, rows})[0]);
        digests[row] ^= static_cast<uint16_t>(1U << bit);
      }
    }
    EXPECT_EQ(keys.size(), 1 + 16 * rows);
    EXPECT_EQ(KeysOf(digests, {1, rows})[0], key);
  }
}

TEST(LonelyKeyTest, EachIsAlone) {
  std::vector<uint64_t> keys;
  for (uint32_t item = 0; item < 100'000; ++item) keys.push_back(LonelyKey(item));
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
}

TEST(BandStrideTest, OddNumberOfWholeLines) {
  for (const size_t count : {0U, 1U, 8U, 9U, 64U, 4096U, 99'999U}) {
    EXPECT_GE(BandStride(count), count);
    EXPECT_LE(BandStride(count), count + 16);
    EXPECT_EQ(BandStride(count) % 16, 8U);
  }
}

}  // namespace
}  // namespace twicetold
