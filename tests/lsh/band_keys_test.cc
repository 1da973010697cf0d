#include "twicetold/lsh/band_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

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
  const size_t group = std::min<size_t>(band.size(), 4);
  uint64_t h = 0;
  for (size_t i = 0; i + 4 < band.size(); i += 4) h = (h + packed(i, 4)) * 0x9e3779b97f4a7c15U;
  return (h + packed(band.size() - group, group)) * 0x9e3779b97f4a7c15U;
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
  EXPECT_EQ(KeysOf(signature, {1, 2})[0], 0x91aa784e77747c15U);
  EXPECT_EQ(KeysOf(signature, {1, 4})[0], 0xffddec8d77747c15U);
  EXPECT_EQ(KeysOf(signature, {1, 7})[0], 0x451622b6eb4d4a0dU);
}

TEST(MakeBandKeysTest, OneDigestChangesTheKey) {
  Random random(2);
  for (const uint32_t rows : {1U, 3U, 4U, 5U, 7U, 8U, 13U}) {
    std::vector<uint16_t> digests(rows);
    for (uint16_t& digest : digests) digest = static_cast<uint16_t>(random.Next());
    const uint64_t key = KeysOf(digests, {1, rows})[0];
    for (uint16_t& digest : digests) {
      const uint16_t was = digest;
      for (uint32_t other = 1; other <= 0xffff; ++other) {
        digest = static_cast<uint16_t>(was ^ other);
        ASSERT_NE(KeysOf(digests, {1, rows})[0], key);
      }
      digest = was;
    }
    EXPECT_EQ(KeysOf(digests, {1, rows})[0], key);
  }
}

TEST(MakeBandKeysTest, NoTwoOfOneBitEachMeet) {
  Random random(5);
  for (const uint32_t rows : {1U, 3U, 4U, 5U, 7U}) {
    std::vector<uint16_t> digests(rows);
    for (uint16_t& digest : digests) digest = static_cast<uint16_t>(random.Next());
    std::set<uint64_t> keys = {KeysOf(digests, {1, rows})[0]};
    for (uint32_t row = 0; row < rows; ++row) {
      for (int bit = 0; bit < 16; ++bit) {
        digests[row] ^= static_cast<uint16_t>(1U << bit);
        keys.insert(KeysOf(digests, {1, rows})[0]);
        digests[row] ^= static_cast<uint16_t>(1U << bit);
      }
    }
    EXPECT_EQ(keys.size(), 1 + 16 * rows);
  }
}

// Signatures of unlike texts, and of texts that share all digests of a band but two: as few keys
// meet as of random numbers.
TEST(MakeBandKeysTest, FewOthersHaveEqualKeys) {
  Random random(4);
  constexpr uint32_t kRows = 7;
  std::vector<uint16_t> digests(kRows);
  std::set<uint64_t> keys;
  size_t made = 0;
  for (size_t i = 0; i < 50'000; ++i, ++made) {
    for (uint16_t& digest : digests) digest = static_cast<uint16_t>(random.Next());
    keys.insert(KeysOf(digests, {1, kRows})[0]);
  }
  std::set<std::vector<uint16_t>> bands;
  while (bands.size() < 50'000) {
    std::vector<uint16_t> band = digests;
    for (int change = 0; change < 2; ++change) {
      band[random.Below(kRows)] = static_cast<uint16_t>(random.Next());
    }
    if (band != digests && bands.insert(band).second) keys.insert(KeysOf(band, {1, kRows})[0]);
  }
  EXPECT_EQ(keys.size(), made + bands.size());
  std::set<uint32_t> short_keys;
  for (const uint64_t key : keys) short_keys.insert(static_cast<uint32_t>(key >> 32));
  EXPECT_GE(short_keys.size(), keys.size() - 8);  // 1.2 meetings are to be expected
}

TEST(MakeBandKeysTest, ShortOnesAreFirstHalves) {
  Random random(3);
  std::vector<uint16_t> signature(128);
  for (uint16_t& digest : signature) digest = static_cast<uint16_t>(random.Next());
  for (const uint32_t rows : {1U, 4U, 7U, 9U}) {
    const BandPlan plan = {128 / rows, rows};
    std::vector<uint32_t> keys(plan.bands * 2, 0);
    MakeBandKeys(signature, plan, keys.data(), 2);
    const std::vector<uint64_t> whole = KeysOf(signature, plan);
    for (uint32_t band = 0; band < plan.bands; ++band) {
      EXPECT_EQ(keys[band * 2], whole[band] >> 32);
      EXPECT_EQ(keys[band * 2 + 1], 0U) << "beyond its place";
    }
  }
}

template <typename Key>
bool LonelyKeysDiffer() {
  std::vector<Key> keys;
  for (uint32_t item = 0; item < 100'000; ++item) keys.push_back(LonelyKey<Key>(item));
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
}

TEST(LonelyKeyTest, EachIsAlone) {
  EXPECT_TRUE(LonelyKeysDiffer<uint64_t>());
  EXPECT_TRUE(LonelyKeysDiffer<uint32_t>());
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
